"""The same form sent twice at the same moment adds once."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from activities.models import Chapter
from activities.services.chapters import add_activity
from budgets.models import BudgetLine, BudgetNote, Reallocation
from budgets.services import lines, reallocations
from budgets.services.ledger import amounts_of
from budgets.services.reallocations import Move
from tests.budgets.storm import World
from tests.partnership.threads import at_once

#: How often a race is run: no single run meets every order.
ROUNDS = range(5)


@pytest.fixture
def world(transactional_db) -> World:
    return World()


def twice(act: Callable[..., Any], *args: Any, **values: Any) -> None:
    """Send it four times at the same moment; nobody is told of the others."""
    results = at_once(*[partial(act, *args, **values, uuid=uuid4())] * 4)
    assert [one for one in results if isinstance(one, Exception)] == []
    assert len({one.pk for one in results}) == 1


def test_a_budget_line(world):
    for turn in ROUNDS:
        twice(
            lines.add_line_with_amounts,
            world.plan.agreement,
            world.activities[turn % 3],
            amounts={2023: (0, 5)},
            by=world.askers[0],
            label=f"Ny {turn}",
            funder=None,
        )
    made = BudgetLine.objects.filter(label__startswith="Ny")
    assert len(made) == len(ROUNDS)
    assert all(amounts_of(line) == {2023: 5} for line in made)


def test_a_note(world):
    for turn in ROUNDS:
        twice(
            lines.add_note,
            world.plan.agreement,
            world.activities[turn % 3],
            by=world.askers[0],
            scope="table",
            text="Note",
        )
    assert BudgetNote.objects.count() == len(ROUNDS)


def test_a_reallocation(world):
    moves = [Move(-10, line=world.lines[0]), Move(10, line=world.lines[1])]
    for turn in ROUNDS:
        twice(
            reallocations.draft,
            world.plan,
            by=world.askers[0],
            moves=moves,
            subject=f"Gang {turn}",
            reason="Grund",
        )
    assert Reallocation.objects.count() == len(ROUNDS)
    assert all(made.legs.count() == len(moves) for made in Reallocation.objects.all())


def test_an_activity(world):
    before = Chapter.objects.count()
    for turn in ROUNDS:
        twice(add_activity, world.plan, title=f"Ny {turn}", focus_areas=[], by=world.askers[0])
    assert Chapter.objects.count() == before + len(ROUNDS)


def test_one_name_in_two_plans_at_once_gets_two_addresses(world):
    """Two years of one partnership: their plans are locked each for itself."""
    by = world.askers[0]
    for turn in range(6 * len(ROUNDS)):
        add = partial(add_activity, title=f"Ny {turn}", focus_areas=[], by=by)
        made = at_once(*(partial(add, plan) for plan in (world.earlier, world.plan)))
        assert {one.activity.slug for one in made} == {f"ny-{turn}", f"ny-{turn}-2"}
