"""The one order in which money is locked, so that no two writers wait for each other.

First the reallocation, if one is decided; then the history of the chapters
concerned (`services.history`); then the activities that get a line or a note; then
the plan of the year; then the pools and the lines. Of each kind by id.
"""

from collections.abc import Iterable

from activities.models import Activity, SafetyPlan
from budgets.models import BudgetLine, Pool
from budgets.services.refusals import LineMoved


def lock_activities(keys: Iterable[int]) -> None:
    """Lock activities: two lines or notes added at once would share a place."""
    rows = Activity.objects.select_for_update(of=("self",), no_key=True)
    list(rows.filter(pk__in=set(keys)).order_by("pk"))


def lock_year(agreement_id: int, year: int) -> SafetyPlan | None:
    """Lock the plan of the year, so that it is not approved between a check and a posting.

    Rows that point at the plan may still be written meanwhile. None where no
    plan of the year is kept here.
    """
    plans = SafetyPlan.objects.select_for_update(of=("self",), no_key=True)
    return plans.filter(agreement=agreement_id, year=year).first()


def lock_pools(agreement_id: int, activities: Iterable[int]) -> None:
    """Lock the pools among the activities: what they hold is weighed against what they granted."""
    rows = Pool.objects.select_for_update(of=("self",), no_key=True)
    list(rows.filter(agreement=agreement_id, activity__in=set(activities)).order_by("pk"))


def lock_lines(lines: Iterable[BudgetLine]) -> dict[int, BudgetLine]:
    """Lock lines in the order of their ids; by id. Nobody posts to them until the commit.

    Drafts that point at them may still be written, in whatever order of lines.
    Raises `LineMoved` for one that has gone to another activity since it was read:
    the histories and the pools locked before it are then not its own.
    """
    read = {line.pk: line for line in lines}
    rows = BudgetLine.objects.select_for_update(of=("self",), no_key=True)
    related = rows.select_related("agreement__partnership", "activity")
    locked = {line.pk: line for line in related.filter(pk__in=read).order_by("pk")}
    for key, line in locked.items():
        if line.activity_id != read[key].activity_id:
            raise LineMoved(key)
    return locked


def lock_line(line: BudgetLine) -> BudgetLine:
    """One line, locked: two people posting to it see each other's amounts."""
    return lock_lines([line])[line.pk]
