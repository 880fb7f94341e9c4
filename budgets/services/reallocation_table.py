"""Before and after: the one table of a reallocation, on screen, live and in print."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from activities.models import SafetyPlan
from budgets.choices import ReallocationState
from budgets.models import Entry, Reallocation, ReallocationLeg
from budgets.services.ledger import allocated_of, frame_of
from budgets.services.reallocations import LegRow, Move, feeds_ended, leg_rows, shortfalls

DECIDED = (ReallocationState.APPROVED, ReallocationState.REFUSED)


@dataclass(frozen=True)
class BeforeAfter:
    """Legs with their amounts, and what they come to; whole kroner.

    `allocated` is what the plan's year adds up to now. It and `frame` are None
    for a decided one, whose table says how it was then.
    """

    rows: Sequence[LegRow]
    problems: Sequence[str]
    frame: int | None = None
    allocated: int | None = None

    @property
    def before(self) -> int:
        return sum(row.before for row in self.rows)

    @property
    def change(self) -> int:
        return sum(row.leg.amount for row in self.rows)

    @property
    def after(self) -> int:
        return self.before + self.change

    @property
    def allocated_after(self) -> int:
        return (self.allocated or 0) + self.change

    @property
    def difference(self) -> int | None:
        """Frame less what would be allocated, or None while the frame is unknown."""
        return None if self.frame is None else self.frame - self.allocated_after

    @property
    def has_moved(self) -> bool:
        """Whether a line holds another amount than when it was sent."""
        return any(row.before_when_sent is not None for row in self.rows)


def table_of(reallocation: Reallocation) -> BeforeAfter:
    rows = leg_rows(reallocation)
    if reallocation.state in DECIDED:
        return BeforeAfter(rows, ())
    return _with_frame(reallocation.plan, rows)


def table_of_moves(plan: SafetyPlan, moves: Iterable[Move]) -> BeforeAfter:
    """The same table for what is being typed; nothing is written."""
    legs = [_leg(move, place) for place, move in enumerate(moves)]
    keys = [leg.line_id for leg in legs if leg.line_id]
    amounts = Entry.objects.filter(line__in=keys, year=plan.year).by_line_and_year()
    rows = [
        LegRow(
            leg,
            amounts.get((leg.line_id or 0, plan.year), 0),
            feeds_ended=feeds_ended(leg.whose, leg.amount, plan.year),
        )
        for leg in legs
    ]
    return _with_frame(plan, rows)


def _leg(move: Move, place: int) -> ReallocationLeg:
    return ReallocationLeg(
        line=move.line,
        activity=move.activity,
        new_label=move.new_label,
        amount=move.amount,
        position=place,
    )


def _with_frame(plan: SafetyPlan, rows: Sequence[LegRow]) -> BeforeAfter:
    return BeforeAfter(rows, shortfalls(rows), frame_of(plan), allocated_of(plan))
