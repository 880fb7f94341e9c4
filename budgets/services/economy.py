"""The one query that feeds every table of money: screen and print.

A total is never stored; everything below is summed from entries here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from activities.models import Activity, Chapter, SafetyPlan
from budgets.choices import Mark, NoteScope
from budgets.models import BudgetLine, BudgetNote, CellMark, Entry
from budgets.services.ledger import frame_of


@dataclass(frozen=True)
class Cell:
    """A year of a row: whole kroner, or None with the mark that is printed."""

    year: int
    amount: int | None
    mark: str = ""
    notes: tuple[int, ...] = ()

    @property
    def mark_label(self) -> str:
        return str(Mark(self.mark).label) if self.mark else ""


@dataclass(frozen=True)
class LineRow:
    line: BudgetLine
    cells: tuple[Cell, ...]
    notes: tuple[int, ...] = ()


@dataclass(frozen=True)
class NumberedNote:
    number: int
    note: BudgetNote


@dataclass(frozen=True)
class ActivityRow:
    """An activity with its lines, its own sums per year and its notes."""

    activity: Activity
    chapter: Chapter | None
    years: tuple[int, ...]
    lines: tuple[LineRow, ...]
    totals: tuple[Cell, ...]
    notes: tuple[NumberedNote, ...] = ()
    table_notes: tuple[int, ...] = ()
    year_notes: dict[int, tuple[int, ...]] = field(default_factory=dict)
    total_notes: tuple[int, ...] = ()

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
    discontinued: tuple[ActivityRow, ...]
    totals: tuple[Cell, ...]
    frame: int | None

    @property
    def allocated(self) -> int:
        """What the plan's own year adds up to."""
        return next(cell.amount or 0 for cell in self.totals if cell.year == self.plan.year)

    @property
    def difference(self) -> int | None:
        """Frame less allocated, or None while the frame is unknown."""
        return None if self.frame is None else self.frame - self.allocated


def economy_of(plan: SafetyPlan) -> Economy:
    """All activities with a chapter in the plan or money in its agreement."""
    chapters = {
        chapter.activity_id: chapter
        for chapter in plan.chapters.select_related("activity").order_by("number")
    }
    lines = list(BudgetLine.objects.filter(agreement=plan.agreement_id).for_table())
    years = tuple(plan.agreement.years)
    build = _Builder(plan, years, lines)
    rows = tuple(build.row(chapter.activity, chapter) for chapter in chapters.values())
    others = {line.activity_id: line.activity for line in lines if line.activity_id not in chapters}
    discontinued = tuple(build.row(others[key], None) for key in sorted(others))
    return Economy(
        plan=plan,
        years=years,
        rows=rows,
        discontinued=discontinued,
        totals=_sum_rows(years, [*rows, *discontinued]),
        frame=frame_of(plan),
    )


def activity_row(plan: SafetyPlan, chapter: Chapter) -> ActivityRow:
    """One activity's table, by the same rules as the whole economy."""
    lines = list(
        BudgetLine.objects.filter(
            agreement=plan.agreement_id, activity=chapter.activity_id
        ).for_table()
    )
    return _Builder(plan, tuple(plan.agreement.years), lines).row(chapter.activity, chapter)


class _Builder:
    """Holds what the rows are made of, so that each table is read once."""

    def __init__(
        self, plan: SafetyPlan, years: tuple[int, ...], lines: Sequence[BudgetLine]
    ) -> None:
        self.plan = plan
        self.years = years
        self.lines: dict[int, list[BudgetLine]] = {}
        for line in lines:
            self.lines.setdefault(line.activity_id, []).append(line)
        keys = [line.pk for line in lines]
        self.amounts = Entry.objects.filter(line__in=keys).by_line_and_year()
        self.marks = {
            (mark.line_id, mark.year): mark.mark for mark in CellMark.objects.filter(line__in=keys)
        }
        self.notes: dict[int, list[BudgetNote]] = {}
        notes = BudgetNote.objects.filter(agreement=plan.agreement_id).standing()
        for note in notes.order_by("position", "id"):
            self.notes.setdefault(note.activity_id, []).append(note)

    def row(self, activity: Activity, chapter: Chapter | None) -> ActivityRow:
        lines = self.lines.get(activity.pk, [])
        notes = [
            NumberedNote(number, note)
            for number, note in enumerate(self.notes.get(activity.pk, []), start=1)
        ]
        line_rows = tuple(self._line_row(line, notes) for line in lines)
        own = [row for row in line_rows if row.line.counts_in_total]
        return ActivityRow(
            activity=activity,
            chapter=chapter,
            years=self.years,
            lines=line_rows,
            totals=self._totals(own, notes),
            notes=tuple(notes),
            table_notes=_numbers(notes, NoteScope.TABLE),
            year_notes={
                year: numbers
                for year in self.years
                if (numbers := _numbers(notes, NoteScope.YEAR, year=year))
            },
            total_notes=_numbers(notes, NoteScope.TOTAL, year=None),
        )

    def _line_row(self, line: BudgetLine, notes: list[NumberedNote]) -> LineRow:
        cells = tuple(
            Cell(
                year=year,
                amount=self.amounts.get((line.pk, year)),
                mark=self.marks.get((line.pk, year), ""),
                notes=_numbers(notes, NoteScope.CELL, line=line.pk, year=year),
            )
            for year in self.years
        )
        return LineRow(line, cells, _numbers(notes, NoteScope.ROW, line=line.pk))

    def _totals(self, own: list[LineRow], notes: list[NumberedNote]) -> tuple[Cell, ...]:
        return tuple(
            Cell(
                year=year,
                amount=_sum(row.cells[place].amount for row in own),
                notes=_numbers(notes, NoteScope.TOTAL, year=year),
            )
            for place, year in enumerate(self.years)
        )


_ANY = object()


def _numbers(
    notes: Iterable[NumberedNote],
    scope: NoteScope,
    *,
    line: int | None = None,
    year: object = _ANY,
) -> tuple[int, ...]:
    return tuple(
        numbered.number
        for numbered in notes
        if numbered.note.scope == scope
        and (line is None or numbered.note.line_id == line)
        and (year is _ANY or numbered.note.year == year)
    )


def _sum(amounts: Iterable[int | None]) -> int | None:
    """The sum of what is there, or None where nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _sum_rows(years: tuple[int, ...], rows: list[ActivityRow]) -> tuple[Cell, ...]:
    return tuple(
        Cell(year, _sum(row.totals[place].amount for row in rows) or 0)
        for place, year in enumerate(years)
    )
