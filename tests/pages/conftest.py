"""The world the pages are asked for in."""

import pytest

from budgets.models import Reallocation
from tests import factories
from tests.conftest import make_cast
from tests.pages.inquiry_world import InquiryWorld, make_inquiry_world
from tests.pages.world import World, make_world
from tests.remembered import Remembered

remembered_desks = Remembered(lambda: make_inquiry_world(make_cast()))
remembered_world = Remembered(lambda: make_world(make_cast()))


@pytest.fixture
def world(db) -> World:
    return remembered_world()


@pytest.fixture
def desks(db) -> InquiryWorld:
    """Two units with inquiries."""
    return remembered_desks()


@pytest.fixture
def here(world):
    """The place where the client below has a seat."""
    return world.here


@pytest.fixture
def secretariat(here, cast, client):
    """A client that may write everywhere in `here`."""
    client.force_login(cast.secretariat)
    return client


@pytest.fixture
def lines(cast):
    """100.000, 50.000 and 10.000 kr. in an approved plan."""
    made = [
        factories.make_line(cast.chapter, {2024: 100_000}, label="Lys"),
        factories.make_line(cast.other_chapter, {2024: 50_000}, label="Vagter"),
        factories.make_line(cast.other_chapter, {2024: 10_000}, label="Leje"),
    ]
    factories.approve(cast.plan)
    return made


@pytest.fixture
def asked(cast, lines) -> Reallocation:
    """In hearing: 30.000 kr. from the first to the second."""
    moves = [(lines[0], -30_000), (lines[1], 30_000)]
    draft = factories.make_reallocation(cast.plan, *moves, by=cast.working_group)
    return factories.put_in_hearing(draft)


@pytest.fixture
def writer(cast, log_in):
    """A client of the working group."""
    return log_in(cast.working_group)
