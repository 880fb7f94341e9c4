"""Whoever is told something gets one mail about it, when they want it."""

from email import message_from_bytes
from email.header import decode_header, make_header
from functools import partial

import pytest
from django.core import mail as django_mail
from django.db import transaction
from django.utils import translation

from partnership.choices import MailFrequency
from partnership.models import AuditEntry, Mail
from partnership.services import mail_delivery
from partnership.services.mail_settings import frequencies_of, save_frequencies
from tests import factories
from tests.partnership import mailing
from tests.partnership.mailing import make_mail, tell
from tests.partnership.threads import at_once

pytestmark = pytest.mark.usefixtures("news")


@pytest.fixture
def sent(db, django_capture_on_commit_callbacks, mailoutbox):
    """Tell somebody something, commit, and get the messages that went."""

    def tell_and_commit(*recipients, **changed):
        before = len(mailoutbox)
        with django_capture_on_commit_callbacks(execute=True):
            tell(*recipients, **changed)
        return mailoutbox[before:]

    return tell_and_commit


@pytest.fixture
def person(db):
    return factories.make_user("Anna")


def choose(user, frequency, topic="comments"):
    save_frequencies({topic: frequency}, by=user)


# What a mail says


def test_a_person_is_told_at_once(sent, person, settings):
    settings.SITE_URL = "https://plan.example.dk"
    (message,) = sent(person, heading="Ny kommentar", text="Ole skriver")
    assert message.to == [person.email]
    assert message.subject == "Ny kommentar"
    assert message.body.startswith("Ole skriver\n\nhttps://plan.example.dk/nyt/\n")
    row = Mail.objects.get()
    assert (bool(row.sent_at), row.heading) == (True, "Ny kommentar")


def test_the_words_are_not_kept_when_they_have_gone(sent, person):
    """They may hold a link that opens a page without a login."""
    sent(person, text="https://plan.example.dk/advice/secret/")
    assert Mail.objects.get().body == ""


def test_the_last_lines_say_why_and_where_to_change_it(sent, person, settings):
    settings.SITE_URL = "https://plan.example.dk"
    (message,) = sent(person)
    assert "Kommentarer til mine kapitler" in message.body.splitlines()[-2]
    assert message.body.splitlines()[-1] == "https://plan.example.dk/me/mail/"


def test_a_mail_is_danish_whatever_the_page_is(sent, person):
    with translation.override("en"):
        (message,) = sent(person)
    assert "Du får denne mail" in message.body


def test_nothing_is_escaped(sent, person):
    text = 'Vi ses <b>kl. 16</b> & "tak" \N{SLIGHTLY SMILING FACE}'
    (message,) = sent(person, heading=text, text=text)
    assert message.subject == text
    assert text in message.body


def test_a_line_break_in_a_heading_starts_no_header(sent, person):
    (message,) = sent(person, heading="Hej\r\nBcc: alle@example.dk\u2028X: 1")
    read = message_from_bytes(message.message().as_bytes())
    assert str(make_header(decode_header(read["Subject"]))) == "Hej Bcc: alle@example.dk X: 1"
    assert read["Bcc"] is None
    assert message.recipients() == [person.email]


def test_an_endless_heading_is_cut(sent, person):
    (message,) = sent(person, heading="Haven " * 100)
    assert len(message.subject) == 200
    assert message.subject.endswith("\u2026")


def test_what_no_database_keeps_is_left_out(sent, person):
    (message,) = sent(person, text="Rok\x00ke")
    assert "Rokke" in message.body


def test_no_answer_by_a_machine_is_wanted(sent, person):
    (message,) = sent(person)
    assert message.message()["Auto-Submitted"] == "auto-generated"


# Who gets one


def test_nobody_is_told_twice_of_one_stage(sent, person):
    about = factories.make_partnership()
    assert len(sent(person, person, person.email.upper(), about=about)) == 1
    assert sent(person, about=about) == []
    assert len(sent(person, about=about, stage="comment.answered")) == 1
    assert len(sent(person)) == 1


def test_the_new_rows_are_given_back(person):
    about, other = factories.make_partnership(), factories.make_user()
    tell(person, about=about)
    assert [row.user for row in tell(person, other, about=about)] == [other]


def test_a_row_names_what_it_is_about(person):
    about = factories.make_partnership()
    (row,) = tell(person, about=about, partnership=about)
    assert (row.recipient, row.subject_uuid, row.partnership) == (person.email, about.uuid, about)


def test_nobody_is_told_of_what_they_did(sent, person):
    assert sent(person, by=person) == []
    assert not Mail.objects.exists()


def test_nobody_whose_login_is_closed_is_told(sent, person):
    person.is_active = False
    assert sent(person) == []
    assert not Mail.objects.exists()


def test_an_address_that_was_given_is_told_why_and_offered_no_settings(sent, db):
    (message,) = sent("Formand@Boligforening.example")
    assert message.to == ["formand@boligforening.example"]
    assert "/me/mail/" not in message.body
    assert Mail.objects.get().user is None


def test_what_goes_to_an_address_is_asked_for_whatever_its_owner_wants_else(sent, person):
    """Such as an invitation: whoever sends it sees that it goes."""
    choose(person, MailFrequency.NONE)
    assert len(sent(person.email.upper(), by=person)) == 1


def test_an_unknown_topic_is_a_mistake_of_ours(person):
    with pytest.raises(KeyError):
        tell(person, topic="weather")


# How often


def test_who_wants_it_daily_is_not_told_at_once(sent, person):
    choose(person, MailFrequency.DAILY)
    assert sent(person) == []
    assert Mail.objects.to_send_daily().get().user == person


def test_who_wants_none_of_a_topic_gets_the_others(sent, person):
    choose(person, MailFrequency.NONE)
    assert sent(person) == []
    assert not Mail.objects.exists()
    assert len(sent(person, topic="proposals")) == 1


def test_turned_off_and_on_again_the_old_ones_do_not_come(person):
    choose(person, MailFrequency.DAILY)
    tell(person)
    choose(person, MailFrequency.NONE)
    tell(person)
    choose(person, MailFrequency.DAILY)
    assert not Mail.objects.exists()


def test_turning_off_leaves_what_is_sent_or_under_way(person):
    rows = [make_mail(person) for _ in range(3)]
    mail_delivery.send_at_once([rows[0].pk])
    mail_delivery._claim([rows[1].pk], rows[1].subject_uuid)
    choose(person, MailFrequency.NONE)
    assert list(Mail.objects.all()) == rows[:2]


def test_turning_off_is_one_statement(person, django_assert_num_queries):
    """Read first and removed then, a row could be sent in between and forgotten."""
    make_mail(person)
    with django_assert_num_queries(1):
        Mail.objects.waiting().filter(user=person, topic__in=["comments"]).delete()


def test_a_choice_is_kept_and_written_in_the_log(person):
    choose(person, MailFrequency.DAILY)
    choose(person, MailFrequency.DAILY)
    choose(person, MailFrequency.NONE)
    assert frequencies_of(person) == {**frequencies_of(factories.make_user()), "comments": "none"}
    assert [entry.details for entry in AuditEntry.objects.filter(actor=person)] == [
        {"frequencies": {"comments": "none"}},
        {"frequencies": {"comments": "daily"}},
    ]


# A mail server that fails


@pytest.mark.parametrize("name", ["Unreachable", "Refusing"])
def test_a_mail_that_did_not_go_waits_with_the_reason(name, sent, person, settings, caplog):
    settings.EMAIL_BACKEND = mailing.backend(name)
    assert sent(person) == []
    row = Mail.objects.to_send_at_once().get()
    assert row.attempts == 1
    assert row.last_error
    assert person.email in caplog.text


def test_a_mail_that_may_have_gone_is_not_sent_again(sent, person, settings):
    settings.EMAIL_BACKEND = mailing.backend("BreakingOff")
    assert sent(person) == []
    row = Mail.objects.get()
    assert (row.sent_at, row.last_error) == (None, "TimeoutError")
    assert not Mail.objects.waiting().exists()


def test_a_server_that_is_down_is_asked_once(sent, person, settings, monkeypatch):
    settings.EMAIL_BACKEND = mailing.backend("Unreachable")
    monkeypatch.setattr(mailing.Unreachable, "opened", 0)
    sent(person, factories.make_user(), factories.make_user())
    assert mailing.Unreachable.opened == 1
    assert Mail.objects.waiting().count() == 3


def test_one_refused_address_keeps_nobody_else_waiting(sent, person, settings, monkeypatch):
    settings.EMAIL_BACKEND = mailing.backend("Refusing")
    monkeypatch.setattr(mailing.Refusing, "opened", 0)
    sent(person, factories.make_user())
    assert mailing.Refusing.opened == 2


# Whatever runs at the same time


def test_what_is_taken_back_is_told_to_nobody(transactional_db, mailoutbox):
    with transaction.atomic():
        tell(factories.make_user())
        transaction.set_rollback(True)
    assert mailoutbox == []
    assert not Mail.objects.exists()


def test_told_by_several_at_once_one_mail_goes(transactional_db):
    people = [factories.make_user() for _ in range(3)]
    about = factories.make_partnership()

    @transaction.atomic
    def act():
        return tell(*people, about=about)

    results = at_once(*[act] * 4)
    assert sorted(len(rows) for rows in results) == [0, 0, 0, 3]
    assert sorted(message.to[0] for message in django_mail.outbox) == [
        person.email for person in people
    ]


def test_sent_by_several_at_once_each_mail_goes_once(transactional_db):
    person = factories.make_user()
    pks = [make_mail(person).pk for _ in range(5)]
    results = at_once(*[partial(mail_delivery.send_at_once, pks)] * 4)
    assert sum(len(attempts) for attempts in results) == 5
    assert len(django_mail.outbox) == 5
    assert list(Mail.objects.values_list("attempts", flat=True)) == [1] * 5


def test_a_claim_is_never_part_of_a_transaction(transactional_db):
    """Undone with it, the claim would let the mail go again."""
    row = make_mail(factories.make_user())
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        mail_delivery.send_at_once([row.pk])
    assert django_mail.outbox == []
