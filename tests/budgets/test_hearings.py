"""Who is heard about a reallocation, by login or by link, and until when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from budgets.choices import Stance
from budgets.models import HearingLink
from budgets.services import decisions, hearing_links
from budgets.services.hearing_links import address_of, find_link, token_of
from budgets.services.hearings import hearing_of, make_statement
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
