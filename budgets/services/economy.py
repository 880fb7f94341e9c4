"""The one query that feeds every table of money: screen and print.

A total is never stored; everything below is summed from entries here.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Sum
from django.utils import timezone

from activities.models import Activity, Chapter, SafetyPlan
from budgets.choices import NoteScope, ReallocationState
from budgets.models import (
    BudgetLine,
    BudgetNote,
    CellMark,
    Entry,
    FirstApproval,
    PoolGrant,
    ReallocationLeg,
)
from budgets.querysets import EntryQuerySet, end_of
from budgets.services.economy_rows import (
    ActivityRow,
    Cell,
    Economy,
    Granted,
    LineRow,
    NumberedNote,
    Pending,
)
from budgets.services.ledger import frame_of

#: Numbers of notes by what they belong to: scope, line id and year.
Marked = dict[tuple[str, int | None, int | None], tuple[int, ...]]


def economy_of(plan: SafetyPlan, *, on: date | None = None) -> Economy:
    """All activities with a chapter in the plan or money in its agreement, granted or in hearing.

    `on`: the amounts as they were when that day ended; reallocations that are
    in hearing belong to now alone.
    """
    chapters = {
        chapter.activity_id: chapter
        for chapter in plan.chapters.select_related("activity").order_by("number")
    }
    lines = list(BudgetLine.objects.filter(agreement=plan.agreement_id).for_table())
    years = tuple(plan.agreement.years)
    build = _Builder(plan, years, lines, on)
    rows = tuple(build.row(chapter.activity, chapter) for chapter in chapters.values())
    others = {line.activity_id: line.activity for line in lines if line.activity_id not in chapters}
    joining = (build.opening.keys() | build.granted.keys()) - chapters.keys() - others.keys()
    others |= Activity.objects.in_bulk(joining)
    without_chapter = tuple(build.row(others[key], None) for key in sorted(others))
    return Economy(
        plan=plan,
        years=years,
        rows=rows,
        without_chapter=without_chapter,
        totals=_sum_rows(years, [*rows, *without_chapter]),
        frame=frame_of(plan, on=on),
        is_approved=build.originals is not None,
        on=on,
    )


def activity_row(plan: SafetyPlan, chapter: Chapter) -> ActivityRow:
    """One activity's table, by the same rules as the whole economy."""
    return table_of(plan, chapter.activity, chapter)


def table_of(plan: SafetyPlan, activity: Activity, chapter: Chapter | None) -> ActivityRow:
    """The same for any activity with money in the agreement; it may have no chapter."""
    lines = list(
        BudgetLine.objects.filter(agreement=plan.agreement_id, activity=activity).for_table()
    )
    return _Builder(plan, tuple(plan.agreement.years), lines).row(activity, chapter)


class _Builder:
    """Holds what the rows are made of, so that each table is read once."""

    def __init__(
        self,
        plan: SafetyPlan,
        years: tuple[int, ...],
        lines: Sequence[BudgetLine],
        on: date | None = None,
    ) -> None:
        self.plan = plan
        self.years = years
        self.lines: dict[int, list[BudgetLine]] = {}
        for line in lines:
            self.lines.setdefault(line.activity_id, []).append(line)
        keys = [line.pk for line in lines]
        entries = Entry.objects.filter(line__agreement=plan.agreement_id)
        if len(self.lines) == 1:
            entries = entries.filter(line__in=keys)
        self.amounts = entries.posted_by_end_of(on).by_line_and_year()
        self.originals = _originals(plan, entries, on)
        self.marks = {
            (line, year): mark
            for line, year, mark in CellMark.objects.filter(
                line__agreement=plan.agreement_id
            ).values_list("line", "year", "mark")
        }
        self.pending, self.opening = _pending(plan, on)
        self.granted = _granted(plan, on)
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
        marked = _places(notes)
        all_rows = [self._line_row(line, marked) for line in lines]
        line_rows = tuple(row for row in all_rows if not row.is_over)
        own = [row for row in line_rows if row.line.counts_in_total]
        return ActivityRow(
            activity=activity,
            chapter=chapter,
            year=self.plan.year,
            years=self.years,
            lines=line_rows,
            over=tuple(row for row in all_rows if row.is_over),
            totals=self._totals(own, marked),
            notes=tuple(notes),
            table_notes=marked.get((NoteScope.TABLE, None, None), ()),
            year_notes={
                year: numbers
                for year in self.years
                if (numbers := marked.get((NoteScope.YEAR, None, year)))
            },
            total_notes=marked.get((NoteScope.TOTAL, None, None), ()),
            granted=self.granted.get(activity.pk, ()),
            opening=self.opening.get(activity.pk, ()),
        )

    def _line_row(self, line: BudgetLine, marked: Marked) -> LineRow:
        cells = tuple([self._cell(line, year, marked) for year in self.years])
        return LineRow(line, cells, marked.get((NoteScope.ROW, line.pk, None), ()))

    def _cell(self, line: BudgetLine, year: int, marked: Marked) -> Cell:
        """A cell that holds nothing shows its mark instead of a 0."""
        key = (line.id, year)
        mark = self.marks.get(key, "")
        amount = self.amounts.get(key)
        amount = amount or None if mark else amount
        notes = marked.get((NoteScope.CELL, *key), ()) if marked else ()
        if year != self.plan.year:
            return Cell(year, amount, mark, notes)
        original = None if self.originals is None else self.originals.get(key, 0)
        return Cell(year, amount, mark, notes, original, self.pending.get(line.id, ()))

    def _totals(self, own: list[LineRow], marked: Marked) -> tuple[Cell, ...]:
        return tuple(
            Cell(
                year=year,
                amount=_sum(row.cells[place].amount for row in own),
                notes=marked.get((NoteScope.TOTAL, None, year), ()),
                original=_sum(row.cells[place].original for row in own),
                pending=tuple(found for row in own for found in row.cells[place].pending),
            )
            for place, year in enumerate(self.years)
        )


def _originals(
    plan: SafetyPlan, entries: EntryQuerySet, on: date | None
) -> dict[tuple[int, int], int] | None:
    """What the plan's year held at its first approval, by line and year; None before it."""
    approval = FirstApproval.objects.filter(plan=plan).first()
    if approval is None or (on is not None and timezone.localdate(approval.at) > on):
        return None
    return entries.filter(year=plan.year, id__lte=approval.last_entry).by_line_and_year()


def _pending(
    plan: SafetyPlan, on: date | None
) -> tuple[dict[int, tuple[Pending, ...]], dict[int, tuple[Pending, ...]]]:
    """Legs in hearing: by line, and by activity those that would open a line."""
    touching: dict[int, tuple[Pending, ...]] = {}
    opening: dict[int, tuple[Pending, ...]] = {}
    legs = ReallocationLeg.objects.filter(
        reallocation__plan=plan, reallocation__state=ReallocationState.HEARING
    )
    for leg in legs.select_related("reallocation").order_by("reallocation__number", "position"):
        asked = leg.reallocation
        found = Pending(asked.uuid, asked.number, leg.amount, "" if leg.line_id else leg.new_label)
        rows, key = (touching, leg.line_id) if leg.line_id else (opening, leg.activity_id)
        assert key is not None  # a constraint of the database
        rows[key] = (*rows.get(key, ()), found)
    return ({}, {}) if on else (touching, opening)


def _granted(plan: SafetyPlan, on: date | None) -> dict[int, tuple[Granted, ...]]:
    """What each activity has from pools, by activity, year and pool."""
    found: dict[int, tuple[Granted, ...]] = {}
    grants = PoolGrant.objects.filter(pool__agreement=plan.agreement_id)
    if on is not None:
        grants = grants.filter(posted_at__lt=end_of(on))
    sums = grants.order_by().values_list("activity", "year", "pool__activity__name")
    for activity, year, pool, amount in sorted(sums.annotate(Sum("amount"))):
        if amount:
            found[activity] = (*found.get(activity, ()), Granted(year, pool, amount))
    return found


def _places(notes: Iterable[NumberedNote]) -> Marked:
    found: Marked = {}
    for numbered in notes:
        note = numbered.note
        key = (note.scope, note.line_id, note.year)
        found[key] = (*found.get(key, ()), numbered.number)
    return found


def _sum(amounts: Iterable[int | None]) -> int | None:
    """The sum of what is there, or None where nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _sum_rows(years: tuple[int, ...], rows: list[ActivityRow]) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            year,
            _sum(row.totals[place].amount for row in rows) or 0,
            original=_sum(row.totals[place].original for row in rows),
        )
        for place, year in enumerate(years)
    )
