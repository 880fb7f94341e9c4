"""Any HTML in, one canonical HTML out.

nh3 cleans what came from outside and closes what was left open; the parser
below reads the clean rest into the block tree; `to_html` writes it. Two texts
that read the same are therefore the same string.
"""

import re
from html import escape
from html.parser import HTMLParser
from uuid import UUID

import nh3

from partnership.richtext.blocks import (
    Block,
    Break,
    Heading,
    Item,
    ListBlock,
    Paragraph,
    Reference,
    Run,
    Text,
)

SCHEMES = {"http", "https", "mailto", "tel"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = {"p", "div", "blockquote", "pre", "tr", "td", "th", "table", "section", "article"}
_STRONG = {"strong", "b"}
_EM = {"em", "i"}
_KEPT = _HEADINGS | _BLOCKS | _STRONG | _EM | {"ul", "ol", "li", "a", "br", "span"}
_CLEANER = nh3.Cleaner(
    tags=_KEPT,
    attributes={"a": {"href"}, "span": {"data-ref"}},
    url_schemes=SCHEMES,
    link_rel=None,
    strip_comments=True,
)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff]")


def canonical(html: str) -> str:
    """The one form a rich text is stored in; `canonical` of it is itself."""
    return to_html(parse(html))


def parse(html: str) -> tuple[Block, ...]:
    """The block tree of any HTML; what it may not hold is left out, its text kept."""
    if not html or html.isspace():
        return ()
    reader = _Reader()
    reader.feed(_CLEANER.clean(_CONTROL.sub("", html)))
    reader.close()
    return reader.finish()


def to_html(blocks: tuple[Block, ...]) -> str:
    return "".join(_block_html(block) for block in blocks)


def _block_html(block: Block) -> str:
    if isinstance(block, ListBlock):
        tag = "ol" if block.ordered else "ul"
        items = "".join(f"<li>{to_html(item.blocks)}</li>" for item in block.items)
        return f"<{tag}>{items}</{tag}>"
    tag = "h3" if isinstance(block, Heading) else "p"
    return f"<{tag}>{''.join(_run_html(run) for run in block.runs)}</{tag}>"


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
    if run.href:
        html = f'<a href="{escape(run.href)}">{html}</a>'
    return html


class _Reader(HTMLParser):
    """Reads cleaned HTML into blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._levels: list[list[Block]] = [[]]
        self._lists: list[tuple[bool, list[Item]]] = []
        self._runs: list[Run] = []
        self._heading = False
        self._strong = 0
        self._em = 0
        self._links: list[str] = []
        self._in_reference = 0

    def finish(self) -> tuple[Block, ...]:
        self._end_block()
        return tuple(self._levels[0])

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag in _STRONG:
            self._strong += 1
        elif tag in _EM:
            self._em += 1
        elif tag == "a":
            self._links.append(values.get("href") or "")
        elif tag == "br":
            self._runs.append(Break())
        elif tag == "span":
            self._start_span(values.get("data-ref"))
        elif tag in {"ul", "ol"}:
            self._end_block()
            self._lists.append((tag == "ol", []))
        elif tag == "li" and self._lists:
            self._end_block()
            self._levels.append([])
        else:
            self._end_block()
            self._heading = tag in _HEADINGS and not self._lists

    def handle_endtag(self, tag):
        if tag in _STRONG:
            self._strong = max(0, self._strong - 1)
        elif tag in _EM:
            self._em = max(0, self._em - 1)
        elif tag == "a":
            if self._links:
                self._links.pop()
        elif tag == "span":
            self._in_reference = max(0, self._in_reference - 1)
        elif tag in {"ul", "ol"} and self._lists:
            self._end_list()
        elif tag == "li" and self._lists and len(self._levels) > 1:
            self._end_item()
        elif tag != "br":
            self._end_block()

    def handle_data(self, data):
        if self._in_reference:
            return
        text = _SPACES.sub(" ", data)
        if text:
            self._runs.append(
                Text(
                    text, bool(self._strong), bool(self._em), self._links[-1] if self._links else ""
                )
            )

    def _start_span(self, target: str | None) -> None:
        if self._in_reference:
            self._in_reference += 1
            return
        try:
            self._runs.append(Reference(UUID(target or "")))
        except ValueError:
            return
        self._in_reference = 1

    def _end_block(self) -> None:
        runs = _tidy(self._runs)
        if runs:
            block = Heading(runs) if self._heading else Paragraph(runs)
            self._levels[-1].append(block)
        self._runs = []
        self._heading = False

    def _end_item(self) -> None:
        self._end_block()
        blocks = tuple(self._levels.pop())
        if blocks:
            self._lists[-1][1].append(Item(blocks))

    def _end_list(self) -> None:
        self._end_block()
        ordered, items = self._lists.pop()
        if items:
            self._levels[-1].append(ListBlock(ordered, tuple(items)))


def _tidy(runs: list[Run]) -> tuple[Run, ...]:
    """Neighbours alike are one run; no space at the ends or around a break."""
    merged: list[Run] = []
    for run in runs:
        before = merged[-1] if merged else None
        if isinstance(run, Text):
            text = run.text
            if before is None or isinstance(before, Break):
                text = text.lstrip(" ")
            elif isinstance(before, Text) and before.text.endswith(" "):
                text = text.lstrip(" ")
            if not text:
                continue
            run = Text(text, run.strong, run.em, run.href)
            if isinstance(before, Text) and _style(before) == _style(run):
                merged[-1] = Text(before.text + text, *_style(run))
                continue
        elif isinstance(run, Break):
            _strip_end(merged)
        merged.append(run)
    while merged and (isinstance(merged[-1], Break) or _strip_end(merged)):
        if isinstance(merged[-1], Break):
            merged.pop()
    while merged and isinstance(merged[0], Break):
        merged.pop(0)
    return tuple(merged)


def _style(run: Text) -> tuple[bool, bool, str]:
    return run.strong, run.em, run.href


def _strip_end(runs: list[Run]) -> bool:
    """Take the space off the end of the last run; whether anything changed."""
    last = runs[-1] if runs else None
    if not isinstance(last, Text) or not last.text.endswith(" "):
        return False
    text = last.text.rstrip(" ")
    if text:
        runs[-1] = Text(text, *_style(last))
    else:
        runs.pop()
    return True
