"""The block tree of a rich text: all that a text may hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

#: Lists deeper than this become paragraphs of the item they stand in.
DEEPEST_LIST = 8


@dataclass(frozen=True)
class Text:
    """A run of characters with its emphasis; `href` makes it a link."""

    text: str
    strong: bool = False
    em: bool = False
    href: str = ""


@dataclass(frozen=True)
class Break:
    """A line break inside a paragraph."""


@dataclass(frozen=True)
class Reference:
    """Points at a source or an activity by its identity for life."""

    target: UUID


Run = Text | Break | Reference


@dataclass(frozen=True)
class Paragraph:
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A sub-heading; its level follows from where the text stands."""

    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Item:
    """A list item: paragraphs, and lists inside it."""

    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class ListBlock:
    ordered: bool
    items: tuple[Item, ...]


Block = Paragraph | Heading | ListBlock


def references(blocks: Sequence[Block]) -> Iterator[UUID]:
    """The targets of all references, in reading order, repeats included."""
    for block in blocks:
        if isinstance(block, ListBlock):
            for item in block.items:
                yield from references(item.blocks)
        else:
            for run in block.runs:
                if isinstance(run, Reference):
                    yield run.target
