"""Extending, pausing and resuming, and what else moves a deadline."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from inquiries.models import ClosingDay, Inquiry
from inquiries.services import extensions
from inquiries.services.account import account_of
from inquiries.services.clock import recount_open
from inquiries.services.closing_days import add_closing_day, remove_closing_day
from inquiries.services.dispatch import correct, dispatch
from inquiries.services.refusals import InquiryRefused
from inquiries.services.register import withdraw
from partnership.models import AuditEntry
from tests import inquiry_factories
from tests.inquiries.letters import cleared_letter, sent_letter

DUE = date(2024, 12, 2)


@pytest.fixture
def unit(db):
    """A unit with six working days from the day a question is asked."""
    return inquiry_factories.make_unit(deadline_days=6, starts_from="asked")


@pytest.fixture
def by(unit):
    return inquiry_factories.make_drafter(unit)


@pytest.fixture
def inquiry(unit, by):
    return inquiry_factories.make_inquiry(unit, by=by)


def extend(inquiry, by, days=3, seen=0):
    return extensions.extend(
        inquiry, days=days, reason="Vi venter paa tal.", agreed_with="Kim Raad", seen=seen, by=by
    )


def pause(inquiry, by, first=date(2024, 11, 26)):
    return extensions.pause(inquiry, starts_on=first, reason="svar fra Kim", by=by)


def resume(inquiry, by, last=date(2024, 11, 27)):
    return extensions.resume(inquiry, ends_on=last, by=by)


def logged(verb: str) -> AuditEntry:
    return AuditEntry.objects.get(action=f"inquiries.inquiry.{verb}")


def due(inquiry):
    inquiry.refresh_from_db()
    return inquiry.due_on


def test_six_working_days_after_the_question(inquiry):
    assert inquiry.due_on == DUE


def test_an_extension_moves_the_deadline_and_is_logged_with_both(inquiry, by):
    moved = extend(inquiry, by)
    assert (moved.before, moved.after) == (DUE, date(2024, 12, 5))
    assert due(inquiry) == date(2024, 12, 5)
    told = logged("extend").details
    assert (told["before"], told["after"]) == ("2024-12-02", "2024-12-05")


def test_an_extension_that_is_sent_twice_extends_once(inquiry, by):
    extend(inquiry, by)
    with pytest.raises(InquiryRefused, match="2024"):
        extend(inquiry, by)
    assert due(inquiry) == date(2024, 12, 5)


def test_a_hundred_extensions_of_a_year_are_refused(inquiry, by):
    extend(inquiry, by, days=365)
    extend(inquiry, by, days=365, seen=1)
    with pytest.raises(InquiryRefused) as refused:
        extend(inquiry, by, days=365, seen=2)
    assert refused.value.field == "days"


def test_a_paused_inquiry_has_no_deadline(inquiry, by):
    moved = pause(inquiry, by)
    assert (moved.before, moved.after, due(inquiry)) == (DUE, None, None)


def test_resuming_tells_what_the_pause_has_cost(inquiry, by):
    pause(inquiry, by)
    moved = resume(inquiry, by)
    assert (moved.before, moved.after) == (DUE, date(2024, 12, 4))
    assert logged("resume").details["ends_on"] == "2024-11-27"


@pytest.mark.parametrize("first", [date(2024, 11, 26), date(2024, 11, 27)])
def test_pauses_do_not_overlap(inquiry, by, first):
    pause(inquiry, by)
    resume(inquiry, by)
    with pytest.raises(InquiryRefused) as refused:
        pause(inquiry, by, first)
    assert refused.value.field == "starts_on"
    assert inquiry.pauses.count() == 1


def test_a_pause_before_an_earlier_one_is_refused_too(inquiry, by):
    """It would go on into the other."""
    pause(inquiry, by)
    resume(inquiry, by)
    with pytest.raises(InquiryRefused):
        pause(inquiry, by, date(2024, 11, 23))


def test_a_second_pause_follows_the_first(inquiry, by):
    pause(inquiry, by)
    resume(inquiry, by)
    pause(inquiry, by, date(2024, 11, 28))
    resume(inquiry, by, date(2024, 11, 28))
    assert due(inquiry) == date(2024, 12, 5)


def test_a_clock_that_stands_still_is_not_stopped_again(inquiry, by):
    pause(inquiry, by)
    with pytest.raises(InquiryRefused):
        pause(inquiry, by, date(2024, 11, 27))


def test_a_clock_that_runs_is_not_resumed(inquiry, by):
    with pytest.raises(InquiryRefused):
        resume(inquiry, by)


@pytest.mark.parametrize("day", [date(2024, 11, 21), date(2024, 12, 3)])
def test_a_pause_lies_between_the_question_and_the_deadline(inquiry, by, day):
    with pytest.raises(InquiryRefused) as refused:
        pause(inquiry, by, day)
    assert refused.value.field == "starts_on"


def test_a_pause_does_not_begin_or_end_on_a_day_to_come(unit, by):
    today = timezone.localdate()
    asked = {"asked_on": today, "received_on": today}
    inquiry = inquiry_factories.make_inquiry(unit, by=by, **asked)
    with pytest.raises(InquiryRefused):
        pause(inquiry, by, today + timedelta(days=1))
    pause(inquiry, by, today)
    with pytest.raises(InquiryRefused):
        resume(inquiry, by, today + timedelta(days=1))


def test_a_pause_does_not_end_before_it_begins(inquiry, by):
    pause(inquiry, by)
    with pytest.raises(InquiryRefused) as refused:
        resume(inquiry, by, date(2024, 11, 25))
    assert refused.value.field == "ends_on"


@pytest.mark.parametrize("act", [extend, pause, resume])
def test_the_deadline_of_what_is_not_open_stands(inquiry, by, act):
    withdraw(inquiry, by=by, reason="Taget tilbage.")
    with pytest.raises(InquiryRefused):
        act(inquiry, by)
    assert due(inquiry) == DUE


def test_a_closing_day_moves_open_deadlines_with_a_line_each(unit, by, inquiry):
    other = inquiry_factories.make_inquiry(unit, by=by)
    assert add_closing_day(on=date(2024, 11, 29), name="Lukket", by=by) == 2
    assert (due(inquiry), due(other)) == (date(2024, 12, 3), date(2024, 12, 3))
    lines = AuditEntry.objects.filter(action="inquiries.inquiry.deadline")
    assert {line.object_uuid for line in lines} == {inquiry.uuid, other.uuid}
    assert all("Lukket" in line.details["why"] for line in lines)


def test_a_closing_day_leaves_what_is_not_open(inquiry, by):
    withdraw(inquiry, by=by, reason="Taget tilbage.")
    assert add_closing_day(on=date(2024, 11, 29), name="Lukket", by=by) == 0
    assert due(inquiry) == DUE


def test_a_closing_day_that_is_removed_moves_deadlines_back(inquiry, by):
    add_closing_day(on=date(2024, 11, 29), name="Lukket", by=by)
    day = ClosingDay.objects.get()
    assert remove_closing_day(day, by=by) == 1
    assert due(inquiry) == DUE
    assert remove_closing_day(day, by=by) == 0


@pytest.mark.parametrize("on", [date(2024, 12, 25), date(2024, 11, 29)])
def test_a_holiday_and_a_closing_day_are_not_added_again(inquiry, by, on):
    add_closing_day(on=date(2024, 11, 29), name="Lukket", by=by)
    with pytest.raises(InquiryRefused) as refused:
        add_closing_day(on=on, name="Igen", by=by)
    assert refused.value.field == "on"


def test_other_public_holidays_move_open_deadlines(inquiry, by, monkeypatch):
    monkeypatch.setattr(
        "inquiries.services.clock.public_holidays",
        lambda year: {date(2024, 11, 29): "Ny helligdag"},
    )
    assert recount_open(by=None, why="Nye helligdage") == 1
    assert due(inquiry) == date(2024, 12, 3)
    assert logged("deadline").details["why"] == "Nye helligdage"


def test_counting_again_writes_nothing_where_nothing_moves(inquiry):
    before = AuditEntry.objects.count()
    assert recount_open(by=None, why="Igen") == 0
    assert AuditEntry.objects.count() == before


def test_the_deadline_of_an_answer_that_is_corrected_stands(unit, by):
    """It was given in its time, and the yearly account counts it so."""
    approver = inquiry_factories.make_approver(unit)
    sent = sent_letter(unit, by, approver).reply.inquiry
    correct(sent, by=by, reason="Tallet var forkert.")
    with pytest.raises(InquiryRefused, match=r"02\.12\.2024"):
        extend(sent, by)
    assert add_closing_day(on=date(2024, 11, 29), name="Lukket", by=by) == 0
    assert due(sent) == DUE
    assert not sent.is_overdue


def test_an_answer_that_is_sent_while_the_clock_stands_still_is_in_time(unit, by):
    approver = inquiry_factories.make_approver(unit)
    letter = cleared_letter(unit, by, approver)
    pause(letter.reply.inquiry, by)
    dispatch(letter.reply, by=by, sent_on=letter.letter_date, channel="mail", seen=letter.sha256)
    assert account_of(Inquiry.objects.all(), 2024).total.in_time == 1
