"""One of everything that an inquiry's addresses can name, in two units."""

from dataclasses import dataclass

from django.utils import timezone

from inquiries.models import Attachment, Councillor, Inquiry
from inquiries.services.attachments import attach
from partnership.models import Unit, User
from tests import factories, inquiry_factories
from tests.conftest import Cast
from tests.inquiries.letters import cleared_letter, in_clearance, sent_letter, written


@dataclass
class Desk:
    """A unit with an inquiry in each state that the addresses ask for."""

    unit: Unit
    inquiry: Inquiry
    confidential: Inquiry
    written: Inquiry
    in_clearance: Inquiry
    cleared: Inquiry
    sent: Inquiry
    attachment: Attachment
    councillor: Councillor


@dataclass
class InquiryWorld:
    cast: Cast
    here: Desk
    elsewhere: Desk
    people: dict[str, User | None]


def make_inquiry_world(cast: Cast) -> InquiryWorld:
    unit = Unit.objects.get(short_name="KFF")
    inquiry_factories.equip(unit)
    other = inquiry_factories.make_unit()
    approver = inquiry_factories.make_approver(unit)
    return InquiryWorld(
        cast=cast,
        here=make_desk(unit, cast.drafter),
        elsewhere=make_desk(other, inquiry_factories.make_drafter(other)),
        people={
            "anonymous": None,
            "drafter": cast.drafter,
            "approver": approver,
            "elsewhere": factories.make_user(role="drafter", unit=other),
            "secretariat": cast.secretariat,
        },
    )


def make_desk(unit: Unit, by: User) -> Desk:
    inquiry = inquiry_factories.make_inquiry(unit, by=by)
    clears = inquiry_factories.make_approver(unit)
    unit.senders.create(title="Nedlagt", position=9, removed_at=timezone.now())
    return Desk(
        unit=unit,
        inquiry=inquiry,
        confidential=inquiry_factories.make_inquiry(unit, by=by, confidential=True),
        written=written(inquiry_factories.make_inquiry(unit, by=by), by).inquiry,
        in_clearance=in_clearance(unit, by, clears).inquiry,
        cleared=cleared_letter(unit, by, clears).reply.inquiry,
        sent=sent_letter(unit, by, clears).reply.inquiry,
        attachment=attach(inquiry, name="a.txt", content=b"a", content_type="text/plain", by=by),
        councillor=inquiry_factories.make_councillor(),
    )
