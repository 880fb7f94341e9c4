"""Stand-ins are named for days, once, and end at once when they are removed."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from inquiries.models import StandIn
from inquiries.services.refusals import InquiryRefused
from inquiries.services.stand_ins import add_stand_in, remove_stand_in
from tests import factories, inquiry_factories
from tests.inquiries.letters import cleared, in_clearance

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def unit():
    return inquiry_factories.make_unit()


@pytest.fixture
def people(unit):
    """An approver who is absent, and another who may stand in."""
    return inquiry_factories.make_approver(unit), inquiry_factories.make_approver(unit)


def named(unit, people, **changed) -> StandIn:
    absent, user = people
    days = {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=7)}
    return add_stand_in(unit, **{"absent": absent, "user": user, "by": absent, **days, **changed})


def test_a_stand_in_clears_until_it_is_removed(unit, people):
    absent, user = people
    made = named(unit, people)
    reply = in_clearance(unit, inquiry_factories.make_drafter(unit), absent)
    remove_stand_in(made, by=absent)
    with pytest.raises(InquiryRefused):
        cleared(reply, user)


def test_the_same_sent_twice_is_named_once(unit, people):
    assert named(unit, people) == named(unit, people)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"ends_on": TODAY - timedelta(days=1), "starts_on": date(2024, 1, 1)}, "ends_on"),
        ({"starts_on": TODAY + timedelta(days=9)}, "ends_on"),
    ],
)
def test_days_that_cannot_be_are_refused(changed, field, unit, people):
    with pytest.raises(InquiryRefused) as refused:
        named(unit, people, **changed)
    assert refused.value.field == field


def test_nobody_outside_the_unit_stands_in(unit, people):
    with pytest.raises(InquiryRefused) as refused:
        named(unit, people, user=factories.make_user())
    assert refused.value.field == "user"


def test_nobody_stands_in_for_oneself(unit, people):
    with pytest.raises(InquiryRefused):
        named(unit, people, user=people[0])
