"""Any HTML in, one canonical HTML out.

nh3 cleans what came from outside and closes what was left open; the reader
reads the clean rest into the block tree; `to_html` writes it. Two texts that
read the same are therefore the same string.
"""

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

import nh3

from partnership.richtext.blocks import Block, Break, Heading, ListBlock, Reference, Run
from partnership.richtext.reader import EM, HEADINGS, SCHEMES, STRONG, Reader

#: What begins a new line on paper, so that the words on both sides stay apart.
_LINES = """
    p div blockquote pre hr table caption tr td th dl dt dd figure figcaption section article
    header footer main nav aside address center form fieldset
"""
_BLOCKS = frozenset(_LINES.split())
_KEPT = HEADINGS | _BLOCKS | STRONG | EM | {"ul", "ol", "li", "a", "br", "span"}
_CLEANER = nh3.Cleaner(
    tags=_KEPT,
    attributes={"a": {"href"}, "span": {"data-ref"}},
    url_schemes=SCHEMES,
    link_rel=None,
    strip_comments=True,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff]")
_TAG = re.compile(r"<(/?)([a-z][^\s/>]*)", re.IGNORECASE)
_CLOSE_THEMSELVES = "p br hr img li td th tr dt dd option input meta link col wbr"
#: Parsing takes time with the square of the depth; nobody writes like this.
_TOO_DEEP = 5000


class CanonicalHtml(str):
    """Text known to be in the one form, so that nobody reads it once more to see."""

    __slots__ = ()


def canonical(html: str) -> CanonicalHtml:
    """The one form a rich text is stored in; `canonical` of it is itself."""
    return html if isinstance(html, CanonicalHtml) else CanonicalHtml(to_html(parse(html)))


def parse(html: str) -> tuple[Block, ...]:
    """The block tree of any HTML; what it may not hold is left out, its text kept."""
    if not html or html.isspace():
        return ()
    html = _CONTROL.sub("", html)
    if _depth(html) > _TOO_DEEP:
        html = re.sub(r"<[^<>]*>", " ", html)
    reader = Reader()
    # Once more, because the cleaner writes out what stood as &#8203; and the like.
    reader.feed(_CONTROL.sub("", _CLEANER.clean(html)))
    return reader.finish()


def _depth(html: str) -> int:
    """How deep the tags may nest, counted without parsing."""
    depth = deepest = 0
    never = frozenset(_CLOSE_THEMSELVES.split())
    for end, name in _TAG.findall(html):
        if name.lower() not in never:
            depth = max(0, depth - 1) if end else depth + 1
            deepest = max(deepest, depth)
    return deepest


def to_html(blocks: Sequence[Block]) -> str:
    return "".join(_block_html(block) for block in blocks)


def _block_html(block: Block) -> str:
    if isinstance(block, ListBlock):
        tag = "ol" if block.ordered else "ul"
        items = "".join(f"<li>{to_html(item.blocks)}</li>" for item in block.items)
        return f"<{tag}>{items}</{tag}>"
    tag = "h3" if isinstance(block, Heading) else "p"
    return f"<{tag}>{_runs_html(block.runs)}</{tag}>"


def _runs_html(runs: Iterable[Run]) -> str:
    """Neighbours with the same address are one link, whatever their emphasis."""
    html = ""
    for href, group in groupby(runs, key=lambda run: getattr(run, "href", "")):
        text = "".join(_run_html(run) for run in group)
        html += f'<a href="{escape(href)}">{text}</a>' if href else text
    return html


def _run_html(run: Run) -> str:
    if isinstance(run, Break):
        return "<br>"
    if isinstance(run, Reference):
        return f'<span data-ref="{run.target}"></span>'
    html = escape(run.text, quote=False)
    if run.em:
        html = f"<em>{html}</em>"
    if run.strong:
        html = f"<strong>{html}</strong>"
    return html
