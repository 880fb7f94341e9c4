"""One of everything that an inquiry's addresses can name, in two units."""

from dataclasses import dataclass

from django.utils import timezone

from inquiries.models import Inquiry
from partnership.models import Unit, User
from tests import factories, inquiry_factories
from tests.conftest import Cast


@dataclass
class Desk:
    """A unit with an inquiry in each state that the addresses ask for."""

    unit: Unit
    inquiry: Inquiry
    confidential: Inquiry


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
    unit.senders.create(title="Nedlagt", position=9, removed_at=timezone.now())
    return Desk(
        unit=unit,
        inquiry=inquiry_factories.make_inquiry(unit, by=by),
        confidential=inquiry_factories.make_inquiry(unit, by=by, confidential=True),
    )
