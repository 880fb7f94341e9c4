"""Who is heard about a reallocation, by login or by link, and until when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from budgets.choices import Stance
from budgets.models import HearingLink
from budgets.services import decisions, hearing_links
from budgets.services.hearing_tokens import address_of, find_link, token_of
from budgets.services.hearings import STATEMENTS, hearing_of, make_statement, wrong_with
from budgets.services.refusals import ReallocationRefused
from partnership.models import AuditEntry, Mail
from tests import factories


@pytest.fixture
def asked(cast):
    """In hearing: 30.000 kr. from one line to another."""
    lines = [factories.make_line(cast.chapter, {2024: 50_000}) for _ in range(2)]
    factories.approve(cast.plan)
    moves = [(lines[0], -30_000), (lines[1], 30_000)]
    draft = factories.make_reallocation(cast.plan, *moves, by=cast.working_group)
    return factories.put_in_hearing(draft)


@pytest.fixture
def link(cast, asked) -> HearingLink:
    return factories.make_hearing_link(asked, cast.secretariat, name="Gitte Gæst")


def test_a_member_of_the_steering_group_is_heard(cast, asked):
    made = make_statement(asked, by=cast.steering_group, stance=Stance.AGAINST, text="Nej.")
    assert (made.by_name, made.text) == (cast.steering_group.name, "Nej.")


def test_others_are_not_heard(cast, asked):
    for user in (cast.decider, cast.reader, cast.outsider):
        with pytest.raises(ReallocationRefused):
            make_statement(asked, by=user, stance=Stance.SUPPORTS)


def test_a_second_statement_stands_beside_the_first(cast, asked):
    for text in ("Vent.", "Nu er jeg enig."):
        make_statement(asked, by=cast.steering_group, stance=Stance.REMARKS, text=text)
    assert [row.text for row in hearing_of(asked).statements] == ["Vent.", "Nu er jeg enig."]


def test_advice_against_it_says_why(cast, asked):
    with pytest.raises(ReallocationRefused):
        make_statement(asked, by=cast.steering_group, stance=Stance.AGAINST, text=" ")


def test_nothing_is_said_after_the_decision(cast, asked, link):
    reason = {"reason": "Nej.", "early_reason": "Det haster."}
    decisions.refuse(asked, by=cast.decider, **reason)
    for by in (cast.steering_group, link):
        with pytest.raises(ReallocationRefused):
            make_statement(asked, by=by, stance=Stance.SUPPORTS)


def test_whoever_has_said_nothing_is_awaited(cast, asked, link):
    hearing = hearing_of(asked)
    assert (hearing.awaited, hearing.awaited_links) == ([cast.steering_group], [link])
    make_statement(asked, by=cast.steering_group, stance=Stance.SUPPORTS)
    make_statement(asked, by=link, stance=Stance.SUPPORTS)
    hearing = hearing_of(asked)
    assert (hearing.awaited, hearing.awaited_links) == ([], [])


def test_the_token_finds_its_link_and_nothing_stored_does(link):
    assert find_link(token_of(link)) == link
    assert find_link(link.token_hash) is None
    assert find_link(link.nonce) is None


def test_a_link_to_a_plan_opens_no_hearing(cast, link):
    invitation = factories.make_invitation(cast.plan, cast.secretariat)
    HearingLink.objects.filter(pk=link.pk).update(nonce=invitation.nonce)
    link.refresh_from_db()
    assert token_of(link) == ""


def test_a_link_works_on_the_hearings_last_day_and_not_the_day_after(asked, link):
    assert link.works_on(asked.hearing_until)
    assert not link.works_on(asked.hearing_until + timedelta(days=1))


def test_a_guest_is_not_heard_after_the_date(asked, link):
    asked.hearing_until = timezone.localdate() - timedelta(days=1)
    asked.save(update_fields=["hearing_until"])
    with pytest.raises(ReallocationRefused):
        make_statement(asked, by=find_link(token_of(link)), stance=Stance.SUPPORTS)


def test_a_guest_whose_link_was_revoked_meanwhile_is_not_heard(cast, asked, link):
    hearing_links.revoke_link(link, by=cast.secretariat)
    link.revoked_at = None  # as the guest's request has read it
    with pytest.raises(ReallocationRefused):
        make_statement(asked, by=link, stance=Stance.SUPPORTS)


def test_revoking_keeps_what_was_said_and_takes_back_the_waiting_mail(cast, asked):
    link = factories.make_hearing_link(asked, cast.secretariat, email="gitte@example.dk")
    make_statement(asked, by=link, stance=Stance.SUPPORTS)
    hearing_links.revoke_link(link, by=cast.secretariat)
    assert link.statements.count() == 1
    assert not Mail.objects.waiting().filter(subject_uuid=link.uuid).exists()


def test_a_link_with_an_address_is_mailed(cast, asked):
    link = factories.make_hearing_link(asked, cast.secretariat, email="gitte@example.dk")
    assert address_of(link) in Mail.objects.get(subject_uuid=link.uuid).body


def test_only_the_secretariat_gives_links(cast, asked):
    for user in (cast.working_group, cast.decider, cast.steering_group):
        with pytest.raises(ReallocationRefused):
            factories.make_hearing_link(asked, user)


def test_the_log_names_the_guest(asked, link):
    make_statement(asked, by=link, stance=Stance.SUPPORTS)
    entry = AuditEntry.objects.get(action="budgets.statement.add")
    assert (entry.actor, entry.actor_name) == (None, "Gitte Gæst")


# How long a link opens something, and how it is taken back


def late(asked):
    """The hearing's date has passed, and nobody has decided."""
    asked.hearing_until = timezone.localdate() - timedelta(days=1)
    asked.save(update_fields=["hearing_until"])


def opened(link) -> HearingLink:
    """As a guest's request reads it."""
    return find_link(token_of(link))


def test_after_the_date_the_link_opens_nothing_until_the_decision(cast, asked, link):
    late(asked)
    assert (opened(link).works, opened(link).awaits_decision) == (False, True)
    decisions.refuse(asked, by=cast.decider, reason="Nej.")
    assert (opened(link).works, opened(link).awaits_decision) == (True, False)


@pytest.mark.parametrize("end", [decisions.refuse, decisions.withdraw])
def test_what_ended_is_shown_for_a_month_and_no_longer(cast, asked, link, end):
    late(asked)
    by = cast.decider if end is decisions.refuse else cast.working_group
    end(asked, by=by, reason="Nej.")
    today = timezone.localdate()
    assert opened(link).works_on(today + timedelta(days=30))
    assert not opened(link).works_on(today + timedelta(days=31))


def test_an_early_decision_does_not_keep_the_link_open_to_the_hearings_date(cast, asked, link):
    asked.hearing_until = timezone.localdate() + timedelta(days=300)
    asked.save(update_fields=["hearing_until"])
    decisions.refuse(asked, by=cast.decider, reason="Nej.", early_reason="Det haster.")
    assert opened(link).last_day == timezone.localdate() + timedelta(days=30)


@pytest.mark.parametrize("end", ["hearing", "waiting", "decided"])
def test_a_link_is_revoked_as_long_as_it_opens_something_or_will(cast, asked, link, end):
    if end != "hearing":
        late(asked)
    if end == "decided":
        decisions.refuse(asked, by=cast.decider, reason="Nej.")
    assert opened(link).may_open
    assert hearing_links.revoke_link(opened(link), by=cast.secretariat)
    assert not opened(link).may_open


def test_only_the_secretariat_revokes(cast, link):
    with pytest.raises(ReallocationRefused):
        hearing_links.revoke_link(link, by=cast.working_group)


def test_a_revoked_link_stays_revoked_after_the_decision(cast, asked, link):
    hearing_links.revoke_link(link, by=cast.secretariat)
    decisions.refuse(asked, by=cast.decider, reason="Nej.", early_reason="Det haster.")
    assert not opened(link).works


def test_no_link_is_given_after_the_date(cast, asked):
    late(asked)
    with pytest.raises(ReallocationRefused):
        factories.make_hearing_link(asked, cast.secretariat)


# How much one link says


def say(link, times: int) -> None:
    for number in range(times):
        text = f"Nr. {number}"
        make_statement(link.reallocation, by=link, stance=Stance.REMARKS, text=text)


def test_a_link_makes_so_many_statements_a_day(link):
    say(link, STATEMENTS.a_day)
    with pytest.raises(ReallocationRefused, match=str(STATEMENTS.a_day)):
        say(link, 1)
    assert link.statements.count() == STATEMENTS.a_day


def test_the_next_day_it_makes_more_until_there_are_enough(link, monkeypatch):
    now = timezone.now()
    for day in range(STATEMENTS.in_all // STATEMENTS.a_day):
        monkeypatch.setattr(timezone, "now", lambda day=day: now + timedelta(days=day))
        say(link, STATEMENTS.a_day)
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=day + 1))
    with pytest.raises(ReallocationRefused, match=str(STATEMENTS.in_all)):
        say(link, 1)


def test_another_guest_is_not_kept_from_speaking(cast, asked, link):
    say(link, STATEMENTS.a_day)
    say(factories.make_hearing_link(asked, cast.secretariat), 1)


# How far ahead a hearing ends


@pytest.mark.parametrize(("days", "is_wrong"), [(-1, True), (0, False), (364, False), (365, True)])
def test_a_hearing_ends_within_a_year(days, is_wrong):
    assert bool(wrong_with(timezone.localdate() + timedelta(days=days))) == is_wrong


def test_a_draft_with_a_mistyped_year_is_not_sent(cast):
    lines = [factories.make_line(cast.chapter, {2024: 50_000}) for _ in range(2)]
    factories.approve(cast.plan)
    moves = [(lines[0], -1), (lines[1], 1)]
    draft = factories.make_reallocation(cast.plan, *moves, by=cast.working_group)
    until = timezone.localdate() + timedelta(days=366)
    with pytest.raises(ReallocationRefused):
        decisions.send(draft, by=cast.working_group, hearing_until=until, seen=draft.version)
