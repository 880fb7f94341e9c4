"""What a check is, and running it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from budgets.services.check.books import Books


@dataclass(frozen=True)
class Check:
    """One invariant: the rows it is asked of, and the rule each must keep.

    `rule` answers what is wrong with a row and where it stands, "" where nothing is.
    """

    name: str
    rows: Callable[[Books], Iterable[Any]]
    rule: Callable[[Books, Any], str]


@dataclass(frozen=True)
class Result:
    name: str
    looked_at: int
    violations: list[str]


def look(check: Check, books: Books) -> Result:
    rows = list(check.rows(books))
    found = [wrong for row in rows if (wrong := check.rule(books, row))]
    return Result(check.name, len(rows), found)
