"""Whoever has written in a reallocation asks for it, and none of them decides it."""

from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection

from budgets.models import ReallocationAsker
from budgets.permissions import asked_for, may_take
from budgets.services import decisions, reallocations
from budgets.services.askers import deciders
from budgets.services.reallocations import Move, moves_of
from budgets.services.refusals import ReallocationRefused
from budgets.services.reminders import tell_of_ended_hearings
from partnership import guards
from partnership.choices import Role
from partnership.models import Mail, Seat
from partnership.services.versions import Seen
from tests import factories
from tests.budgets.books import approved, refused, sent, sql, tomorrow


@pytest.fixture
def lines(cast):
    made = [factories.make_line(cast.chapter, {2024: 1_000}) for _ in range(2)]
    factories.approve(cast.plan)
    return made


@pytest.fixture
def draft(cast, lines):
    """The working group's."""
    moves = (lines[0], -100), (lines[1], 100)
    return factories.make_reallocation(cast.plan, *moves, by=cast.working_group)


@pytest.fixture
def other_decider(cast):
    return factories.make_user("Bente", role=Role.DECIDER, partnership=cast.partnership)


def edited(draft, by, **values):
    """Its texts, or its legs."""
    moves = values.pop("moves", None) or moves_of(draft)
    return reallocations.edit(draft, seen=draft.version, by=by, moves=moves, **values)


def names(reallocation) -> list[str]:
    return list(reallocation.askers.values_list("by_name", flat=True))


@pytest.mark.parametrize("act", [approved, refused])
def test_a_decider_who_changed_the_words_does_not_decide(cast, draft, other_decider, act):
    asked = sent(edited(draft, cast.decider, subject="Andre ord"), cast)
    with pytest.raises(ReallocationRefused, match="selv har"):
        act(asked, cast.decider)
    act(asked, other_decider)


def test_a_decider_who_changed_the_legs_does_not_decide(cast, draft, lines, other_decider):
    moves = [Move(-50, line=lines[0]), Move(50, line=lines[1])]
    asked = sent(edited(draft, cast.decider, moves=moves), cast)
    with pytest.raises(ReallocationRefused):
        approved(asked, cast.decider)


def test_a_decider_who_saves_what_stands_there_may_decide(cast, draft):
    asked = sent(edited(draft, cast.decider, subject=draft.subject), cast)
    approved(asked, cast.decider)
    assert names(asked) == [cast.working_group.name]


def test_everybody_who_wrote_is_kept_once_and_by_name(cast, draft, other_decider):
    for by in (cast.decider, cast.secretariat, cast.decider):
        draft = edited(draft, by, subject=f"Emne {draft.version}")
    sender = factories.make_user(role=Role.WORKING_GROUP, partnership=cast.partnership)
    asked = decisions.send(draft, by=sender, hearing_until=tomorrow(), seen=draft.version)
    wrote = (cast.working_group, cast.decider, cast.secretariat, sender)
    assert names(asked) == [by.name for by in wrote]


def test_a_copy_is_asked_for_by_whoever_copies(cast, draft):
    old = edited(draft, cast.decider, subject="Andre ord")
    old = decisions.withdraw(old, by=cast.working_group)
    copy = reallocations.copy(old, by=cast.secretariat)
    assert names(copy) == [cast.secretariat.name]
    approved(sent(copy, cast), cast.decider)


def test_a_reversal_is_asked_for_by_whoever_begins_it(cast, draft, other_decider):
    done = approved(sent(draft, cast), cast.decider)
    back = reallocations.reverse(done, by=other_decider)
    assert names(back) == [other_decider.name]
    assert list(deciders(back)) == [cast.decider]


# One that nobody could decide is not sent


def test_what_every_decider_has_written_in_is_not_sent_and_says_who(cast, draft):
    changed = edited(draft, cast.decider, subject="Andre ord")
    with pytest.raises(ReallocationRefused, match=cast.decider.name):
        sent(changed, cast)


def test_the_last_who_could_decide_does_not_send_it(cast, draft):
    with pytest.raises(ReallocationRefused, match="en anden sende"):
        decisions.send(draft, by=cast.decider, hearing_until=tomorrow(), seen=draft.version)
    assert not asked_for(cast.decider, draft)


def test_without_a_decider_nothing_is_sent(cast, draft):
    Seat.objects.filter(user=cast.decider).delete()
    with pytest.raises(ReallocationRefused, match="ingen beslutter"):
        sent(draft, cast)


# What follows from it


def test_a_save_that_arrives_late_undoes_no_leg_and_asks_for_nothing(cast, draft, lines):
    window, new = uuid4(), [Move(-50, line=lines[0]), Move(50, line=lines[1])]
    by, old = cast.working_group, [Move(-10, line=lines[0]), Move(10, line=lines[1])]
    reallocations.edit(draft, seen=Seen(1, window, 2), by=by, moves=new)
    reallocations.edit(draft, seen=Seen(1, window, 1), by=by, moves=old)
    assert [leg.amount for leg in draft.legs.all()] == [-50, 50]


def test_whoever_wrote_is_told_of_the_decision_and_not_asked_for_it(cast, draft, other_decider):
    asked = sent(edited(draft, cast.decider, subject="Andre ord"), cast)
    day = asked.hearing_until.replace(year=asked.hearing_until.year + 1)
    tell_of_ended_hearings(day)
    ready = Mail.objects.filter(stage="reallocation.ready").values_list("recipient", flat=True)
    assert list(ready) == [other_decider.email]
    refused(asked, other_decider)
    decided = Mail.objects.filter(stage="reallocation.decided")
    assert decided.filter(recipient=cast.decider.email).exists()


def test_whoever_wrote_may_withdraw_it(cast, draft, other_decider):
    asked = sent(edited(draft, cast.decider, subject="Andre ord"), cast)
    assert may_take(cast.decider, asked, "withdraw")
    assert not may_take(other_decider, asked, "withdraw")


def test_those_who_asked_before_they_were_kept_are_found(cast, draft, other_decider):
    changed = edited(draft, cast.decider, subject="Andre ord")
    sent(edited(changed, cast.secretariat, reason="Andre grunde"), cast)
    before = list(ReallocationAsker.objects.values_list("reallocation", "by", "by_name"))
    if connection.vendor == "postgresql":
        sql("SET CONSTRAINTS ALL IMMEDIATE")
    guards.remove(connection)
    ReallocationAsker.objects.all().delete()
    migration = import_module("budgets.migrations.0005_askers_of_reallocations")
    migration.keep_those_who_asked(apps, None)
    after = ReallocationAsker.objects.values_list("reallocation", "by", "by_name")
    assert list(after) == before
