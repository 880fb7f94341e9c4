"""Who is reminded of deadlines and follow-ups, when, and how often."""

from datetime import date

import pytest
from django.core.management import call_command

from inquiries.services.deadline_mail import remind_of_deadlines
from inquiries.services.extensions import extend, pause
from inquiries.services.register import withdraw
from partnership.models import Mail
from partnership.services.follow_up_mail import remind_of_follow_ups
from partnership.services.follow_ups import add_follow_up, finish_follow_up
from tests import inquiry_factories

#: Two working days before Monday 2 December, and the day after it.
THURSDAY, TUESDAY = date(2024, 11, 28), date(2024, 12, 3)


@pytest.fixture
def unit(db):
    return inquiry_factories.make_unit(deadline_days=6, starts_from="asked")


@pytest.fixture
def by(unit):
    return inquiry_factories.make_drafter(unit)


@pytest.fixture
def inquiry(unit, by):
    return inquiry_factories.make_inquiry(unit, by=by, responsible=by)


def told() -> set[str]:
    return set(Mail.objects.values_list("recipient", flat=True))


def test_the_responsible_person_is_reminded_the_units_days_before(inquiry, by):
    assert remind_of_deadlines(date(2024, 11, 27)) == 0
    assert remind_of_deadlines(THURSDAY) == 1
    assert told() == {by.email}


def test_a_reminder_is_sent_once(inquiry):
    assert [remind_of_deadlines(THURSDAY) for _ in range(2)] == [1, 0]


def test_a_deadline_that_is_over_is_told_once_more(inquiry):
    remind_of_deadlines(THURSDAY)
    assert [remind_of_deadlines(TUESDAY) for _ in range(2)] == [1, 0]


def test_a_deadline_that_has_moved_is_reminded_of_again(inquiry, by):
    remind_of_deadlines(THURSDAY)
    extend(inquiry, days=3, reason="Tal", agreed_with="Kim", seen=0, by=by)
    assert remind_of_deadlines(THURSDAY) == 0
    assert remind_of_deadlines(TUESDAY) == 1


def test_without_a_responsible_person_the_approvers_are_reminded(unit, by):
    approver = inquiry_factories.make_approver(unit)
    inquiry_factories.make_inquiry(unit, by=by)
    remind_of_deadlines(THURSDAY)
    assert told() == {approver.email}


def test_whoever_has_left_the_unit_is_told_nothing(inquiry, by):
    by.seats.all().delete()
    assert remind_of_deadlines(THURSDAY) == 0


def test_a_confidential_subject_is_not_mailed(unit, by):
    values = {"responsible": by, "confidential": True, "subject": "en hemmelighed"}
    inquiry_factories.make_inquiry(unit, by=by, **values)
    remind_of_deadlines(THURSDAY)
    mail = Mail.objects.get()
    assert "hemmelighed" not in mail.heading + mail.body


def test_nobody_is_reminded_of_what_stands_still_or_is_withdrawn(unit, by, inquiry):
    pause(inquiry, starts_on=date(2024, 11, 26), reason="svar", by=by)
    withdraw(inquiry_factories.make_inquiry(unit, by=by, responsible=by), by=by, reason="Nej")
    assert remind_of_deadlines(TUESDAY) == 0


@pytest.fixture
def follow_up(unit, by):
    due = date(2024, 12, 2)
    return add_follow_up(by=by, unit=unit, what="Sender listen.", owner=by, due_on=due)


def test_the_owner_is_told_once_that_a_follow_up_is_overdue(follow_up, by):
    assert remind_of_follow_ups(date(2024, 12, 2)) == 0
    assert [remind_of_follow_ups(TUESDAY) for _ in range(2)] == [1, 0]
    assert told() == {by.email}


def test_nobody_is_told_of_a_follow_up_that_is_done(follow_up, by):
    finish_follow_up(follow_up, seen=1, by=by, outcome="Sendt.")
    assert remind_of_follow_ups(TUESDAY) == 0


def test_both_names_of_the_command_send_the_same_reminders_once(inquiry, follow_up, capsys):
    call_command("send_reminders")
    sent = Mail.objects.count()
    assert sent == 2
    call_command("remind")
    call_command("send_reminders")
    assert Mail.objects.count() == sent
    assert "deadlines: 1." in capsys.readouterr().out
