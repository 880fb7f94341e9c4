"""Clearing a reply: by others than its writers, in order, and for the bytes that were seen."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _

from inquiries.choices import FactKind, InquiryState
from inquiries.models import (
    Clearance,
    Fact,
    Inquiry,
    Letter,
    StandIn,
    UnitFigure,
    UnitRules,
)
from inquiries.services.clearance import (
    LetterChanged,
    clear,
    fingerprint,
    return_to_draft,
    submit,
)
from inquiries.services.drafts import edit_answer, edit_reply, reply_of
from inquiries.services.refusals import InquiryRefused
from tests import inquiry_factories
from tests.inquiries.letters import cleared, rendered, submitted, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return inquiry_factories.make_unit()


@pytest.fixture
def drafter(unit):
    return inquiry_factories.make_drafter(unit, "Dora")


@pytest.fixture
def approver(unit):
    return inquiry_factories.make_approver(unit, "Alma")


@pytest.fixture
def reply(unit, drafter):
    return written(inquiry_factories.make_inquiry(unit, by=drafter), drafter)


def state_of(reply) -> str:
    return Inquiry.objects.get(pk=reply.inquiry_id).state


def test_the_first_word_of_an_answer_makes_the_inquiry_a_draft(reply):
    assert state_of(reply) == InquiryState.DRAFT


def test_a_letter_is_sent_to_clearance_and_cleared(reply, drafter, approver):
    submitted(reply, drafter, approver)
    assert state_of(reply) == InquiryState.CLEARANCE
    letter = cleared(reply, approver)
    assert state_of(reply) == InquiryState.CLEARED
    assert letter.sha256 == rendered(reply).sha256


@pytest.mark.parametrize(
    ("empty", "words"),
    [
        ({"letter_date": None}, "Write the date of the letter."),
        ({"sender": None}, "Choose a sender block."),
        ({"signatory": None}, "Choose who signs."),
    ],
)
def test_what_a_letter_lacks_is_said_before_it_is_sent_to_clearance(
    empty, words, reply, drafter, approver
):
    edit_reply(reply, seen=reply.version, by=drafter, **empty)
    with pytest.raises(InquiryRefused) as refused:
        submitted(reply_of(reply.inquiry), drafter, approver)
    assert str(refused.value) == _(words)


def test_an_unanswered_question_is_named(unit, drafter, approver):
    reply = written(inquiry_factories.make_inquiry(unit, "A?", "B?", by=drafter), drafter)
    answer = reply.answers.get(question__number=2)
    edit_answer(answer, body="", seen=answer.version, by=drafter)
    with pytest.raises(InquiryRefused, match="2"):
        submitted(reply, drafter, approver)


def test_a_reply_without_approvers_is_not_sent(reply, drafter):
    with pytest.raises(InquiryRefused) as refused:
        submitted(reply, drafter)
    assert refused.value.field == "approvers"


def test_a_drafter_of_the_unit_clears_nothing(reply, drafter, unit):
    other = inquiry_factories.make_drafter(unit)
    with pytest.raises(InquiryRefused):
        submitted(reply, drafter, other)


def test_nobody_clears_alone_what_they_have_written(unit, reply, drafter, approver):
    answer = reply.answers.get()
    edit_answer(answer, body="<p>Nej.</p>", seen=answer.version, by=approver)
    with pytest.raises(InquiryRefused):
        submitted(reply_of(reply.inquiry), drafter, approver)
    other = inquiry_factories.make_approver(unit)
    submitted(reply_of(reply.inquiry), drafter, approver, other)


def test_a_unit_may_let_writers_clear_alone(unit, reply, drafter, approver):
    answer = reply.answers.get()
    edit_answer(answer, body="<p>Nej.</p>", seen=answer.version, by=approver)
    UnitRules.objects.filter(unit=unit).update(may_clear_own=True)
    submitted(reply_of(reply.inquiry), drafter, approver)
    assert cleared(reply_of(reply.inquiry), approver)


def test_a_stand_in_who_wrote_it_does_not_clear_it_alone(unit, reply, drafter, approver):
    stand_in(unit, absent=approver, user=drafter)
    submitted(reply, drafter, approver)
    with pytest.raises(InquiryRefused):
        cleared(reply, drafter)


def test_approvers_clear_in_the_order_given(unit, reply, drafter, approver):
    second = inquiry_factories.make_approver(unit, "Bo")
    submitted(reply, drafter, approver, second)
    with pytest.raises(InquiryRefused, match="Alma"):
        cleared(reply, second)
    assert cleared(reply, approver) is None
    assert state_of(reply) == InquiryState.CLEARANCE
    assert cleared(reply, second)


def stand_in(unit, *, absent, user, days: int = 0) -> StandIn:
    today = timezone.localdate() + timedelta(days=days)
    return StandIn.objects.create(
        unit=unit, absent=absent, user=user, starts_on=today, ends_on=today
    )


def test_a_stand_in_clears_and_both_names_are_kept(unit, reply, drafter, approver):
    other = inquiry_factories.make_approver(unit, "Bo")
    stand_in(unit, absent=approver, user=other)
    submitted(reply, drafter, approver)
    cleared(reply, other)
    word = Clearance.objects.get()
    assert (word.by_name, word.in_place_of) == ("Bo", "Alma")


def test_a_stand_in_of_another_day_does_not_clear(unit, reply, drafter, approver):
    other = inquiry_factories.make_approver(unit)
    stand_in(unit, absent=approver, user=other, days=1)
    submitted(reply, drafter, approver)
    with pytest.raises(InquiryRefused):
        cleared(reply, other)


def test_a_text_changed_a_second_ago_is_not_sent_to_clearance(reply, drafter, approver):
    seen = fingerprint(reply)
    answer = reply.answers.get()
    edit_answer(answer, body="<p>Nej.</p>", seen=answer.version, by=drafter)
    with pytest.raises(LetterChanged):
        submit(reply, by=drafter, approvers=[approver], seen=seen)


def test_other_bytes_than_those_seen_are_not_cleared(reply, drafter, approver):
    submitted(reply, drafter, approver)
    made = rendered(reply, b"%PDF-2")
    with pytest.raises(LetterChanged):
        clear(reply, by=approver, rendered=made, seen=rendered(reply).sha256)
    assert not Clearance.objects.exists()


def test_a_sender_block_changed_meanwhile_stops_the_clearance(reply, drafter, approver):
    submitted(reply, drafter, approver)
    made = rendered(reply)
    type(reply.sender).objects.filter(pk=reply.sender_id).update(version=2, title="En anden")
    with pytest.raises(LetterChanged):
        clear(reply, by=approver, rendered=made, seen=made.sha256)


def test_nothing_is_written_in_clearance(reply, drafter, approver):
    submitted(reply, drafter, approver)
    answer = reply.answers.get()
    with pytest.raises(InquiryRefused):
        edit_answer(answer, body="<p>Nej.</p>", seen=answer.version, by=drafter)


def test_a_return_needs_a_reason_and_opens_the_draft(reply, drafter, approver):
    submitted(reply, drafter, approver)
    with pytest.raises(InquiryRefused):
        return_to_draft(reply, by=approver, reason=" ")
    return_to_draft(reply, by=approver, reason="Tallet mangler.")
    assert state_of(reply) == InquiryState.DRAFT


def test_clearances_before_a_return_count_no_longer(unit, reply, drafter, approver):
    second = inquiry_factories.make_approver(unit)
    submitted(reply, drafter, approver, second)
    cleared(reply, approver)
    return_to_draft(reply, by=second, reason="Tallet mangler.")
    submitted(reply_of(reply.inquiry), drafter, approver, second)
    with pytest.raises(InquiryRefused):
        cleared(reply, second)


def test_two_clearances_of_the_last_approver_keep_one_letter(reply, drafter, approver):
    submitted(reply, drafter, approver)
    cleared(reply, approver)
    with pytest.raises(InquiryRefused):
        cleared(reply, approver)
    assert Letter.objects.count() == 1


@pytest.fixture
def stale_reply(unit, reply, drafter):
    """Its one figure has changed since it was taken."""
    figure = UnitFigure.objects.create(
        unit=unit, round="Runden", label="Foreninger", value=21, where="Side 1"
    )
    fact = Fact.objects.create(
        reply=reply, kind=FactKind.FIGURE, figure=figure, label="Foreninger", value=21, text="21"
    )
    answer = reply.answers.get()
    body = f'<p>Der er <span data-ref="{fact.uuid}"></span>.</p>'
    edit_answer(answer, body=body, seen=answer.version, by=drafter)
    UnitFigure.objects.update(value=22)
    return reply_of(reply.inquiry)


def test_a_stale_figure_stops_the_letter_with_old_and_new(stale_reply, drafter, approver):
    with pytest.raises(InquiryRefused, match=r"21.*22") as refused:
        submitted(stale_reply, drafter, approver)
    assert refused.value.field == "reason"


def test_a_letter_keeps_an_old_figure_with_a_reason_that_is_kept(stale_reply, drafter, approver):
    submit(
        stale_reply,
        by=drafter,
        approvers=[approver],
        seen=fingerprint(stale_reply),
        reason="Tallet gjaldt i december.",
    )
    assert stale_reply.inquiry.steps.last().reason == "Tallet gjaldt i december."


def test_a_figure_that_changes_in_clearance_stops_the_clearance(unit, stale_reply, approver):
    UnitFigure.objects.update(value=21)
    drafter = inquiry_factories.make_drafter(unit)
    submitted(stale_reply, drafter, approver)
    UnitFigure.objects.update(value=22)
    with pytest.raises(InquiryRefused, match=r"21.*22"):
        cleared(stale_reply, approver)
