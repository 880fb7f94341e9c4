"""What violates each constraint of inquiries, and of what a unit keeps for answering them."""

from datetime import date

from inquiries.models import (
    Contact,
    InquiryReader,
    InquiryStep,
    Question,
    Sender,
    Signatory,
    StandIn,
    TextBlock,
    UnitFigure,
)
from inquiries.services.confidentiality import set_confidential
from inquiries.services.register import withdraw
from tests import factories, inquiry_factories
from tests.inquiries.deadline_violations import VIOLATIONS as OF_DEADLINES
from tests.inquiries.deadline_violations import an_inquiry, differs
from tests.inquiries.reply_violations import VIOLATIONS as OF_REPLIES
from tests.partnership.violations import Violation, same


def a_question() -> Question:
    return an_inquiry().questions.get()


def a_reader() -> InquiryReader:
    inquiry = an_inquiry()
    by = inquiry_factories.make_drafter(inquiry.unit)
    return set_confidential(inquiry, confidential=True, readers=[], by=by).readers.get(user=by)


def a_step() -> InquiryStep:
    """A withdrawal."""
    inquiry = an_inquiry()
    by = inquiry_factories.make_drafter(inquiry.unit)
    withdraw(inquiry, by=by, reason="Taget tilbage.")
    return inquiry.steps.get()


def a_contact() -> Contact:
    return inquiry_factories.make_contact(
        inquiry_factories.make_unit(), factories.make_organisation()
    )


def a_figure() -> UnitFigure:
    return inquiry_factories.make_figure(inquiry_factories.make_unit())


def a_sender() -> Sender:
    return inquiry_factories.make_unit().senders.get()


def a_signatory() -> Signatory:
    return inquiry_factories.make_unit().signatories.get()


def a_text_block() -> TextBlock:
    return inquiry_factories.make_block(inquiry_factories.make_unit())


def a_stand_in() -> StandIn:
    unit = inquiry_factories.make_unit()
    return StandIn.objects.create(
        unit=unit,
        absent=inquiry_factories.make_approver(unit),
        user=inquiry_factories.make_approver(unit),
        starts_on=date(2024, 12, 2),
        ends_on=date(2024, 12, 6),
    )


VIOLATIONS: dict[str, Violation] = {
    **OF_DEADLINES,
    **OF_REPLIES,
    "councillor_name_given": (inquiry_factories.make_councillor, differs(name="")),
    "inquiry_number_once": (an_inquiry, same),
    "inquiry_state_known": (an_inquiry, differs(state="lost")),
    "inquiry_says_who_and_what": (an_inquiry, differs(subject="")),
    "inquiry_received_after_asked": (an_inquiry, differs(received_on=date(2024, 11, 21))),
    "inquiry_deadline_in_range": (an_inquiry, differs(deadline_days=0)),
    "inquiry_rule_known": (an_inquiry, differs(day_count="lunar")),
    "inquiry_closed_when_sent": (an_inquiry, differs(state="closed")),
    "question_number_once": (a_question, same),
    "question_text_given": (a_question, differs(text="")),
    "inquiry_reader_once": (a_reader, same),
    "inquiry_step_act_known": (a_step, differs(act="burn")),
    "inquiry_step_with_reason": (a_step, differs(reason="")),
    "contact_channel_known": (a_contact, differs(channel="pigeon")),
    "contact_text_given": (a_contact, differs(text="")),
    "contact_when_given": (a_contact, differs(on=None)),
    "unit_figure_says_what_and_where": (a_figure, differs(where="")),
    "sender_title_given": (a_sender, differs(title="")),
    "signatory_named": (a_signatory, differs(title="")),
    "text_block_named": (a_text_block, differs(name="")),
    "stand_in_dates_in_order": (a_stand_in, differs(ends_on=date(2024, 12, 1))),
    "stand_in_is_another": (a_stand_in, lambda row: {"user_id": row.absent_id}),
}
