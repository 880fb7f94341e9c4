"""Inquiries, their replies, and what a unit keeps for writing them."""

from inquiries.models.contacts import Contact
from inquiries.models.councillors import Councillor
from inquiries.models.deadlines import Extension, Pause
from inquiries.models.facts import Fact
from inquiries.models.feeds import CalendarFeed
from inquiries.models.figures import UnitFigure
from inquiries.models.inquiries import (
    Attachment,
    Inquiry,
    InquiryReader,
    InquiryStep,
    Question,
    RunningNumber,
)
from inquiries.models.passages import Passage
from inquiries.models.remarks import AnswerRemark
from inquiries.models.replies import (
    Answer,
    Approver,
    Clearance,
    Dispatch,
    Letter,
    Reply,
    Submission,
)
from inquiries.models.units import (
    ClosingDay,
    Sender,
    Signatory,
    StandIn,
    TextBlock,
    UnitRules,
)

__all__ = [
    "Answer",
    "AnswerRemark",
    "Approver",
    "Attachment",
    "CalendarFeed",
    "Clearance",
    "ClosingDay",
    "Contact",
    "Councillor",
    "Dispatch",
    "Extension",
    "Fact",
    "Inquiry",
    "InquiryReader",
    "InquiryStep",
    "Letter",
    "Passage",
    "Pause",
    "Question",
    "Reply",
    "RunningNumber",
    "Sender",
    "Signatory",
    "StandIn",
    "Submission",
    "TextBlock",
    "UnitFigure",
    "UnitRules",
]
