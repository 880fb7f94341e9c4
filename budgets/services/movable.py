"""What a leg of a reallocation can name: lines, activities and administrators."""

from collections.abc import Sequence
from dataclasses import dataclass

from activities.models import Activity, SafetyPlan
from budgets.models import BudgetLine
from budgets.services.economy import economy_of
from budgets.services.economy_rows import ActivityRow
from partnership.models import Organisation


@dataclass(frozen=True)
class MovableLine:
    """A line with what it holds in the plan's year, whole kroner."""

    line: BudgetLine
    amount: int


@dataclass(frozen=True)
class Movable:
    """Read once for all rows of a form. Lines stand by activity, as in the economy."""

    groups: Sequence[tuple[Activity, Sequence[MovableLine]]]
    activities: Sequence[Activity]
    administrators: Sequence[Organisation]

    @property
    def lines(self) -> dict[str, MovableLine]:
        return {str(row.line.uuid): row for _activity, rows in self.groups for row in rows}


def what_may_move(plan: SafetyPlan) -> Movable:
    """Every line of the agreement that counts, but for closed ones that hold nothing."""
    economy = economy_of(plan)
    rows = [*economy.rows, *economy.discontinued]
    groups = [(row.activity, _lines(row, plan.year)) for row in rows]
    return Movable(
        [(activity, lines) for activity, lines in groups if lines],
        list(plan.partnership.activities.order_by("sort_key", "pk")),
        list(Organisation.objects.order_by("sort_key")),
    )


def _lines(row: ActivityRow, year: int) -> list[MovableLine]:
    place = row.years.index(year)
    found = [MovableLine(own.line, own.cells[place].amount or 0) for own in row.own_lines]
    return [line for line in found if line.amount or line.line.closed_at is None]
