"""Tables as they go into files: typed columns, plain values and nothing of a file's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

#: Text, whole kroner or a year, a local time without a zone, or an empty cell.
Value = str | int | datetime | None


class Kind(Enum):
    TEXT = "text"
    KRONER = "kroner"
    YEAR = "year"
    MOMENT = "moment"


class Style(Enum):
    """What a row is: of the table, of an activity's sums, beside the sums, or a sum of all."""

    PLAIN = "plain"
    GROUP = "group"
    MUTED = "muted"
    TOTAL = "total"


@dataclass(frozen=True)
class Column:
    """`width` in characters of the sheet's font."""

    head: str
    width: int
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Row:
    values: tuple[Value, ...]
    style: Style = Style.PLAIN


@dataclass(frozen=True)
class Sheet:
    """`rows` are filtered and sorted by whoever reads them; `foot` stays below them.

    `head` says above the columns what the table is of, a line each.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    foot: Sequence[Row] = ()
    head: tuple[str, ...] = ()


#: A cell that begins with one of these could run as a formula.
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def could_run(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula; a lone dash is none."""
    return len(text) > 1 and text.startswith(_RISKY)
