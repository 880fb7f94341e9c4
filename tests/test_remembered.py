"""What is put back is what was made, and every test has a copy of its own."""

import pytest

from partnership.models import Organisation, Partnership
from tests import factories, remembered
from tests.conftest import make_cast
from tests.pages.world import make_world, undone
from tests.remembered import Remembered, filled_tables, statements


class Maker:
    """Makes an organisation, and counts how often it is asked to."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> Organisation:
        self.asked += 1
        return factories.make_organisation("Haven")


@pytest.fixture
def maker() -> Maker:
    return Maker()


@pytest.fixture
def remember(maker) -> Remembered[Organisation]:
    return Remembered(maker)


def test_every_row_of_a_world_is_put_back_as_it_was(db):
    world = Remembered(lambda: make_world(make_cast()))
    with undone():
        world()
        made = dict(statements())
    assert filled_tables() == []
    world()
    assert dict(statements()) == made
    assert len(made) > 20


def test_what_is_put_back_is_not_made_again(db, maker, remember):
    for _ in range(3):
        with undone():
            haven = remember()
            assert Organisation.objects.get() == haven
    assert maker.asked == 1


def test_what_one_test_does_to_its_copy_is_not_seen_by_the_next(db, remember):
    with undone():
        remember().name = "Huset"
    assert remember().name == "Haven"


def test_what_is_the_same_row_is_the_same_object(db):
    world = Remembered(lambda: make_world(make_cast()))
    for _ in range(2):
        with undone():
            found = world()
            assert found.here.plan is found.cast.plan
            assert found.people["lead"] is found.cast.lead


def test_what_has_grown_old_is_made_anew(db, maker, remember, monkeypatch):
    with undone():
        remember()
    monkeypatch.setattr(remembered, "FRESH", -1)
    remember()
    assert maker.asked == 2


def test_beside_other_rows_it_is_made_anew(db, maker, remember):
    with undone():
        remember()
    Partnership.objects.create(name="Fremmed", short_name="Fremmed", slug="fremmed")
    remember()
    assert maker.asked == 2


def test_rows_can_be_added_to_what_was_put_back(db, remember):
    with undone():
        remember()
    remember()
    assert factories.make_organisation().pk > Organisation.objects.get(name="Haven").pk


def test_outside_a_transaction_it_is_made_anew(transactional_db, maker, remember):
    with undone():
        remember()
    remember()
    assert maker.asked == 2
