"""What a table of money is made of, on screen and in print; whole kroner throughout."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from activities.models import Activity, Chapter, SafetyPlan
from budgets.choices import Mark
from budgets.models import BudgetLine, BudgetNote


@dataclass(frozen=True)
class Pending:
    """What a reallocation in hearing would do to a cell, in whole kroner."""

    reallocation: UUID
    number: int
    amount: int
    #: The line it would open; "" where it touches one that is there.
    new_label: str = ""


@dataclass(frozen=True)
class Granted:
    """What an activity has from a pool in a year: shown under it, counted in the pool."""

    year: int
    pool: str
    amount: int


class Cell(NamedTuple):
    """A year of a row: whole kroner, or None with the mark that is printed.

    `original` is what the plan's own year held at the plan's first approval;
    None before it, and for other years.
    """

    year: int
    amount: int | None
    mark: str = ""
    notes: tuple[int, ...] = ()
    original: int | None = None
    pending: tuple[Pending, ...] = ()

    @property
    def moved(self) -> int | None:
        """What has come to it since, or gone (below zero): by reallocation, as a rule."""
        return None if self.original is None else (self.amount or 0) - self.original

    @property
    def mark_label(self) -> str:
        """What is printed instead of an amount; nothing in an empty cell."""
        return "" if self.mark in ("", Mark.EMPTY) else str(Mark(self.mark).label)


@dataclass(frozen=True)
class LineRow:
    line: BudgetLine
    cells: tuple[Cell, ...]
    notes: tuple[int, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether it is closed and has nothing to show: such a line stands in no table."""
        return self.line.closed_at is not None and not any(
            cell.amount or cell.original or cell.pending for cell in self.cells
        )


@dataclass(frozen=True)
class NumberedNote:
    number: int
    note: BudgetNote


@dataclass(frozen=True)
class ActivityRow:
    """An activity with its lines, its own sums per year and its notes."""

    activity: Activity
    chapter: Chapter | None
    #: The plan's year, and all of its agreement.
    year: int
    years: tuple[int, ...]
    lines: tuple[LineRow, ...]
    totals: tuple[Cell, ...]
    notes: tuple[NumberedNote, ...] = ()
    table_notes: tuple[int, ...] = ()
    year_notes: dict[int, tuple[int, ...]] = field(default_factory=dict)
    total_notes: tuple[int, ...] = ()
    granted: tuple[Granted, ...] = ()
    #: Closed lines without money in any year, which no table shows.
    over: tuple[LineRow, ...] = ()
    #: Lines that reallocations in hearing would open here.
    opening: tuple[Pending, ...] = ()

    @property
    def own_lines(self) -> list[LineRow]:
        return [row for row in self.lines if row.line.counts_in_total]

    @property
    def cofinancing(self) -> list[LineRow]:
        return [row for row in self.lines if not row.line.counts_in_total]


@dataclass(frozen=True)
class Economy:
    """Activities by year of the agreement; amounts in whole kroner."""

    plan: SafetyPlan
    years: tuple[int, ...]
    rows: tuple[ActivityRow, ...]
    #: Those that have ended, and those that have joined since the chapters were written.
    without_chapter: tuple[ActivityRow, ...]
    totals: tuple[Cell, ...]
    frame: int | None
    #: Whether the plan has been approved once, so that "original" is known.
    is_approved: bool = False
    #: The day whose amounts these are, at its end; None for now.
    on: date | None = None

    @property
    def allocated(self) -> int:
        """What the plan's own year adds up to."""
        return next(cell.amount or 0 for cell in self.totals if cell.year == self.plan.year)

    @property
    def difference(self) -> int | None:
        """Frame less allocated, or None while the frame is unknown."""
        return None if self.frame is None else self.frame - self.allocated
