"""An inquiry that becomes confidential: who sees it, who clears it, and what it has led to."""

import pytest

from inquiries.models import Inquiry
from inquiries.services.confidentiality import set_confidential, was_seen_by
from inquiries.services.refusals import InquiryRefused
from partnership.models import FollowUp
from partnership.services.follow_ups import add_follow_up
from tests import inquiry_factories
from tests.inquiries.letters import submitted, written

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
def inquiry(unit, drafter):
    return inquiry_factories.make_inquiry(unit, by=drafter, subject="en hemmelighed")


def closed(inquiry: Inquiry, by, *readers) -> Inquiry:
    return set_confidential(inquiry, confidential=True, readers=readers, by=by)


def registered(inquiry: Inquiry, **typed: str) -> dict[str, str]:
    """The form of what is registered, as a page sends it."""
    return {
        "seen": str(inquiry.version),
        "asker_name": inquiry.asker_name,
        "asker_office": inquiry.asker_office,
        "subject": inquiry.subject,
        "asked_on": "22.11.2024",
        "received_on": "22.11.2024",
        **typed,
    }


def test_a_form_opened_before_does_not_open_the_inquiry_again(client, inquiry, drafter):
    sent = registered(inquiry, subject="noget andet")
    closed(inquiry, drafter)
    client.force_login(drafter)
    client.post(f"/inquiries/{inquiry.designation}/edit/", sent)
    stored = Inquiry.objects.get()
    assert (stored.subject, stored.confidential) == ("noget andet", True)


def test_who_may_not_read_it_is_not_chosen_to_clear_it(inquiry, drafter, approver):
    reply = written(inquiry, drafter)
    closed(reply.inquiry, drafter)
    with pytest.raises(InquiryRefused, match="Alma") as refused:
        submitted(reply, drafter, approver)
    assert refused.value.field == "approvers"


def test_who_may_read_it_is_chosen_to_clear_it(inquiry, drafter, approver):
    reply = written(inquiry, drafter)
    closed(reply.inquiry, drafter, approver)
    assert submitted(reply, drafter, approver)


def promised(inquiry: Inquiry, owner) -> None:
    add_follow_up(
        by=owner,
        unit=inquiry.unit,
        owner=owner,
        what="Se efter",
        origin=f"Politikerspoergsmaal {inquiry}",
        origin_uuid=inquiry.uuid,
    )


def test_what_it_has_promised_becomes_confidential_with_it(inquiry, drafter, approver):
    promised(inquiry, drafter)
    closed(inquiry, drafter)
    assert not FollowUp.objects.visible_to(approver).exists()
    assert "hemmelighed" not in FollowUp.objects.get().origin


def test_what_it_has_promised_is_open_again_with_it(inquiry, drafter, approver):
    promised(inquiry, drafter)
    closed(inquiry, drafter)
    set_confidential(inquiry, confidential=False, readers=[], by=drafter)
    assert "hemmelighed" in FollowUp.objects.visible_to(approver).get().origin


@pytest.mark.parametrize("page", ["", "remarks/", "facts/"])
def test_reading_an_answer_is_logged_too(page, client, inquiry, drafter):
    closed(inquiry, drafter)
    client.force_login(drafter)
    answer = inquiry_factories.answer_of(inquiry)
    client.get(f"/inquiries/{inquiry.designation}/draft/answers/{answer.uuid}/{page}")
    assert [line.actor_name for line in was_seen_by(inquiry)] == ["Dora"]
