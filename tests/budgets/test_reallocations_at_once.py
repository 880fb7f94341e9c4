"""Many decide, ask and write at the same moment: no krone is made or lost, and nobody is stuck."""

from functools import partial
from typing import Any

import pytest

from activities.models import PlanStep, SafetyPlan
from activities.services.lifecycle import PlanMoved
from budgets.choices import ReallocationState
from budgets.models import Reallocation
from budgets.services import decisions, lines, reallocations
from budgets.services.check.run import check_books
from budgets.services.economy import economy_of
from budgets.services.ledger import amount_of, set_amount
from budgets.services.reallocations import Move
from budgets.services.refusals import LedgerError, MoneyMoved, ReallocationRefused
from partnership.choices import Role
from partnership.models import User
from tests import factories
from tests.budgets.books import approved, refused, tomorrow
from tests.budgets.storm import REFUSALS, Storm, World
from tests.partnership.threads import at_once

DECIDERS = 16


@pytest.fixture
def world(transactional_db) -> World:
    return World()


def decide(asked: Reallocation, by: User) -> Reallocation:
    """Look at the page and approve, and again while the amounts have moved since."""
    while True:
        try:
            return approved(Reallocation.objects.get(pk=asked.pk), by)
        except MoneyMoved:
            continue


def look_and_approve(plan: SafetyPlan, by: User) -> PlanStep:
    """Look at the page and approve, and again while the amounts have moved since."""
    while True:
        try:
            return factories.look_and_approve(plan, by=by)
        except PlanMoved:
            continue


def faults(results: list[Any]) -> list[Any]:
    """What nobody should be told."""
    return [one for one in results if isinstance(one, Exception) and not isinstance(one, REFUSALS)]


def wrong() -> dict[str, list[str]]:
    return {result.name: result.violations for result in check_books() if result.violations}


def test_sixteen_deciders_at_once_over_the_same_lines(world):
    pairs = [(place % 4, (place + 1 + place // 4 % 3) % 4) for place in range(DECIDERS)]
    asked = [world.moved(giver, taker, 10) for giver, taker in pairs]
    results = at_once(
        *(partial(decide, one, world.deciders[place % 4]) for place, one in enumerate(asked))
    )
    assert [type(one) for one in results] == [Reallocation] * DECIDERS
    assert world.allocated() == world.total
    assert wrong() == {}


def test_of_deciders_of_the_same_one_decides(world):
    asked = world.moved(0, 1, 10)
    acts = [*[approved] * 4, *[refused] * 4]
    results = at_once(
        *(partial(act, asked, world.deciders[place % 4]) for place, act in enumerate(acts))
    )
    assert sum(isinstance(one, Reallocation) for one in results) == 1
    assert sum(isinstance(one, ReallocationRefused) for one in results) == len(acts) - 1
    assert wrong() == {}


def test_of_two_that_would_together_go_below_zero_one_is_booked(world):
    asked = [world.moved(0, 1, 600), world.moved(0, 2, 600)]
    results = at_once(
        *(partial(decide, one, by) for one, by in zip(asked, world.deciders, strict=False))
    )
    assert sum(isinstance(one, ReallocationRefused) for one in results) == 1
    assert amount_of(world.lines[0], 2024) == 400
    assert world.allocated() == world.total


def test_of_two_reversals_at_once_one_is_booked(world):
    done = decide(world.moved(0, 1, 100), world.deciders[0])
    backs = []
    for _ in range(2):
        back = reallocations.reverse(done, by=world.askers[0])
        back = reallocations.edit(
            back, seen=back.version, by=world.askers[0], moves=[], reason="Fejl."
        )
        backs.append(
            decisions.send(back, by=world.askers[0], hearing_until=tomorrow(), seen=back.version)
        )
    results = at_once(
        *(partial(decide, one, by) for one, by in zip(backs, world.deciders, strict=False))
    )
    assert sum(isinstance(one, ReallocationRefused) for one in results) == 1
    assert amount_of(world.lines[0], 2024) == 1_000
    assert wrong() == {}


def test_an_amount_set_while_the_plan_is_approved_is_original_or_refused(transactional_db):
    plan = factories.make_plan()
    chapter = factories.make_chapter(plan)
    cells = [factories.make_line(chapter, {2024: 100}) for _ in range(6)]
    decider = factories.make_user(role=Role.DECIDER, partnership=plan.partnership)
    results = at_once(
        partial(look_and_approve, plan, decider),
        *(partial(set_amount, line, 2024, 700, by=None) for line in cells),
    )
    assert faults(results) == []
    row = economy_of(plan).rows[0]
    assert [line.cells[-1].moved for line in row.lines] == [0] * len(cells)
    refusals = sum(isinstance(one, LedgerError) for one in results)
    assert [line.cells[-1].original for line in row.lines].count(100) == refusals
    assert wrong() == {}


def test_a_line_opened_and_one_added_at_once_do_not_wait_for_each_other(world):
    joined = world.activities[2]
    asked = [
        world.asked(
            Move(-10, line=world.lines[0]), Move(10, activity=joined, new_label=f"Ny {place}")
        )
        for place in range(4)
    ]
    results = at_once(
        *(partial(decide, one, by) for one, by in zip(asked, world.deciders, strict=False)),
        *(
            partial(
                lines.add_line_with_amounts,
                world.plan.agreement,
                joined,
                label=f"Post {place}",
                amounts={2023: (0, 5), 2024: (0, 5)},
                by=world.askers[0],
            )
            for place in range(4)
        ),
    )
    assert faults(results) == []
    assert wrong() == {}


def test_whatever_many_do_at_once_the_books_agree(world):
    storms = [Storm(world, seed) for seed in range(8)]
    results = at_once(*(partial(storm.run, 25) for storm in storms))
    assert faults(results) == []
    assert world.allocated() == world.total
    assert wrong() == {}
    # Enough of it went through for that to say something.
    assert Reallocation.objects.filter(state=ReallocationState.APPROVED).count() > 3
