"""The rows of an activity's table: their order, and lines that take no more money."""

from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.models import SafetyPlan
from activities.services.rows import put_in_order
from budgets.models import BudgetLine, BudgetNote
from budgets.services.history import writing_money
from budgets.services.locks import lock_activities, lock_line, lock_lines
from budgets.services.refusals import LedgerError
from partnership.models import User
from partnership.services.audit import record
from partnership.services.versions import Seen, save_version


@transaction.atomic
def move_row(row: BudgetLine | BudgetNote, *, up: bool, by: User) -> bool:
    """Let a line or a note change places with the one above or below; whether it could.

    The activity is locked, because two moves at once could give one place twice;
    lines are locked by id before they are written, because others lock them so.
    """
    if not _moved(row, up):
        return False
    writing_money(row.agreement, row.activity, by=by)
    lock_activities([row.activity_id])
    rows = _moved(row, up)
    if rows:
        if isinstance(row, BudgetLine):
            lock_lines(rows)
        put_in_order(rows)
        name = "line" if isinstance(row, BudgetLine) else "note"
        record(f"budgets.{name}.move", by=by, on=row, partnership=row.agreement.partnership)
    return bool(rows)


def _moved(row: BudgetLine | BudgetNote, up: bool) -> list[Any]:
    """The table's rows as the move leaves them; none where the row cannot move.

    A line moves among those that are summed, or among the co-financing.
    """
    own: Any = type(row)._default_manager.filter(agreement=row.agreement_id)
    own = own.filter(activity=row.activity_id)
    if isinstance(row, BudgetLine):
        own = own.filter(counts_in_total=row.counts_in_total)
    else:
        own = own.standing()
    rows = list(own.order_by("position", "id"))
    place = next((i for i, other in enumerate(rows) if other.pk == row.pk), None)
    if place is None:
        return []
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return []
    rows[place], rows[other] = rows[other], rows[place]
    return rows


@transaction.atomic
def close_line(line: BudgetLine, *, plan: SafetyPlan, seen: Seen | int, by: User) -> BudgetLine:
    """Let a line take no more money; what it held in earlier years stays.

    The line is locked, because nothing may be posted to it in between. Raises
    `LedgerError` while it holds money in the plan's year or later, and
    `StaleVersion`.
    """
    writing_money(line.agreement, line.activity, by=by)
    locked = lock_line(line)
    held = locked.entries.filter(year__gte=plan.year).order_by().values("year")
    if held.annotate(total=Sum("amount")).exclude(total=0).exists():
        raise LedgerError(
            _("%(line)s holds money in %(year)s or later. Move its money first.")
            % {"line": locked.label, "year": plan.year}
        )
    saved = save_version(locked, seen=seen, by=by, closed_at=timezone.now())
    record("budgets.line.close", by=by, on=saved, partnership=line.agreement.partnership)
    return saved


@transaction.atomic
def reopen_line(line: BudgetLine, *, seen: Seen | int, by: User) -> BudgetLine:
    """Let a closed line take money again. Raises `StaleVersion`."""
    writing_money(line.agreement, line.activity, by=by)
    saved = save_version(line, seen=seen, by=by, closed_at=None)
    record("budgets.line.reopen", by=by, on=saved, partnership=line.agreement.partnership)
    return saved
