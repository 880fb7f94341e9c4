"""What a leg of a reallocation can name: lines, activities and administrators."""

from collections.abc import Sequence
from dataclasses import dataclass

from activities.models import Activity, SafetyPlan
from budgets.models import BudgetLine, Entry
from partnership.models import Organisation


@dataclass(frozen=True)
class MovableLine:
    """A line with what it holds in the plan's year, whole kroner."""

    line: BudgetLine
    amount: int


@dataclass(frozen=True)
class Movable:
    """Read once for all rows of a form. Lines stand by activity, as in the economy."""

    year: int
    groups: Sequence[tuple[Activity, Sequence[MovableLine]]]
    activities: Sequence[Activity]
    administrators: Sequence[Organisation]

    @property
    def lines(self) -> dict[str, MovableLine]:
        return {str(row.line.uuid): row for _activity, rows in self.groups for row in rows}


def what_may_move(plan: SafetyPlan) -> Movable:
    """Every line of the agreement that counts, but for closed ones that hold nothing."""
    return Movable(
        plan.year,
        _groups(plan),
        list(plan.partnership.activities.order_by("sort_key", "pk")),
        list(Organisation.objects.order_by("sort_key")),
    )


def _groups(plan: SafetyPlan) -> list[tuple[Activity, list[MovableLine]]]:
    """Lines by activity: those with a chapter in the plan's order, then the others."""
    chapters = plan.chapters.order_by("number").values_list("activity", flat=True)
    lines = BudgetLine.objects.filter(agreement=plan.agreement_id, counts_in_total=True)
    entries = Entry.objects.filter(line__agreement=plan.agreement_id, year=plan.year)
    amounts = entries.by_line_and_year()
    found: dict[Activity, list[MovableLine]] = {}
    for line in lines.for_table():
        amount = amounts.get((line.pk, plan.year), 0)
        if amount or line.closed_at is None:
            found.setdefault(line.activity, []).append(MovableLine(line, amount))
    places = {key: place for place, key in enumerate(chapters)}
    last = len(places)
    return sorted(found.items(), key=lambda item: (places.get(item[0].pk, last), item[0].pk))
