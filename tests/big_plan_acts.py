"""What happens in a generated plan: postings, grants, its approval and its reallocations."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

from activities.choices import PlanState
from activities.models import Activity, SafetyPlan
from budgets.choices import EntryKind, ReallocationAct
from budgets.models import (
    BudgetLine,
    Entry,
    FirstApproval,
    FramePosting,
    Pool,
    PoolGrant,
    Reallocation,
    ReallocationLeg,
    ReallocationStep,
)
from budgets.services.askers import note_asker
from partnership.models import AuditEntry, User

Cells = dict[tuple[int, int], int]

#: When amounts were set, the plan approved, and money moved.
SET, APPROVED, MOVED = (
    datetime(2024, month, day, 10, tzinfo=UTC) for month, day in ((1, 10), (2, 15), (5, 2))
)


@dataclass
class Big:
    """What is being made, and what every cell holds so far in whole kroner."""

    plan: SafetyPlan
    random: Random
    asker: User
    decider: User
    activities: list[Activity] = field(default_factory=list)
    lines: list[BudgetLine] = field(default_factory=list)
    held: Cells = field(default_factory=dict)

    @property
    def years(self) -> range:
        return self.plan.agreement.years

    def some(self, rows: list, share: float) -> list:
        """That share of the rows, at least one if there are any, in their order."""
        wanted = min(len(rows), max(1, int(len(rows) * share)))
        chosen = self.random.sample(range(len(rows)), wanted)
        return [rows[place] for place in sorted(chosen)]

    def own(self) -> list[BudgetLine]:
        """Open lines that count and hold something in the plan's year."""
        year = self.plan.year
        return [
            line
            for line in self.lines
            if line.counts_in_total and not line.closed_at and self.held.get((line.pk, year), 0) > 2
        ]


def posting(line: BudgetLine, year: int, amount: int, *, at: datetime = SET, **values) -> Entry:
    return Entry(
        line=line, year=year, amount=amount, posted_at=at, posted_by_name="Anna Asker", **values
    )


def write(big: Big, entries: list[Entry]) -> None:
    """Those that leave their cell at zero or above, with their lines of the log."""
    kept = []
    for entry in entries:
        key = entry.line_id, entry.year
        if big.held.get(key, 0) + entry.amount >= 0:
            big.held[key] = big.held.get(key, 0) + entry.amount
            kept.append(entry)
    Entry.objects.bulk_create(kept)
    log(
        big,
        "budgets.entry.post",
        [(entry.line, {"year": entry.year, "amount": entry.amount}) for entry in kept],
    )


def log(big: Big, action: str, acts: list[tuple]) -> None:
    AuditEntry.objects.bulk_create(
        AuditEntry(
            actor_name="Anna Asker",
            action=action,
            partnership=big.plan.partnership,
            object_uuid=getattr(on, "uuid", None),
            object_name=str(on)[:300],
            details=details,
        )
        for on, details in acts
    )


def grant(big: Big) -> None:
    """The activity of the first line that holds something is a pool, and gives of it."""
    year = big.plan.year
    for line in big.own()[:1]:
        pool = Pool.objects.create(agreement=big.plan.agreement, activity=line.activity)
        most = big.held[line.pk, year] // 4 or 1
        PoolGrant.objects.bulk_create(
            PoolGrant(
                pool=pool,
                activity=activity,
                year=year,
                amount=most,
                posted_at=SET,
                posted_by_name="Anna Asker",
            )
            for activity in (big.activities[-1], big.activities[len(big.activities) // 2])
        )
        log(big, "budgets.pool.grant", [(pool, {"year": year, "amount": most})] * 2)


def approve(big: Big) -> None:
    """With a frame that the plan's year falls a little short of."""
    plan, year = big.plan, big.plan.year
    total = sum(big.held.get((line.pk, year), 0) for line in big.lines if line.counts_in_total)
    frame = FramePosting.objects.bulk_create(
        FramePosting(plan=plan, amount=amount, posted_at=SET, posted_by_name="")
        for amount in (total, 12_345)
        if amount
    )
    log(big, "budgets.frame.post", [(posted, {}) for posted in frame])
    last = Entry.objects.latest("id").pk
    FirstApproval.objects.create(plan=plan, last_entry=last, at=APPROVED)
    plan.state = PlanState.APPROVED
    plan.save(update_fields=["state"])


def move(big: Big) -> None:
    """Fifteen reallocations: one in three approved, in hearing and drafted."""
    for number in range(1, 16):
        legs = _legs(big)
        if len(legs) < 2:
            return
        state = ("approved", "hearing", "draft")[number % 3]
        made = _reallocation(big, number, state)
        made_legs = ReallocationLeg.objects.bulk_create(
            ReallocationLeg(
                reallocation=made, line=line, activity=line.activity, amount=amount, position=place
            )
            for place, (line, amount) in enumerate(legs)
        )
        if state == "approved":
            _book(big, made, made_legs, number)


def _legs(big: Big) -> list[tuple[BudgetLine, int]]:
    """From one line of its own money to one, two or three others; never from the pool."""
    pools = set(Pool.objects.values_list("activity", flat=True))
    lines = [line for line in big.own() if line.activity_id not in pools]
    chosen = big.random.sample(lines, min(len(lines), big.random.choice([2, 3, 4])))
    if len(chosen) < 2:
        return []
    giver, *takers = chosen
    most = max(1, big.held[giver.pk, big.plan.year] // (8 * len(takers)))
    takers = takers if big.held[giver.pk, big.plan.year] >= most * len(takers) else takers[:1]
    return [(giver, -most * len(takers)), *((line, most) for line in takers)]


def _reallocation(big: Big, number: int, state: str) -> Reallocation:
    made = Reallocation.objects.create(
        plan=big.plan,
        number=number,
        subject=f"Omdisponering {number}",
        reason="Der er brug for pengene et andet sted.",
        state=state,
        requested_by=big.asker,
        requested_by_name=big.asker.name,
        hearing_until=None if state == "draft" else date(2024, 5, 1),
        created_at=MOVED,
    )
    note_asker(made, by=big.asker)
    log(big, "budgets.reallocation.draft", [(made, {})])
    if state != "draft":
        _step(big, made, ReallocationAct.SEND, big.asker, MOVED, decides=None)
    return made


def _step(big: Big, made: Reallocation, act: str, by: User, at: datetime, **values) -> None:
    ReallocationStep.objects.create(
        reallocation=made, act=act, by=by, by_name=by.name, at=at, **values
    )
    log(big, f"budgets.reallocation.{act}", [(made, {})])


def _book(big: Big, made: Reallocation, legs: list[ReallocationLeg], number: int) -> None:
    at, year = MOVED + timedelta(days=number), big.plan.year
    for leg in legs:
        leg.amount_when_sent = leg.amount_when_decided = big.held[leg.line_id, year]
    ReallocationLeg.objects.bulk_update(legs, ["amount_when_sent", "amount_when_decided"])
    kind = EntryKind.REALLOCATION
    write(
        big,
        [
            posting(leg.line, year, leg.amount, at=at, kind=kind, leg=leg, reason=str(made))
            for leg in legs
            if leg.line
        ],
    )
    _step(big, made, ReallocationAct.APPROVE, big.decider, at, decides=made)
