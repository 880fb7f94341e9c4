"""manage.py send_mail: what waits goes once, and what went wrong is said."""

from datetime import timedelta
from functools import partial
from io import StringIO
from uuid import uuid4

import pytest
from django.core import mail as django_mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from partnership.models import Mail
from tests import factories
from tests.partnership import mailing
from tests.partnership.mailing import make_mail
from tests.partnership.threads import at_once


@pytest.fixture
def person(db):
    return factories.make_user("Anna")


def run(*arguments: str) -> str:
    """What the command says when all goes well."""
    out = StringIO()
    call_command("send_mail", *arguments, stdout=out)
    return out.getvalue()


def run_in_vain(*arguments: str) -> tuple[str, str]:
    """The last word of a command that fails, and what it says of each message."""
    err = StringIO()
    with pytest.raises(CommandError) as raised:
        call_command("send_mail", *arguments, stdout=StringIO(), stderr=err)
    return str(raised.value), err.getvalue()


def interrupted(person) -> Mail:
    """A row whose sending began an hour ago and never ended."""
    return make_mail(person, claim=uuid4(), claimed_at=timezone.now() - timedelta(hours=1))


def test_what_failed_at_once_is_sent_later(person, settings, mailoutbox):
    make_mail(person)
    normal = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = mailing.backend("Unreachable")
    run_in_vain()
    settings.EMAIL_BACKEND = normal
    assert "Messages sent: 1." in run()
    assert "Messages sent: 0." in run()
    assert [message.to for message in mailoutbox] == [[person.email]]
    assert (Mail.objects.get().attempts, Mail.objects.get().last_error) == (2, "")


def test_a_message_that_fails_is_named_and_the_command_fails(person, settings):
    make_mail(person)
    settings.EMAIL_BACKEND = mailing.backend("Refusing")
    word, said = run_in_vain()
    assert word == "Messages not sent: 1."
    assert person.email in said
    assert "no such user" in said


def test_what_is_too_old_is_no_news(person, mailoutbox):
    make_mail(person)
    Mail.objects.update(created_at=timezone.now() - timedelta(days=3, minutes=1))
    assert "Never sent, older than 3 days: 1." in run()
    assert mailoutbox == []


def test_a_login_closed_in_the_meantime_gets_nothing(person, mailoutbox):
    make_mail(person)
    make_mail(person, frequency="daily")
    type(person).objects.update(is_active=False)
    run("--daily")
    assert mailoutbox == []


# The daily mail


def test_each_person_gets_one_daily_mail_with_everything(person, mailoutbox):
    other = factories.make_user()
    make_mail(person, frequency="daily", heading="Kommentar", body="Ole skriver")
    make_mail(other, frequency="daily", heading="Andet")
    make_mail(person, frequency="daily", heading="Forslag", body="Sat ind", topic="proposals")
    assert "Messages sent: 2." in run("--daily")
    mine = next(message for message in mailoutbox if message.to == [person.email])
    assert mine.subject == "2 nyheder fra Tryghedsplan"
    assert mine.body.startswith("1. Kommentar\n\nOle skriver\n\n2. Forslag\n\nSat ind\n\n")
    assert mine.body.endswith("/me/mail/")
    assert Mail.objects.filter(sent_at=None).count() == 0


def test_a_daily_mail_waits_for_the_days_run_and_goes_once(person, mailoutbox):
    make_mail(person, frequency="daily")
    assert "Waiting for the daily mail: 1." in run()
    assert mailoutbox == []
    run("--daily")
    run("--daily")
    assert [message.subject for message in mailoutbox] == ["1 nyhed fra Tryghedsplan"]


def test_rows_of_one_daily_mail_are_sent_or_not_together(person, settings):
    rows = [make_mail(person, frequency="daily") for _ in range(3)]
    settings.EMAIL_BACKEND = mailing.backend("Refusing")
    word, _ = run_in_vain("--daily")
    assert word == "Messages not sent: 1."
    assert list(Mail.objects.to_send_daily(only_again=True)) == rows


def test_a_daily_mail_that_failed_does_not_wait_a_day(person, mailoutbox):
    make_mail(person, frequency="daily", attempts=1, last_error="no server")
    make_mail(factories.make_user(), frequency="daily")
    run()
    assert [message.to for message in mailoutbox] == [[person.email]]


def test_with_the_server_down_no_daily_mail_is_tried(person, settings, monkeypatch):
    make_mail(person)
    make_mail(person, frequency="daily")
    settings.EMAIL_BACKEND = mailing.backend("Unreachable")
    monkeypatch.setattr(mailing.Unreachable, "opened", 0)
    run_in_vain("--daily")
    assert mailing.Unreachable.opened == 1


def test_a_topic_that_is_gone_from_the_code_stops_nothing(person, mailoutbox):
    make_mail(person, topic="weather")
    run()
    assert "weather" in mailoutbox[0].body


# What was interrupted


def test_an_interrupted_mail_is_reported_and_not_sent(person, mailoutbox):
    interrupted(person)
    word, _ = run_in_vain()
    assert "Interrupted: 1." in word
    assert mailoutbox == []


def test_one_that_is_just_being_sent_is_not_interrupted(person, mailoutbox):
    make_mail(person, claim=uuid4(), claimed_at=timezone.now() - timedelta(seconds=30))
    run()
    assert mailoutbox == []


def test_an_interrupted_mail_is_sent_again_when_that_is_decided(person, mailoutbox):
    interrupted(person)
    run("--interrupted", "again")
    assert [message.to for message in mailoutbox] == [[person.email]]


def test_an_interrupted_mail_is_left_when_that_is_decided(person, mailoutbox):
    interrupted(person)
    run("--interrupted", "never")
    run()
    assert mailoutbox == []


def test_two_commands_at_once_send_each_mail_once(transactional_db):
    people = [factories.make_user() for _ in range(3)]
    for person in people:
        make_mail(person)
        make_mail(person, frequency="daily")
    said = at_once(*[partial(run, "--daily")] * 3)
    assert all(isinstance(words, str) for words in said), said
    assert len(django_mail.outbox) == 6
    assert set(Mail.objects.values_list("attempts", flat=True)) == {1}
