"""A budget line that goes to another activity, with all it holds."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from activities.models import Activity, SafetyPlan
from budgets.models import BudgetLine, BudgetNote, FirstApproval, StatedFigure
from budgets.services.history import writing_money_of
from budgets.services.locks import lock_activities, lock_line, lock_pools, lock_year
from budgets.services.pools import require_covered
from budgets.services.refusals import LedgerError
from partnership.models import Agreement, User
from partnership.services.audit import record
from partnership.services.versions import Seen, save_version


@transaction.atomic
def transfer_line(
    line: BudgetLine, activity: Activity, *, seen: Seen | int, by: User | None
) -> BudgetLine:
    """Move a line to the end of another activity's table; all that is of it goes along.

    Every year of the agreement is locked, because none may be approved between
    the check and the move; both activities, because each gives or takes a place; the
    pools, because the one that is left must still hold what it has granted.

    Raises `LedgerError` with what keeps the line where it is, and `StaleVersion`.
    """
    agreement, both = line.agreement, [line.activity_id, activity.pk]
    writing_money_of(agreement, both, by=by)
    lock_activities(both)
    for year in agreement.years:
        lock_year(agreement.pk, year)
    lock_pools(agreement.pk, both)
    locked = lock_line(line)
    if refusal := kept_by(locked):
        raise LedgerError(refusal)
    place = _last(BudgetLine, agreement, activity) + 1
    moved = save_version(locked, seen=seen, by=by, activity=activity, position=place)
    _bring_notes(moved, by=by)
    # A figure of a line names the line's activity; who has it open has seen no other figure.
    StatedFigure.objects.filter(line=moved).update(activity=activity)
    _require_pool_covered(moved, left=line.activity_id)
    details = {"from_activity": str(line.activity), "to_activity": str(activity)}
    record("budgets.line.transfer", by=by, on=moved, partnership=agreement.partnership, **details)
    return moved


def kept_by(line: BudgetLine) -> str:
    """What keeps the line in its activity, in words; "" for nothing.

    A table of a closed or approved year stays as it was, also as it was on an
    earlier day; so an entry there keeps the line, though it may have been undone.
    """
    years = fixed_years(line)
    if years:
        return _(
            "The budget line has amounts in %(years)s, which is closed or approved, so it stays "
            "with its activity. Add a line under the other activity, and move the money by "
            "reallocation once the plan is approved."
        ) % {"years": ", ".join(map(str, years))}
    if line.legs.exists():
        return _("A reallocation names the budget line, so it stays with its activity.")
    return ""


def fixed_years(line: BudgetLine) -> list[int]:
    """Years of the line's entries that are approved, or closed because a later plan is kept."""
    plans = SafetyPlan.objects.filter(agreement=line.agreement_id)
    latest = plans.aggregate(latest=Max("year"))["latest"] or 0
    approved = FirstApproval.objects.filter(plan__in=plans).values_list("plan__year", flat=True)
    years = line.entries.order_by("year").values_list("year", flat=True).distinct()
    fixed = set(approved)
    return [year for year in years if year in fixed or year < latest]


def _bring_notes(line: BudgetLine, *, by: User | None) -> None:
    """Removed notes too: a note never names a line of another activity."""
    last = _last(BudgetNote, line.agreement, line.activity)
    for place, note in enumerate(line.notes.order_by("position", "id"), start=last + 1):
        save_version(note, seen=note.version, by=by, activity=line.activity, position=place)


def _last(
    model: type[BudgetLine] | type[BudgetNote], agreement: Agreement, activity: Activity
) -> int:
    """The last place in the activity's table, or among its notes."""
    own = model._default_manager.filter(agreement=agreement, activity=activity)
    return own.aggregate(last=Max("position"))["last"] or 0


def _require_pool_covered(line: BudgetLine, *, left: int) -> None:
    for year in line.entries.order_by().values_list("year", flat=True).distinct():
        require_covered(line.agreement, [left], year)
