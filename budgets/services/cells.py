"""Cells of the matrix written in one go: every one of them, or none.

What a cell holds is whole kroner above zero, or the mark of a cell without
money; so a typed 0, a dash and an emptied cell stay apart.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from activities.models import SafetyPlan
from budgets.choices import Mark
from budgets.models import BudgetLine, CellMark, Entry
from budgets.services.economy_rows import Cell
from budgets.services.history import writing_money_of
from budgets.services.ledger import require_open, require_year, set_amount
from budgets.services.locks import lock_lines, lock_pools, lock_year
from budgets.services.refusals import LedgerError, LineMoved
from partnership import formats
from partnership.models import AuditEntry, User
from partnership.services.audit import record

#: What the log calls it that a mark is typed.
MARKED = "budgets.cell.mark"

#: Whole kroner above zero, or how a cell without money is printed.
CellState = int | Mark

_DASH = re.compile(r"^[-\u2010-\u2015\u2212](\s*kr\.?)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Change:
    """What a person wants in a cell, and what stood there when they began."""

    line: BudgetLine
    year: int
    seen: CellState
    value: CellState

    @property
    def rise(self) -> int:
        return kroner_of(self.value) - kroner_of(self.seen)


@dataclass(frozen=True)
class Refused:
    """A change that cannot be made; `current` is what stands there, if it is another."""

    change: Change
    reason: str
    current: CellState | None = None


class CellsRefused(LedgerError):
    """Nothing is written, because of these cells."""

    def __init__(self, refused: Sequence[Refused]) -> None:
        super().__init__(_("Nothing is saved."))
        self.refused = refused


def kroner_of(state: CellState) -> int:
    return state if isinstance(state, int) else 0


def read_cell(text: str) -> CellState:
    """What is typed or pasted into a cell. Raises `ValidationError`.

    Nothing is an empty cell, a dash a dash, and the words for an unknown amount
    an unknown amount.
    """
    plain = text.replace(formats.NBSP, " ").strip()
    if not plain:
        return Mark.EMPTY
    if _DASH.match(plain):
        return Mark.DASH
    if plain.casefold() == str(Mark.UNKNOWN.label).casefold():
        return Mark.UNKNOWN
    return formats.parse_amount(plain) or Mark.ZERO


def show_cell(state: CellState) -> str:
    """As it stands in the field."""
    if isinstance(state, int):
        return formats.amount(state)
    return "" if state is Mark.EMPTY else str(state.label)


def state_of(cell: Cell) -> CellState:
    return _state(cell.amount, cell.mark)


def _state(amount: int | None, mark: str) -> CellState:
    if amount:
        return amount
    if mark:
        return Mark(mark)
    return Mark.EMPTY if amount is None else Mark.ZERO


def read_state(token: str) -> CellState:
    """What `write_state` wrote. Raises `ValueError`."""
    return int(token) if token.isdecimal() and int(token) else Mark(token)


def write_state(state: CellState) -> str:
    return str(state) if isinstance(state, int) else state.value


@transaction.atomic
def save_cells(
    plan: SafetyPlan, changes: Iterable[Change], *, by: User, only_try: bool = False
) -> None:
    """Write every change, or raise `CellsRefused` with each that cannot be made.

    With `only_try` it is raised in any case, so that nothing is written.
    Everything is locked first, in the one order, since each change alone would
    take its locks after the line of the one before.
    """
    wanted = [change for change in changes if change.value != change.seen]
    # What is raised comes first, so that a pool is never short on the way.
    wanted.sort(key=lambda change: -change.rise)
    try:
        _lock(plan, wanted, by=by)
    except LineMoved as moved:
        of_it = [change for change in wanted if change.line.pk == moved.line_id]
        raise CellsRefused([Refused(change, str(moved)) for change in of_it]) from moved
    now = states_of(change.line for change in wanted)
    refused = [found for change in wanted if (found := _refusal(plan, change, now, by=by))]
    if refused or only_try:
        raise CellsRefused(refused)


def _lock(plan: SafetyPlan, changes: list[Change], *, by: User) -> None:
    activities = {change.line.activity_id for change in changes}
    writing_money_of(plan.agreement, activities, by=by)
    for year in sorted({change.year for change in changes}):
        lock_year(plan.agreement_id, year)
    lock_pools(plan.agreement_id, activities)
    lock_lines(change.line for change in changes)


def states_of(lines: Iterable[BudgetLine]) -> dict[tuple[int, int], CellState]:
    """What the lines' cells hold, by line id and year; a cell not there is empty."""
    keys = {line.pk for line in lines}
    amounts = Entry.objects.filter(line__in=keys).by_line_and_year()
    rows = CellMark.objects.filter(line__in=keys).values_list("line", "year", "mark")
    marks = {(line, year): mark for line, year, mark in rows}
    return {key: _state(amounts.get(key), marks.get(key, "")) for key in amounts | marks}


def marks_typed(line: BudgetLine, year: int) -> QuerySet[AuditEntry]:
    """Every mark that was typed into the cell, as the log tells it, oldest first."""
    told = AuditEntry.objects.filter(action=MARKED, object_uuid=line.uuid)
    return told.filter(details__year=year).order_by("id")


def _refusal(
    plan: SafetyPlan, change: Change, now: dict[tuple[int, int], CellState], *, by: User
) -> Refused | None:
    """Make the change; None if it is made."""
    current = now.get((change.line.pk, change.year), Mark.EMPTY)
    if current != change.seen:
        text = _("Somebody has changed it since you opened it; it now holds: %(amount)s.")
        shown = show_cell(current) or _("nothing")
        return Refused(change, text % {"amount": shown}, current)
    try:
        _write(plan, change, by=by)
    except LedgerError as error:
        return Refused(change, str(error))
    return None


@transaction.atomic
def _write(plan: SafetyPlan, change: Change, *, by: User) -> None:
    line, year, value = change.line, change.year, change.value
    require_year(plan.agreement, year)
    require_open(line, lock_year(plan.agreement_id, year))
    set_amount(line, year, kroner_of(value), by=by, seen=kroner_of(change.seen))
    if not isinstance(value, int):
        CellMark.objects.update_or_create(line=line, year=year, defaults={"mark": value})
        record(
            MARKED,
            by=by,
            on=line,
            partnership=plan.partnership,
            year=year,
            mark=value.value,
        )
