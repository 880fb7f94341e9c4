"""One of everything that an inquiry's addresses can name, in two units."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from inquiries.models import (
    Answer,
    AnswerRemark,
    Attachment,
    ClosingDay,
    Councillor,
    Fact,
    Inquiry,
    Passage,
    Reply,
    StandIn,
    TextBlock,
)
from inquiries.services import keeping
from inquiries.services.attachments import attach
from inquiries.services.extensions import pause
from inquiries.services.feeds import renew
from inquiries.services.passages import index_letter
from partnership.models import FollowUp, Unit, User
from partnership.services.follow_ups import add_follow_up
from tests import factories, inquiry_factories
from tests.conftest import Cast
from tests.inquiries.letters import cleared_letter, in_clearance, sent_letter, written


@dataclass
class Desk:
    """A unit with an inquiry in each state that the addresses ask for."""

    unit: Unit
    inquiry: Inquiry
    confidential: Inquiry
    answer: Answer
    fact: Fact
    block: TextBlock
    removed: TextBlock
    remark: AnswerRemark
    passage: Passage
    written: Inquiry
    in_clearance: Inquiry
    cleared: Inquiry
    sent: Inquiry
    attachment: Attachment
    stand_in: StandIn
    councillor: Councillor
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
        here=make_desk(unit, cast.drafter, approver),
        elsewhere=make_desk(
            other,
            inquiry_factories.make_drafter(other),
            inquiry_factories.make_approver(other),
        ),
        people={
            "anonymous": None,
            "drafter": cast.drafter,
            "approver": approver,
            "elsewhere": stranger,
            "secretariat": cast.secretariat,
        },
    )


def as_it_is(reply: Reply) -> Inquiry:
    """The reply's inquiry in the state that it has reached."""
    return Inquiry.objects.select_related("unit").get(pk=reply.inquiry_id)


def make_desk(unit: Unit, by: User, clears: User) -> Desk:
    organisation = factories.make_organisation()
    inquiry = inquiry_factories.make_inquiry(unit, by=by, organisations=[organisation])
    inquiry_factories.make_contact(unit, organisation)
    figure = inquiry_factories.make_figure(unit)
    fact = inquiry_factories.take_figure(inquiry, figure, by)
    figure.value += 1
    figure.save(update_fields=["value"])
    letter = sent_letter(unit, by, clears)
    unit.senders.create(title="Nedlagt", position=9, removed_at=timezone.now())
    closing_day, _ = ClosingDay.objects.get_or_create(on=date(2024, 12, 31), name="Nytaarsaften")
    paused = inquiry_factories.make_inquiry(unit, by=by)
    pause(paused, starts_on=date(2024, 11, 25), reason="svar", by=by)
    renew(by=by)
    return Desk(
        unit=unit,
        inquiry=inquiry,
        confidential=inquiry_factories.make_inquiry(unit, by=by, confidential=True),
        written=as_it_is(written(inquiry_factories.make_inquiry(unit, by=by), by)),
        in_clearance=as_it_is(in_clearance(unit, by, clears)),
        cleared=as_it_is(cleared_letter(unit, by, clears).reply),
        sent=as_it_is(letter.reply),
        attachment=attach(inquiry, name="a.txt", content=b"a", content_type="text/plain", by=by),
        stand_in=unit.stand_ins.create(
            absent=clears, user=by, starts_on=date(2099, 1, 1), ends_on=date(2099, 1, 2)
        ),
        councillor=inquiry_factories.make_councillor(),
        paused=paused,
        follow_up=add_follow_up(by=by, unit=unit, what="Sender listen.", owner=by),
        closing_day=closing_day,
        answer=inquiry_factories.answer_of(inquiry),
        fact=fact,
        block=inquiry_factories.make_block(unit),
        removed=keeping.remove(inquiry_factories.make_block(unit), seen=1, by=by),
        remark=inquiry_factories.make_remark(inquiry, by),
        passage=index_letter(letter)[0],
    )
