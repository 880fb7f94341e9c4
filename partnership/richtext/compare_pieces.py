"""What a page shows of two texts: rows of two sides, each a line of pieces."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from operator import itemgetter

from partnership.richtext.compare_lines import Line, Style, Word

REMOVED = "removed"
ADDED = "added"
#: As many rows without changes are worth hiding.
_LONG = 3
_WORD = re.compile(r"\w+(?:\S*\w)?")


@dataclass(frozen=True)
class Piece:
    """Some letters that look the same; `change` is "", "removed" or "added".

    A line break is "\\n". A `reference` shows the name of what it points at.
    """

    text: str
    strong: bool = False
    em: bool = False
    href: str = ""
    reference: bool = False
    change: str = ""


@dataclass(frozen=True)
class Side:
    """A paragraph as one of the texts has it.

    `kind` is paragraph, heading, bullet or numbered; `level` how many lists it
    stands in; `number` what stands before it in a numbered list, else 0.
    """

    kind: str
    level: int
    number: int
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def steps(self) -> range:
        """How many steps in from the margin the line or its mark begins."""
        marked = self.kind in {"bullet", "numbered"}
        return range(self.level - marked)


@dataclass(frozen=True)
class ComparedRow:
    """A paragraph of each text, or of one; `remarks` tell in words what letters do not show."""

    left: Side | None
    right: Side | None
    remarks: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        sides = (self.left, self.right)
        pieces = [piece for side in sides if side for piece in side.pieces]
        return None in sides or bool(self.remarks) or any(piece.change for piece in pieces)


@dataclass(frozen=True)
class Part:
    """Rows in their order; `hidden` where nothing changed for long."""

    rows: tuple[ComparedRow, ...]
    hidden: bool


def folded(rows: Sequence[ComparedRow]) -> list[Part]:
    """The rows in parts, so that a page can hide what did not change.

    One row on each side of a change stays in sight, to tell where one is.
    """
    near = [
        any(row.changed for row in rows[max(place - 1, 0) : place + 2])
        for place in range(len(rows))
    ]
    parts = []
    for shown, group in groupby(zip(near, rows, strict=True), key=itemgetter(0)):
        part = tuple(row for _near, row in group)
        parts.append(Part(part, not shown and len(part) >= _LONG))
    return parts


def side(line: Line, marked: Iterable[tuple[Word, str]]) -> Side:
    return Side(line.kind, line.level, line.number, tuple(_pieces(marked)))


def whole(line: Line, change: str) -> Side:
    """All of a line, removed or added."""
    return side(line, ((word, change) for word in line.words))


def _pieces(marked: Iterable[tuple[Word, str]]) -> Iterator[Piece]:
    """Neighbours alike are one piece, but each reference is one by itself."""
    looks = chain.from_iterable(_looks(place, *word) for place, word in enumerate(marked))
    for (_place, style, change), letters in groupby(looks, key=itemgetter(1, 2, 3)):
        text = "".join(letter for letter, *_ in letters)
        yield Piece(text, style.strong, style.em, style.href, style.reference, change)


def _looks(place: int, word: Word, change: str) -> Iterator[tuple[str, int, Style, str]]:
    for letter, style in zip(word.text, word.styles, strict=True):
        yield letter, place if style.reference else -1, style, change


def count_changed(rows: Iterable[ComparedRow]) -> tuple[int, int]:
    """How many words were added and how many removed; a reference is one word."""
    rows = list(rows)
    return (
        sum(_count(row.right) for row in rows if row.right),
        sum(_count(row.left) for row in rows if row.left),
    )


def _count(side: Side) -> int:
    """The words of each stretch of changed pieces."""
    texts = (
        "".join(" x " if piece.reference else piece.text for piece in pieces)
        for change, pieces in groupby(side.pieces, key=lambda piece: piece.change)
        if change
    )
    return sum(len(_WORD.findall(text)) for text in texts)
