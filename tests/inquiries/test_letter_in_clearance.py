"""What a letter in clearance says stands still: neither text, question nor head moves under it."""

import pytest

from inquiries.models import Inquiry, Letter
from inquiries.services.clearance import clear, return_to_draft
from inquiries.services.dispatch import correct
from inquiries.services.drafts import reply_of
from inquiries.services.refusals import InquiryRefused
from inquiries.services.register import edit, edit_questions, withdraw
from tests import inquiry_factories
from tests.inquiries.letters import (
    cleared,
    in_clearance,
    rendered,
    sent_letter,
    submitted,
    written,
)

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
def inquiry(unit, drafter, approver) -> Inquiry:
    return Inquiry.objects.get(pk=in_clearance(unit, drafter, approver).inquiry_id)


def test_the_last_word_is_for_the_bytes_that_the_first_was_for(unit, drafter, approver):
    second = inquiry_factories.make_approver(unit, "Bo")
    reply = written(inquiry_factories.make_inquiry(unit, by=drafter), drafter)
    submitted(reply, drafter, approver, second)
    cleared(reply, approver)
    made = rendered(reply, b"%PDF-2")
    with pytest.raises(InquiryRefused, match="Alma"):
        clear(reply, by=second, rendered=made, seen=made.sha256)
    assert not Letter.objects.exists()


@pytest.mark.parametrize("name", ["subject", "asker_name", "asker_office", "edoc_number"])
def test_what_the_letter_prints_is_not_changed_in_clearance(name, inquiry, drafter):
    with pytest.raises(InquiryRefused) as refused:
        edit(inquiry, seen=inquiry.version, by=drafter, **{name: "2024-0411361"})
    assert refused.value.field == name


def test_who_is_responsible_is_changed_in_clearance_too(inquiry, drafter, approver):
    assert edit(inquiry, seen=inquiry.version, by=drafter, responsible=approver).responsible


def test_the_questions_are_not_changed_in_clearance(inquiry, drafter):
    with pytest.raises(InquiryRefused):
        edit_questions(inquiry, ["Kommer der lys?", "Og?"], seen=inquiry.version, by=drafter)
    assert inquiry.questions.count() == 1


def test_returned_to_the_draft_the_questions_are_changed(inquiry, drafter):
    return_to_draft(reply_of(inquiry), by=drafter, reason="Et spoergsmaal mangler.")
    edit_questions(inquiry, ["Kommer der lys?", "Og?"], seen=inquiry.version, by=drafter)
    assert inquiry.questions.count() == 2


@pytest.mark.parametrize("act", [edit, edit_questions])
def test_what_is_withdrawn_meanwhile_is_not_changed(act, unit, drafter):
    inquiry = inquiry_factories.make_inquiry(unit, by=drafter)
    withdraw(inquiry, by=drafter, reason="Taget tilbage.")
    given = {"subject": "andet"} if act is edit else {"texts": ["Andet?"]}
    with pytest.raises(InquiryRefused):
        act(inquiry, seen=inquiry.version, by=drafter, **given)


def test_a_correction_is_not_cleared_alone_by_who_wrote_what_it_copies(unit, approver):
    other = inquiry_factories.make_approver(unit, "Bo")
    letter = sent_letter(unit, approver, other)
    drafter = inquiry_factories.make_drafter(unit)
    reply = correct(letter.reply.inquiry, by=drafter, reason="Tallet var forkert.")
    reply.letter_date = letter.letter_date
    reply.save(update_fields=["letter_date"])
    with pytest.raises(InquiryRefused) as refused:
        submitted(reply, drafter, approver)
    assert refused.value.field == "approvers"
