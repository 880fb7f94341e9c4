"""Several people act on one unit's inquiries at the same moment."""

from datetime import date
from functools import partial

import pytest

from inquiries.models import Dispatch, Inquiry, Letter
from inquiries.services.clearance import return_to_draft
from inquiries.services.dispatch import dispatch
from tests import inquiry_factories
from tests.inquiries.letters import cleared, cleared_letter, in_clearance
from tests.partnership.threads import at_once


@pytest.fixture
def unit(transactional_db):
    return inquiry_factories.make_unit()


@pytest.fixture
def people(unit):
    return inquiry_factories.make_drafter(unit), inquiry_factories.make_approver(unit)


def test_eight_who_register_get_eight_numbers(unit):
    at_once(*(partial(inquiry_factories.make_inquiry, unit) for _ in range(8)))
    numbers = Inquiry.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 9))


def test_a_letter_that_many_send_is_sent_once(unit, people):
    letter = cleared_letter(unit, *people)
    day = date(2024, 12, 2)
    send = partial(
        dispatch, letter.reply, by=people[0], sent_on=day, channel="mail", seen=letter.sha256
    )
    results = at_once(*(send for _ in range(4)))
    assert sum(isinstance(result, Dispatch) for result in results) == 1


def test_a_letter_cleared_and_returned_at_once_is_one_of_the_two(unit, people):
    reply = in_clearance(unit, *people)
    back = partial(return_to_draft, reply, by=people[0], reason="Tallet mangler.")
    results = at_once(partial(cleared, reply, people[1]), back)
    state = Inquiry.objects.get().state
    assert (state == "draft") == (results[1] == reply)
    assert Letter.objects.filter(submission__ended_at__isnull=True).exists() == (state == "cleared")
