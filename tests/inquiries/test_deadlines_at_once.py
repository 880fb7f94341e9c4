"""Deadlines that several people move at once."""

from datetime import date

import pytest

from inquiries.models import ClosingDay, Inquiry
from inquiries.services.clock import deadline_of
from inquiries.services.closing_days import add_closing_day
from inquiries.services.extensions import extend, pause
from inquiries.services.refusals import InquiryRefused
from tests import inquiry_factories
from tests.partnership.threads import at_once


@pytest.fixture
def unit(transactional_db):
    return inquiry_factories.make_unit(deadline_days=6, starts_from="asked")


@pytest.fixture
def by(unit):
    return inquiry_factories.make_drafter(unit)


@pytest.fixture
def inquiry(unit, by):
    return inquiry_factories.make_inquiry(unit, by=by)


def refusals(results) -> list[type]:
    return [type(one) for one in results if isinstance(one, Exception)]


def out_of_step() -> list[str]:
    """Open inquiries whose deadline is not what it would be, counted now."""
    rows = Inquiry.objects.open()
    return [str(row) for row in rows if row.due_on != deadline_of(row).due_on]


def test_an_extension_that_is_sent_by_many_at_once_extends_once(inquiry, by):
    told = {"days": 3, "reason": "Tal", "agreed_with": "Kim", "seen": 0, "by": by}
    results = at_once(*[lambda: extend(inquiry, **told)] * 6)
    assert refusals(results) == [InquiryRefused] * 5
    assert inquiry.extensions.count() == 1


def test_of_pauses_that_are_begun_at_once_one_stands(inquiry, by):
    told = {"starts_on": date(2024, 11, 26), "reason": "svar", "by": by}
    results = at_once(*[lambda: pause(inquiry, **told)] * 6)
    assert refusals(results) == [InquiryRefused] * 5
    assert inquiry.pauses.count() == 1


def test_what_is_registered_while_a_closing_day_is_added_counts_it(unit, by, inquiry):
    """Also while another is extended, and others add days: nobody is stuck, nothing is old."""
    days = [date(2024, 11, day) for day in (25, 26, 27, 28)]
    closing = [lambda day=day: add_closing_day(on=day, name="Lukket", by=by) for day in days]
    asking = [lambda: inquiry_factories.make_inquiry(unit, by=by) for _ in range(6)]
    told = {"days": 3, "reason": "Tal", "agreed_with": "Kim", "seen": 0, "by": by}
    results = at_once(*closing, *asking, lambda: extend(inquiry, **told))
    assert refusals(results) == []
    assert ClosingDay.objects.count() == len(days)
    assert out_of_step() == []


def test_a_day_that_is_added_by_many_at_once_stands_there_once(inquiry, by):
    told = {"on": date(2024, 11, 29), "name": "Lukket", "by": by}
    results = at_once(*[lambda: add_closing_day(**told)] * 4)
    assert refusals(results) == [InquiryRefused] * 3
    assert ClosingDay.objects.count() == 1
