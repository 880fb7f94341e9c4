"""Nobody sees anything of a unit in which they have no seat, nor of a confidential inquiry."""

from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model

from inquiries.models import Councillor
from inquiries.services.confidentiality import set_confidential
from inquiries.services.drafts import reply_of
from partnership.models import FollowUp, User
from tests import inquiry_factories
from tests.conftest import Cast
from tests.pages.inquiry_world import Desk, InquiryWorld, make_inquiry_world

#: One register for all units.
SHARED = {Councillor}
WITH_VISIBILITY = {
    model
    for model in (*apps.get_app_config("inquiries").get_models(), FollowUp)
    if hasattr(model._default_manager, "visible_to")
} - SHARED


@pytest.fixture
def desks(cast: Cast) -> InquiryWorld:
    return make_inquiry_world(cast)


def rows_of(desk: Desk) -> dict[type[Model], Model]:
    """A row of every model that belongs to a unit."""
    unit, inquiry = desk.unit, desk.inquiry
    kept: list[Any] = [unit.rules, unit.contacts, unit.senders, unit.signatories, unit.figures]
    return {
        type(row): row
        for row in (
            *(rows.first() if hasattr(rows, "first") else rows for rows in kept),
            *of_inquiry(desk),
            inquiry.questions.first(),
            inquiry.attachments.first(),
            desk.passage,
            desk.stand_in,
            desk.block,
            FollowUp.objects.filter(unit=unit).first(),
        )
    }


def of_inquiry(desk: Desk) -> list[Any]:
    reply = reply_of(desk.inquiry)
    return [desk.inquiry, reply, reply.answers.first(), desk.fact, desk.remark]


def sees(user: User, row: Model) -> bool:
    return type(row)._default_manager.visible_to(user).filter(pk=row.pk).exists()


def test_the_rows_tried_are_of_every_model_with_a_rule(desks):
    assert rows_of(desks.here).keys() == WITH_VISIBILITY


@pytest.mark.parametrize("person", ["drafter", "approver"])
def test_whoever_has_a_seat_sees_all_of_the_unit(person, desks):
    user = desks.people[person]
    assert [row for row in rows_of(desks.here).values() if not sees(user, row)] == []


@pytest.mark.parametrize("person", ["drafter", "approver", "secretariat"])
def test_nobody_sees_anything_of_another_unit(person, desks):
    user = desks.people[person]
    assert [row for row in rows_of(desks.elsewhere).values() if sees(user, row)] == []


def test_a_colleague_who_is_not_named_sees_nothing_of_a_confidential_inquiry(desks):
    colleague = inquiry_factories.make_drafter(desks.here.unit)
    inquiry = desks.here.inquiry
    set_confidential(inquiry, confidential=True, readers=[], by=desks.people["drafter"])
    rows = [*of_inquiry(desks.here), inquiry.questions.first(), inquiry.attachments.first()]
    assert [row for row in rows if sees(colleague, row)] == []
