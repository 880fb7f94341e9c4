"""Grants from a pool to an activity; a pool never holds less than it has granted."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from activities.models import Activity
from budgets.models import Entry, Pool, PoolGrant
from budgets.services.history import writing_money_of
from budgets.services.locks import lock_pools, lock_year
from budgets.services.refusals import LedgerError
from partnership.formats import kroner
from partnership.models import Agreement, User
from partnership.services.audit import record


@transaction.atomic
def grant(
    pool: Pool, activity: Activity, year: int, amount: int, *, by: User | None, reason: str = ""
) -> PoolGrant:
    """Give `amount` whole kroner to an activity; a negative amount takes it back.

    Raises `LedgerError` for a year outside the agreement, more than the pool
    holds, or more taken back than was granted.
    """
    if year not in pool.agreement.years:
        raise LedgerError(_("The year %(year)s is outside the agreement.") % {"year": year})
    writing_money_of(pool.agreement, [pool.activity_id, activity.pk], by=by)
    lock_year(pool.agreement_id, year)
    lock_pools(pool.agreement_id, [pool.activity_id])
    granted = PoolGrant.objects.create(
        pool=pool,
        activity=activity,
        year=year,
        amount=amount,
        reason=reason,
        posted_by=by,
        posted_by_name=by.name if by else "",
    )
    if _granted_to(pool, activity, year) < 0:
        raise LedgerError(_("More would be taken back than was granted."))
    require_covered(pool.agreement, [pool.activity_id], year)
    record(
        "budgets.pool.grant",
        by=by,
        on=pool,
        partnership=pool.agreement.partnership,
        year=year,
        amount=amount,
        activity=str(activity),
    )
    return granted


def granted_by(agreement: Agreement, activities: Iterable[int], year: int) -> dict[int, int]:
    """Whole kroner that the pools among the activities have granted, by activity id."""
    grants = PoolGrant.objects.filter(
        pool__activity__in=set(activities), pool__agreement=agreement, year=year
    )
    return dict(grants.order_by().values_list("pool__activity").annotate(Sum("amount")))


def require_covered(agreement: Agreement, activities: Iterable[int], year: int) -> None:
    """That no pool among the activities holds less than it has granted that year.

    Call it after the postings, under the lock of the pools. Raises `LedgerError`.
    """
    for activity, granted in granted_by(agreement, activities, year).items():
        if _held(agreement, activity, year) < granted:
            values = {"granted": kroner(granted), "pool": str(Activity.objects.get(pk=activity))}
            raise LedgerError(
                _("%(pool)s has granted %(granted)s and cannot go below that.") % values
            )


def _held(agreement: Agreement, activity: int, year: int) -> int:
    """What the activity's own lines hold that year."""
    own = Entry.objects.filter(
        line__activity=activity,
        line__agreement=agreement,
        line__counts_in_total=True,
        year=year,
    )
    return own.aggregate(total=Sum("amount"))["total"] or 0


def _granted_to(pool: Pool, activity: Activity, year: int) -> int:
    own = PoolGrant.objects.filter(pool=pool, activity=activity, year=year)
    return own.aggregate(total=Sum("amount"))["total"] or 0
