"""One of everything that an inquiry's addresses can name, in two units."""

from dataclasses import dataclass
from datetime import date

from inquiries.models import ClosingDay, Inquiry
from inquiries.services.extensions import pause
from inquiries.services.feeds import renew
from partnership.models import FollowUp, Unit, User
from partnership.services.follow_ups import add_follow_up
from tests import inquiry_factories
from tests.conftest import Cast


@dataclass
class Desk:
    """A unit with an inquiry in each state that the addresses ask for."""

    unit: Unit
    inquiry: Inquiry
    confidential: Inquiry
    paused: Inquiry
    follow_up: FollowUp
    #: One for all units.
    closing_day: ClosingDay


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
    stranger = inquiry_factories.make_drafter(other)
    for person in (approver, stranger):
        renew(by=person)
    return InquiryWorld(
        cast=cast,
        here=make_desk(unit, cast.drafter),
        elsewhere=make_desk(other, inquiry_factories.make_drafter(other)),
        people={
            "anonymous": None,
            "drafter": cast.drafter,
            "approver": approver,
            "elsewhere": stranger,
            "secretariat": cast.secretariat,
        },
    )


def make_desk(unit: Unit, by: User) -> Desk:
    closing_day, _ = ClosingDay.objects.get_or_create(on=date(2024, 12, 31), name="Nytaarsaften")
    paused = inquiry_factories.make_inquiry(unit, by=by)
    pause(paused, starts_on=date(2024, 11, 25), reason="svar", by=by)
    renew(by=by)
    return Desk(
        unit=unit,
        inquiry=inquiry_factories.make_inquiry(unit, by=by),
        confidential=inquiry_factories.make_inquiry(unit, by=by, confidential=True),
        paused=paused,
        follow_up=add_follow_up(by=by, unit=unit, what="Sender listen.", owner=by),
        closing_day=closing_day,
    )
