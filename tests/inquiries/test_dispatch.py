"""A letter is sent once, its inquiry then closed, and a wrong letter corrected by a new one."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from inquiries.choices import FactKind, InquiryState
from inquiries.models import Dispatch, Fact, Inquiry, Letter, UnitFigure
from inquiries.services.clearance import return_to_draft
from inquiries.services.dispatch import correct, dispatch
from inquiries.services.drafts import edit_answer, reply_of
from inquiries.services.refusals import InquiryRefused
from inquiries.services.register import close
from tests import inquiry_factories
from tests.inquiries.letters import cleared, cleared_letter, submitted, written

pytestmark = pytest.mark.django_db
LETTER_DATE = date(2024, 12, 2)


@pytest.fixture
def case():
    unit = inquiry_factories.make_unit()
    drafter = inquiry_factories.make_drafter(unit)
    approver = inquiry_factories.make_approver(unit)
    return cleared_letter(unit, drafter, approver), drafter, approver


def send(letter: Letter, by, sent_on: date = LETTER_DATE, **more) -> Dispatch:
    return dispatch(
        letter.reply, by=by, sent_on=sent_on, channel="mail", **{"seen": letter.sha256, **more}
    )


def inquiry_of(letter: Letter) -> Inquiry:
    return Inquiry.objects.get(pk=letter.reply.inquiry_id)


def test_a_cleared_letter_is_sent_and_the_inquiry_closed(case):
    letter, drafter, _approver = case
    send(letter, drafter)
    assert inquiry_of(letter).sent_on == LETTER_DATE
    close(inquiry_of(letter), by=drafter)
    assert inquiry_of(letter).state == InquiryState.CLOSED


def test_what_is_not_sent_is_not_closed(case):
    letter, drafter, _approver = case
    with pytest.raises(InquiryRefused):
        close(inquiry_of(letter), by=drafter)


def test_the_database_closes_nothing_unsent(case):
    letter, _drafter, _approver = case
    with pytest.raises(DatabaseError), transaction.atomic():
        Inquiry.objects.filter(pk=letter.reply.inquiry_id).update(state=InquiryState.CLOSED)


def test_a_letter_is_sent_once(case):
    letter, drafter, _approver = case
    send(letter, drafter)
    with pytest.raises(InquiryRefused):
        send(letter, drafter)
    assert Dispatch.objects.count() == 1


def test_another_day_than_the_letters_needs_a_reason(case):
    letter, drafter, _approver = case
    with pytest.raises(InquiryRefused) as refused:
        send(letter, drafter, date(2024, 12, 3))
    assert refused.value.field == "reason"
    assert send(letter, drafter, date(2024, 12, 3), reason="Systemet var nede.").reason


@pytest.mark.parametrize("day", [timezone.localdate() + timedelta(days=1), date(2024, 11, 21)])
def test_a_day_that_cannot_be_is_refused(day, case):
    letter, drafter, _approver = case
    with pytest.raises(InquiryRefused) as refused:
        send(letter, drafter, day, reason="Derfor.")
    assert refused.value.field == "sent_on"


def test_a_returned_letter_is_not_sent(case):
    letter, drafter, approver = case
    return_to_draft(letter.reply, by=approver, reason="Forkert tal.")
    with pytest.raises(InquiryRefused):
        send(letter, drafter)


def test_a_wrong_letter_is_corrected_by_a_new_one_and_stays(case):
    letter, drafter, _approver = case
    send(letter, drafter)
    before = bytes(letter.pdf)
    made = correct(inquiry_of(letter), by=drafter, reason="Tallet var forkert.")
    assert (made.ordinal, made.corrects) == (2, letter.reply)
    assert made.answers.get().body == letter.reply.answers.get().body
    assert bytes(Letter.objects.get(pk=letter.pk).pdf) == before


def test_the_correction_is_cleared_and_sent_like_the_first(case):
    letter, drafter, approver = case
    send(letter, drafter)
    inquiry = inquiry_of(letter)
    correct(inquiry, by=drafter, reason="Tallet var forkert.")
    reply = reply_of(inquiry)
    reply.letter_date = LETTER_DATE
    reply.save(update_fields=["letter_date"])
    submitted(reply, drafter, approver)
    send(cleared(reply, approver), drafter)
    assert inquiry_of(letter).state == InquiryState.SENT


def test_a_correction_needs_a_reason(case):
    letter, drafter, _approver = case
    send(letter, drafter)
    with pytest.raises(InquiryRefused):
        correct(inquiry_of(letter), by=drafter, reason="")


@pytest.mark.parametrize("model", [Letter, Dispatch])
def test_letters_and_dispatches_are_never_changed(model, case):
    letter, drafter, _approver = case
    send(letter, drafter)
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all().delete()


def test_a_figure_that_changes_before_the_dispatch_needs_a_reason():
    unit = inquiry_factories.make_unit()
    drafter = inquiry_factories.make_drafter(unit)
    approver = inquiry_factories.make_approver(unit)
    reply = written(inquiry_factories.make_inquiry(unit, by=drafter), drafter)
    figure = UnitFigure.objects.create(
        unit=unit, round="Runden", label="Foreninger", value=21, where="Side 1"
    )
    fact = Fact.objects.create(
        reply=reply, kind=FactKind.FIGURE, figure=figure, label="Foreninger", value=21, text="21"
    )
    answer = reply.answers.get()
    body = f'<p>Der er <span data-ref="{fact.uuid}"></span>.</p>'
    edit_answer(answer, body=body, seen=answer.version, by=drafter)
    submitted(reply, drafter, approver)
    letter = cleared(reply, approver)
    UnitFigure.objects.update(value=22)
    with pytest.raises(InquiryRefused, match=r"21.*22"):
        send(letter, drafter)
    assert send(letter, drafter, reason="Tallet gjaldt i december.").reason
