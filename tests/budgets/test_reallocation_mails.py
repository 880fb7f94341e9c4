"""Who is told of a reallocation, and who is reminded."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from budgets.choices import Stance
from budgets.models import Reallocation
from budgets.services import decisions, reallocations
from budgets.services.askers import note_asker
from budgets.services.hearing_links import revoke_link
from budgets.services.hearing_tokens import address_of, find_link, token_of
from budgets.services.hearings import make_statement
from budgets.services.reminders import remind_of_hearings, tell_of_ended_hearings
from partnership.formats import long_date
from partnership.models import Mail, MailSetting
from tests import factories


@pytest.fixture
def draft(cast) -> Reallocation:
    lines = [factories.make_line(cast.chapter, {2024: 50_000}) for _ in range(2)]
    factories.approve(cast.plan)
    moves = [(lines[0], -30_000), (lines[1], 30_000)]
    return factories.make_reallocation(cast.plan, *moves, by=cast.working_group)


def send(draft, cast, until: date | None = None) -> Reallocation:
    until = until or timezone.localdate() + timedelta(days=10)
    return decisions.send(draft, by=cast.working_group, hearing_until=until, seen=draft.version)


def told(stage: str) -> set[str]:
    return set(Mail.objects.filter(stage=stage).values_list("recipient", flat=True))


def addresses(*users) -> set[str]:
    return {user.email for user in users}


def test_the_steering_group_is_told_of_a_hearing(cast, draft):
    send(draft, cast)
    assert told("reallocation.hearing") == addresses(cast.steering_group)


def test_a_statement_is_told_to_those_who_ask_and_the_secretariat(cast, draft):
    sent = send(draft, cast)
    make_statement(sent, by=cast.steering_group, stance=Stance.SUPPORTS)
    assert told("reallocation.statement") == addresses(cast.working_group, cast.secretariat)


def test_a_decision_is_told_to_all_concerned_but_the_decider(cast, draft):
    sent = send(draft, cast)
    factories.make_hearing_link(sent, cast.secretariat, email="gitte@example.dk")
    decisions.refuse(sent, by=cast.decider, reason="Nej.", early_reason="Det haster.")
    people = addresses(cast.working_group, cast.secretariat, cast.steering_group)
    assert told("reallocation.decided") == people
    assert told("hearing.ended") == {"gitte@example.dk"}


def test_an_approval_is_told_with_its_remark(cast, draft):
    sent = send(draft, cast)
    seen = decisions.fingerprint(reallocations.leg_rows(sent))
    decisions.approve(sent, by=cast.decider, seen=seen, reason="Held og lykke.", early_reason="Ja.")
    assert "Held og lykke." in Mail.objects.filter(stage="reallocation.decided").first().body


def test_a_withdrawal_is_told_to_those_who_were_heard(cast, draft):
    decisions.withdraw(send(draft, cast), by=cast.working_group, reason="Fejl.")
    assert told("reallocation.withdrawn") == addresses(cast.steering_group)


def test_a_withdrawn_draft_is_told_to_nobody(cast, draft):
    decisions.withdraw(draft, by=cast.working_group)
    assert not Mail.objects.exists()


def test_whoever_wants_no_mail_gets_none(cast, draft):
    MailSetting.objects.create(user=cast.steering_group, topic="reallocations", frequency="none")
    send(draft, cast)
    assert told("reallocation.hearing") == set()


# Guests


def guest(asked, cast, **values):
    defaults = {"email": "gitte@example.dk", "name": "Gitte"}
    return factories.make_hearing_link(asked, cast.secretariat, **{**defaults, **values})


@pytest.fixture
def over(cast, draft) -> Reallocation:
    """A hearing whose date has passed, with a guest who was heard."""
    sent = send(draft, cast)
    guest(sent, cast)
    Reallocation.objects.update(hearing_until=timezone.localdate() - timedelta(days=1))
    sent.refresh_from_db()
    return sent


def test_a_guest_is_told_of_a_late_decision_with_the_link_that_shows_it(cast, over):
    decisions.refuse(over, by=cast.decider, reason="Ingen midler.")
    body = Mail.objects.get(stage="hearing.ended").body
    link = over.links.get()
    assert address_of(link) in body
    assert "Ingen midler." in body
    assert long_date(find_link(token_of(link)).last_day) in body


def test_a_guest_is_told_of_a_late_withdrawal(cast, over):
    decisions.withdraw(over, by=cast.working_group)
    assert told("hearing.ended") == {"gitte@example.dk"}


def test_a_revoked_link_is_told_nothing(cast, over):
    revoke_link(over.links.get(), by=cast.secretariat)
    decisions.refuse(over, by=cast.decider, reason="Nej.")
    assert told("hearing.ended") == set()


def test_two_links_to_one_address_are_told_each_with_its_own(cast, over):
    Reallocation.objects.update(hearing_until=timezone.localdate())
    guest(over, cast, name="Gittes forening")
    decisions.refuse(over, by=cast.decider, reason="Nej.", early_reason="Det haster.")
    assert Mail.objects.filter(stage="hearing.ended").count() == 2


def frequencies(stage: str, user) -> list[str]:
    mails = Mail.objects.filter(stage=stage, recipient=user.email)
    return list(mails.order_by("id").values_list("frequency", flat=True))


def test_of_a_guests_burst_the_first_comes_at_once_and_the_rest_together(cast, draft):
    link = guest(send(draft, cast), cast)
    for _ in range(3):
        make_statement(link.reallocation, by=link, stance=Stance.SUPPORTS)
    expected = ["at_once", "daily", "daily"]
    assert frequencies("reallocation.statement", cast.secretariat) == expected


def test_the_next_day_a_guest_is_told_of_at_once_again(cast, draft, monkeypatch):
    link = guest(send(draft, cast), cast)
    make_statement(link.reallocation, by=link, stance=Stance.SUPPORTS)
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    make_statement(link.reallocation, by=link, stance=Stance.SUPPORTS)
    assert frequencies("reallocation.statement", cast.secretariat) == ["at_once", "at_once"]


def test_two_guests_are_told_of_at_once_each(cast, draft):
    sent = send(draft, cast)
    for name in ("Gitte", "Bo"):
        make_statement(sent, by=guest(sent, cast, name=name), stance=Stance.SUPPORTS)
    assert frequencies("reallocation.statement", cast.secretariat) == ["at_once", "at_once"]


# Reminders


def opened_before(draft, until: date) -> Reallocation:
    """In hearing since some day before today."""
    return factories.put_in_hearing(draft, until)


def test_three_days_before_those_who_said_nothing_are_reminded_once(cast, draft):
    today = timezone.localdate()
    asked = opened_before(draft, today + timedelta(days=3))
    said, silent = (
        factories.make_user(role="steering_group", partnership=cast.partnership) for _ in range(2)
    )
    make_statement(asked, by=said, stance=Stance.SUPPORTS)
    assert remind_of_hearings(today - timedelta(days=1)) == 0
    assert remind_of_hearings(today) == 2
    assert remind_of_hearings(today + timedelta(days=1)) == 0
    assert told("reallocation.reminder") == addresses(silent, cast.steering_group)


def test_a_guest_is_reminded_with_the_link(cast, draft):
    today = timezone.localdate()
    asked = opened_before(draft, today + timedelta(days=2))
    factories.make_hearing_link(asked, cast.secretariat, email="gitte@example.dk")
    remind_of_hearings(today)
    assert "/hearing/" in Mail.objects.get(stage="hearing.reminder").body


def test_a_hearing_opened_today_is_not_reminded_of_today(cast, draft):
    today = timezone.localdate()
    send(draft, cast, today + timedelta(days=2))
    assert remind_of_hearings(today) == 0


def test_nobody_is_reminded_of_one_that_is_decided(cast, draft):
    asked = opened_before(draft, timezone.localdate())
    decisions.refuse(asked, by=cast.decider, reason="Nej.", early_reason="Det haster.")
    assert remind_of_hearings(timezone.localdate()) == 0


def test_on_the_day_after_the_date_those_who_can_decide_are_told_once(cast, draft):
    until = timezone.localdate()
    opened_before(draft, until)
    assert tell_of_ended_hearings(until) == 0
    assert tell_of_ended_hearings(until + timedelta(days=1)) == 1
    assert tell_of_ended_hearings(until + timedelta(days=2)) == 0
    assert told("reallocation.ready") == addresses(cast.decider)


def test_a_decider_who_asked_is_not_told_to_decide(cast, draft):
    asked = opened_before(draft, timezone.localdate() - timedelta(days=1))
    note_asker(asked, by=cast.decider)
    assert tell_of_ended_hearings(timezone.localdate()) == 0


def test_the_command_tells_what_is_new(cast, draft, capsys):
    opened_before(draft, timezone.localdate() + timedelta(days=1))
    call_command("remind")
    assert "hearings: 1." in capsys.readouterr().out
