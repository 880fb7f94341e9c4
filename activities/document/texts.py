"""Rich texts as blocks of a document."""

from collections.abc import Callable, Iterable
from uuid import UUID

from activities.document.tree import (
    Block,
    Heading,
    Inline,
    ItemList,
    LineBreak,
    ListItem,
    NoteMark,
    Paragraph,
    Span,
)
from partnership import richtext

#: What a reference reads as; None where it points at nothing.
Resolve = Callable[[UUID], Inline | None]


def blocks_of(html: str, resolve: Resolve, level: int) -> tuple[Block, ...]:
    """A rich text as blocks, its sub-headings at the level."""
    return _blocks(richtext.parse(html), resolve, level)


def _blocks(blocks: Iterable[richtext.Block], resolve: Resolve, level: int) -> tuple[Block, ...]:
    """Without those that only referred to what is no longer there."""
    made = (_block(block, resolve, level) for block in blocks)
    return tuple(block for block in made if block)


def _block(block: richtext.Block, resolve: Resolve, level: int) -> Block | None:
    if isinstance(block, richtext.ListBlock):
        items = (ListItem(_blocks(item.blocks, resolve, level)) for item in block.items)
        kept = tuple(item for item in items if item.blocks)
        return ItemList(block.ordered, kept) if kept else None
    inlines = tuple(_inlines(block.runs, resolve))
    if isinstance(block, richtext.Heading):
        text = "".join(getattr(inline, "text", "") for inline in inlines)
        marks = tuple(inline for inline in inlines if isinstance(inline, NoteMark))
        return Heading(level, text, notes=marks) if inlines else None
    return Paragraph(inlines) if inlines else None


def _inlines(runs: Iterable[richtext.Run], resolve: Resolve) -> Iterable[Inline]:
    for run in runs:
        if isinstance(run, richtext.Text):
            yield Span(run.text, run.strong, run.em, run.href)
        elif isinstance(run, richtext.Break):
            yield LineBreak()
        elif inline := resolve(run.target):
            yield inline
