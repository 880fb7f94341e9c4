"""The fields of the matrix where its amounts are written."""

from typing import NamedTuple

from budgets.models import BudgetLine
from budgets.services.cells import CellState, write_state

#: How the names of all cells begin.
PREFIX = "cell-"


class Field(NamedTuple):
    """A cell to write in; `key` names it for the page, `name` also what was seen in it.

    `is_unsaved`: it holds what was typed, not what is stored.
    """

    key: str
    name: str
    value: str
    label: str
    is_bad: bool = False
    is_unsaved: bool = False


class Typed(NamedTuple):
    """What came back refused: the cell is shown as it was typed."""

    name: str
    value: str
    is_bad: bool


def cell_key(line: int, year: int) -> str:
    return f"{PREFIX}{line}-{year}"


def cell_name(line: int, year: int, seen: CellState) -> str:
    """The name of a field; it carries what the person saw."""
    return f"{cell_key(line, year)}-{write_state(seen)}"


def where(activity: str, line: BudgetLine, year: int) -> str:
    """A cell in words."""
    return f"{activity}, {line.label}, {year}"
