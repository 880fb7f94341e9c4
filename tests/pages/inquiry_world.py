"""One of everything that an inquiry's addresses can name, in two units."""

from dataclasses import dataclass

from inquiries.models import Answer, AnswerRemark, Fact, Inquiry, Passage, TextBlock
from inquiries.services import keeping
from inquiries.services.passages import index_letter
from partnership.models import Unit, User
from tests import factories, inquiry_factories
from tests.conftest import Cast


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
    organisation = factories.make_organisation()
    inquiry = inquiry_factories.make_inquiry(unit, by=by, organisations=[organisation])
    inquiry_factories.make_contact(unit, organisation)
    figure = inquiry_factories.make_figure(unit)
    fact = inquiry_factories.take_figure(inquiry, figure, by)
    figure.value += 1
    figure.save(update_fields=["value"])
    earlier = inquiry_factories.make_inquiry(unit, by=by)
    inquiry_factories.write_answer(earlier, "<p>Der kommer lys.</p>", by)
    [passage] = index_letter(inquiry_factories.make_letter(earlier))
    return Desk(
        unit=unit,
        inquiry=inquiry,
        confidential=inquiry_factories.make_inquiry(unit, by=by, confidential=True),
        answer=inquiry_factories.answer_of(inquiry),
        fact=fact,
        block=inquiry_factories.make_block(unit),
        removed=keeping.remove(inquiry_factories.make_block(unit), seen=1, by=by),
        remark=inquiry_factories.make_remark(inquiry, by),
        passage=passage,
    )
