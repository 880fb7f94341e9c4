"""The document tree: what a plan says, apart from how it looks.

Built once by `build`, read by the screen preview, the PDF and whatever is to
come. Amounts are whole kroner. `SCHEMA` rises when a stored tree of the old
form could no longer be read without a conversion.
"""

from dataclasses import dataclass

SCHEMA = 1


@dataclass(frozen=True)
class Span:
    """Characters with their emphasis; `href` makes a link to the outside."""

    text: str
    strong: bool = False
    em: bool = False
    href: str = ""


@dataclass(frozen=True)
class LineBreak:
    pass


@dataclass(frozen=True)
class NoteMark:
    """The number of a note; `anchor` is the note's, `own` the mark's.

    `own` is empty where the same note was marked before.
    """

    number: int
    anchor: str
    own: str = ""


@dataclass(frozen=True)
class CrossReference:
    """Names another part of the document; no anchor if it is not in it."""

    text: str
    anchor: str = ""


Inline = Span | LineBreak | NoteMark | CrossReference


@dataclass(frozen=True)
class Heading:
    """A heading inside a part: level 3 for its sections, 4 below them."""

    level: int
    text: str
    anchor: str = ""
    notes: tuple[NoteMark, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class ListItem:
    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class ItemList:
    ordered: bool
    items: tuple[ListItem, ...]


@dataclass(frozen=True)
class Column:
    text: str
    numeric: bool = False
    notes: tuple[NoteMark, ...] = ()


@dataclass(frozen=True)
class TableCell:
    """`amount` in whole kroner, or else `text` as printed."""

    text: str = ""
    amount: int | None = None
    notes: tuple[NoteMark, ...] = ()


@dataclass(frozen=True)
class TableRow:
    """The first cell names the row. `style`: "", "total" or "muted"."""

    cells: tuple[TableCell, ...]
    style: str = ""


@dataclass(frozen=True)
class Note:
    number: int
    text: str
    anchor: str
    back: str = ""


@dataclass(frozen=True)
class Table:
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class TheoryGroup:
    title: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class TheoryColumn:
    title: str
    groups: tuple[TheoryGroup, ...]


@dataclass(frozen=True)
class Theory:
    columns: tuple[TheoryColumn, ...]


@dataclass(frozen=True)
class Bar:
    """Whole kroner: own money, and the co-financing on top of it."""

    label: str
    own: int
    cofinancing: int = 0


@dataclass(frozen=True)
class ChartPanel:
    """The bars of one thing, such as a focus area with its letter and hue."""

    title: str
    bars: tuple[Bar, ...]
    letter: str = ""
    hue: str = ""


@dataclass(frozen=True)
class Chart:
    """Panels drawn to one scale. A table with the same figures stands beside it."""

    title: str
    panels: tuple[ChartPanel, ...]


Block = Heading | Paragraph | ItemList | Table | Theory | Chart


@dataclass(frozen=True)
class FocusMark:
    letter: str
    name: str
    hue: str


@dataclass(frozen=True)
class Part:
    """A part that starts on a new page: front matter or a chapter."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]
    number: int | None = None
    addition: str = ""
    focus: tuple[FocusMark, ...] = ()
    sources: tuple[Note, ...] = ()

    @property
    def heading(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title


@dataclass(frozen=True)
class Document:
    """A plan as it reads. `dated` is the day it was last changed, ISO form."""

    title: str
    partnership: str
    programme: str
    agreement: str
    year: int
    state: str
    draft: bool
    dated: str
    parts: tuple[Part, ...]
    schema: int = SCHEMA
