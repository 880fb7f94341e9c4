"""Putting one rich text after another, and references written out as words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from partnership.richtext.blocks import (
    Block,
    Heading,
    Item,
    ListBlock,
    Paragraph,
    Reference,
    Run,
    Text,
)
from partnership.richtext.canonical import CanonicalHtml, canonical, parse, to_html


def followed_by(html: str, more: str) -> CanonicalHtml:
    """The text with another after it, from a new paragraph on."""
    return canonical(f"{html}{more}")


def ending_in(html: str, target: UUID) -> CanonicalHtml:
    """The text with a reference as its last word, in a paragraph of its own after a list."""
    blocks = list(parse(html))
    last = blocks[-1] if blocks else None
    if isinstance(last, Paragraph):
        blocks[-1] = Paragraph((*last.runs, Text(" "), Reference(target)))
    else:
        blocks.append(Paragraph((Reference(target),)))
    return canonical(to_html(blocks))


def as_list(lines: Iterable[str]) -> CanonicalHtml:
    """A bullet list of plain lines, one item each."""
    items = tuple(Item((Paragraph((Text(" ".join(line.split())),)),)) for line in lines)
    return canonical(to_html([ListBlock(False, items)]) if items else "")


def written_out(html: str, names: Mapping[UUID, str]) -> CanonicalHtml:
    """The text with what its references are called in their place; unknown ones are left out."""
    return canonical(to_html(list(_written(parse(html), names))))


def _written(blocks: Sequence[Block], names: Mapping[UUID, str]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, ListBlock):
            items = (Item(tuple(_written(item.blocks, names))) for item in block.items)
            yield ListBlock(block.ordered, tuple(items))
        else:
            kind = Heading if isinstance(block, Heading) else Paragraph
            yield kind(tuple(_words(block.runs, names)))


def _words(runs: Iterable[Run], names: Mapping[UUID, str]) -> Iterator[Run]:
    for run in runs:
        if not isinstance(run, Reference):
            yield run
        elif name := names.get(run.target):
            yield Text(name)
