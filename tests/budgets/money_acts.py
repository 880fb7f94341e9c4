"""A plan and its people for the machine of the money, and what they do with the ledger."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from activities.services.lifecycle import PlanStepRefused, reopen_plan
from budgets.choices import EntryKind
from budgets.models import BudgetLine, Entry, Reallocation
from budgets.services import pools
from budgets.services.ledger import set_amount, undo_entry
from budgets.services.lines import add_line
from budgets.services.refusals import LedgerError
from partnership.choices import Role
from tests import factories
from tests.budgets.money_model import Asked, Money

REFUSALS = (LedgerError, PlanStepRefused)
which = st.integers(0, 30)
#: What is drawn to take a step where it does not belong.
MISPLACED = 7
amounts = st.sampled_from([-5, 0, 1, 40, 100, 100, 250])
years = st.sampled_from([2023, 2024, 2024, 2024, 2025])


def act(when: Callable[["MoneyActs"], Any] = bool, times: int = 1, **drawn: st.SearchStrategy):
    """Something people do, while it can be done, and how often it is done beside the others.

    They are all steps of one rule: of rules Hypothesis leaves many out of each
    example, and then nothing comes to a decision.
    """

    def mark(method: Callable) -> Callable:
        method.act = when, times, drawn
        return method

    return mark


class MoneyActs(RuleBasedStateMachine):
    """A plan of its own for every example, undone at the end of it."""

    #: What went through in all examples.
    done: Counter = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.time = datetime(2024, 5, 1, 8, tzinfo=UTC)
        self.clock = mock.patch.object(timezone, "now", self.now)
        self.clock.start()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.make_world()
        self.is_new = True

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)
        self.clock.stop()

    def now(self) -> datetime:
        return self.time

    def make_world(self) -> None:
        """Two lines of one activity, one of a pool, one of co-financing; nobody else's money."""
        self.plan = factories.make_plan()
        here = self.plan.partnership
        chapter, pool = factories.make_chapter(self.plan), factories.make_chapter(self.plan)
        self.activities = [chapter.activity, pool.activity, factories.make_activity(self.plan)]
        funder = factories.make_organisation()
        self.lines = [
            factories.make_line(chapter),
            factories.make_line(chapter),
            factories.make_line(pool),
            factories.make_line(chapter, funder=funder),
        ]
        self.pool = factories.make_pool(pool)
        self.asker = factories.make_user(role=Role.WORKING_GROUP, partnership=here)
        self.member = factories.make_user(role=Role.STEERING_GROUP, partnership=here)
        self.deciders = [factories.make_user(role=Role.DECIDER, partnership=here) for _ in "ab"]
        self.money = Money(self.plan.year, self.plan.agreement.years)
        self.money.pool_lines = {self.lines[2].pk}
        self.money.beside = {self.lines[3].pk}
        self.asked: dict[int, Asked] = {}

    @initialize(start=st.sampled_from(["approved", "approved", "filled", "empty"]))
    def begin(self, start):
        if start == "empty":
            return
        for line in self.lines:
            set_amount(line, 2024, 100, by=None)
            self.money.post(line.pk, 2024, 100, "amount")
        if start == "approved":
            factories.look_and_approve(self.plan, by=self.deciders[0], reason="Godkendt.")
            self.money.approve()

    # Acting

    @rule(data=st.data())
    def step(self, data):
        """One of what can be done now."""
        methods = [getattr(self, name) for name in sorted(dir(type(self)))]
        acts = [(method, *method.act) for method in methods if hasattr(method, "act")]
        possible = [
            (method, drawn)
            for method, when, times, drawn in acts
            for _ in range(times if when(self) else 0)
        ]
        method, drawn = data.draw(st.sampled_from(possible), label=str(len(possible)))
        method(**{name: data.draw(values, label=name) for name, values in drawn.items()})

    def expect(self, allowed, act, *args, **values):
        """Do it; what the model says is what happens. None where it is refused."""
        done = None
        with suppress(*REFUSALS), transaction.atomic():
            done = act(*args, **values)
            assert allowed, f"{act.__name__} was not refused"
            self.is_new = True
            self.done[act.__name__] += 1
            return done
        assert not allowed, f"{act.__name__} was refused"
        return None

    def line(self, number: int) -> BudgetLine:
        return self.lines[number % len(self.lines)]

    def one(self, number: int, *states: str) -> tuple[Reallocation, Asked]:
        """A reallocation in one of the states, the newest first; now and then any."""
        keys = [key for key, asked in self.asked.items() if asked.state in states]
        keys = list(self.asked) if number == MISPLACED or not keys else keys
        key = keys[-1 - number % len(keys)]
        return Reallocation.objects.select_related("plan").get(pk=key), self.asked[key]


class LedgerRules(MoneyActs):
    """Time passes, amounts are set, and the plan is approved."""

    @act(hours=st.sampled_from([1, 24, 48]))
    def wait(self, hours):
        self.time += timedelta(hours=hours)

    @act(times=3, line=which, year=years, amount=amounts, corrects=st.booleans())
    def set_amount(self, line, year, amount, corrects):
        line, money = self.line(line), self.money
        rise = amount - money.cells[line.pk, year]
        allowed = amount >= 0 and year in money.years
        if allowed and rise:
            allowed = money.may_post(line.pk, year, rise, corrects=corrects)
        kind = EntryKind.CORRECTION if corrects else EntryKind.AMOUNT
        by = self.deciders[0]
        self.expect(allowed, set_amount, line, year, amount, by=by, kind=kind, reason="Fejl")
        if allowed and rise:
            money.post(line.pk, year, rise, kind)

    @act(when=lambda self: self.money.entries, number=which)
    def undo(self, number):
        money = self.money
        place = number % len(money.entries)
        posted = money.entries[place]
        corrects = posted.kind == EntryKind.CORRECTION
        allowed = (
            posted.kind != EntryKind.REALLOCATION
            and not posted.is_undone
            and money.may_post(posted.line, posted.year, -posted.amount, corrects=corrects)
        )
        entry = Entry.objects.filter(line__in=self.lines).order_by("id")[place]
        self.expect(allowed, undo_entry, entry, by=self.deciders[0], reason="Fejl")
        if allowed:
            posted.is_undone = True
            money.post(posted.line, posted.year, -posted.amount, EntryKind.CORRECTION)

    @act(to=which, year=years, amount=st.sampled_from([-20, 20, 20, 60]))
    def grant(self, to, year, amount):
        activity, money = self.activities[to % 3], self.money
        allowed = (
            year in money.years
            and money.granted[activity.pk, year] + amount >= 0
            and money.covers(year, more_granted=amount)
        )
        self.expect(allowed, pools.grant, self.pool, activity, year, amount, by=self.deciders[0])
        if allowed:
            money.granted[activity.pk, year] += amount

    @act(to=which)
    def add_a_line(self, to):
        if len(self.lines) < 7:
            activity = self.activities[to % 3]
            line = add_line(self.plan.agreement, activity, by=self.asker, label="Ny post")
            self.opened(line)

    def opened(self, line: BudgetLine) -> None:
        self.lines.append(line)
        if line.activity_id == self.pool.activity_id:
            self.money.pool_lines.add(line.pk)

    @act(line=which, closed=st.booleans())
    def close_a_line(self, line, closed):
        line = self.line(line)
        BudgetLine.objects.filter(pk=line.pk).update(closed_at=self.time if closed else None)
        (self.money.closed.add if closed else self.money.closed.discard)(line.pk)

    @act(number=which)
    def approve_the_plan(self, number):
        allowed = self.money.plan_state in {"draft", "revision"}
        by = self.deciders[number % 2]
        self.expect(allowed, factories.look_and_approve, self.plan, by=by, reason="Godkendt.")
        if allowed:
            self.money.approve()

    @act(reason=st.sampled_from(["", "Rettelser"]))
    def reopen_the_plan(self, reason):
        allowed = bool(reason) and self.money.plan_state == "approved"
        self.expect(allowed, reopen_plan, self.plan, by=self.deciders[0], reason=reason)
        if allowed:
            self.money.plan_state = "revision"
