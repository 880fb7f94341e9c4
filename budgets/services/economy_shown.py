"""A part of the economy: the activities and lines that somebody looks for."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from activities.models import SafetyPlan
from budgets.models import BudgetNote
from budgets.services.economy import economy_of
from budgets.services.economy_rows import ActivityRow, Cell, Economy, LineRow


@dataclass(frozen=True)
class Chosen:
    """What somebody asked to see, on screen and in files.

    `whole` is the plan's economy on the same day; it is `shown` itself where nothing
    narrows it. `told` says what was chosen, as labels and values.
    """

    whole: Economy
    shown: Economy
    told: tuple[tuple[str, str], ...] = ()
    is_by_area: bool = False

    @property
    def is_narrowed(self) -> bool:
        return self.shown is not self.whole

    @property
    def lines(self) -> set[int] | None:
        """Ids of the lines that are left; None for all there are."""
        if not self.is_narrowed:
            return None
        rows = (*self.shown.rows, *self.shown.without_chapter)
        return {line.line.pk for row in rows for line in (*row.lines, *row.over)}

    @property
    def remarks(self) -> list[str]:
        """What the sums are of; nothing where they are of the whole plan."""
        found = []
        if self.is_narrowed:
            found.append(_("The sums are of what is shown, not of the whole plan."))
        if self.is_by_area:
            found.append(
                _(
                    "An activity that serves several focus areas is shown under each of them, "
                    "with its whole amount."
                )
            )
        return found


def chosen(
    plan: SafetyPlan,
    *,
    on: date | None = None,
    activities: Collection[int] | None = None,
    lines: Collection[int] | None = None,
    told: tuple[tuple[str, str], ...] = (),
) -> Chosen:
    """The economy as of a day, narrowed as `narrowed` does it; all of it as it is now for none."""
    whole = economy_of(plan, on=on)
    if activities is None and lines is None:
        return Chosen(whole, whole, told)
    shown = narrowed(whole, activities=activities, lines=lines)
    return Chosen(whole, shown, told, is_by_area=activities is not None)


def narrowed(
    economy: Economy,
    *,
    activities: Collection[int] | None = None,
    lines: Collection[int] | None = None,
) -> Economy:
    """The economy with these activities and lines alone, by id; its sums are of those.

    `None` leaves all. An activity none of whose lines are left falls out.
    """
    rows = _kept(economy.rows, activities, lines)
    without_chapter = _kept(economy.without_chapter, activities, lines)
    totals = tuple(
        _sum_of([row.totals[place] for row in (*rows, *without_chapter)], cell.year)
        for place, cell in enumerate(economy.totals)
    )
    totals = tuple(cell._replace(amount=cell.amount or 0) for cell in totals)
    return replace(economy, rows=rows, without_chapter=without_chapter, totals=totals)


def _kept(
    rows: tuple[ActivityRow, ...],
    activities: Collection[int] | None,
    lines: Collection[int] | None,
) -> tuple[ActivityRow, ...]:
    own = (row for row in rows if activities is None or row.activity.pk in activities)
    if lines is None:
        return tuple(own)
    return tuple(found for row in own if (found := _with_lines(row, lines)).lines)


def _with_lines(row: ActivityRow, lines: Collection[int]) -> ActivityRow:
    """The row with some of its lines; what belongs to all of them is left out."""
    kept = tuple(line for line in row.lines if line.line.pk in lines)
    over = tuple(line for line in row.over if line.line.pk in lines)
    notes = tuple(numbered for numbered in row.notes if _is_kept(numbered.note, lines))
    own = [line for line in kept if line.line.counts_in_total]
    totals = tuple(_sum_of(_column(own, place), cell.year) for place, cell in enumerate(row.totals))
    return replace(
        row,
        lines=kept,
        over=over,
        totals=totals,
        notes=notes,
        granted=(),
        opening=(),
        total_notes=(),
    )


def _is_kept(note: BudgetNote, lines: Collection[int]) -> bool:
    return note.scope != "total" and (note.line_id is None or note.line_id in lines)


def _column(rows: list[LineRow], place: int) -> list[Cell]:
    return [row.cells[place] for row in rows]


def _sum_of(cells: list[Cell], year: int) -> Cell:
    amounts = [cell.amount for cell in cells if cell.amount is not None]
    originals = [cell.original for cell in cells if cell.original is not None]
    return Cell(
        year,
        sum(amounts) if amounts else None,
        original=sum(originals) if originals else None,
        pending=tuple(found for cell in cells for found in cell.pending),
    )
