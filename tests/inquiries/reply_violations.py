"""What violates each constraint of replies, their clearance, and the letters they become."""

from inquiries.models import (
    Answer,
    AnswerRemark,
    Approver,
    Clearance,
    Dispatch,
    Fact,
    Letter,
    Passage,
    Reply,
    Submission,
)
from inquiries.services.drafts import reply_of
from tests import inquiry_factories
from tests.inquiries.deadline_violations import an_inquiry, differs
from tests.inquiries.letters import in_clearance, sent_letter
from tests.partnership.violations import Violation, same


def a_reply() -> Reply:
    return reply_of(an_inquiry())


def an_answer() -> Answer:
    return inquiry_factories.answer_of(an_inquiry())


def a_remark() -> AnswerRemark:
    inquiry = an_inquiry()
    return inquiry_factories.make_remark(inquiry, inquiry_factories.make_drafter(inquiry.unit))


def a_fact() -> Fact:
    """Taken from a figure of the unit."""
    inquiry = an_inquiry()
    figure = inquiry_factories.make_figure(inquiry.unit)
    by = inquiry_factories.make_drafter(inquiry.unit)
    return inquiry_factories.take_figure(inquiry, figure, by)


def a_reply_in_clearance() -> Reply:
    unit = inquiry_factories.make_unit()
    drafter = inquiry_factories.make_drafter(unit)
    return in_clearance(unit, drafter, inquiry_factories.make_approver(unit))


def an_approver() -> Approver:
    return a_reply_in_clearance().approvers.get()


def a_submission() -> Submission:
    return a_reply_in_clearance().submissions.get()


def a_letter() -> Letter:
    """Cleared and sent."""
    unit = inquiry_factories.make_unit()
    drafter = inquiry_factories.make_drafter(unit)
    return sent_letter(unit, drafter, inquiry_factories.make_approver(unit))


def a_clearance() -> Clearance:
    return a_letter().submission.clearances.get()


def a_dispatch() -> Dispatch:
    return a_letter().dispatch


def a_passage() -> Passage:
    return a_letter().passages.get()


def by_another(row: Approver) -> dict[str, object]:
    return {"user_id": inquiry_factories.make_approver(row.reply.inquiry.unit).pk}


def by_pigeon(row: Dispatch) -> dict[str, object]:
    """Of another letter, since a letter is sent once."""
    unit = row.letter.reply.inquiry.unit
    another = inquiry_factories.make_letter(inquiry_factories.make_inquiry(unit))
    return {"channel": "pigeon", "letter_id": another.pk}


VIOLATIONS: dict[str, Violation] = {
    "reply_ordinal_once": (a_reply, same),
    "reply_corrects_the_last": (a_reply, differs(ordinal=2)),
    "answer_once_per_question": (an_answer, same),
    "remark_says_something": (a_remark, differs(text="")),
    "remark_state_known": (a_remark, differs(state="lost")),
    "remark_accepted_is_settled": (a_remark, differs(accepted=True)),
    "fact_kind_known": (a_fact, differs(kind="rumour")),
    "fact_names_its_source": (a_fact, differs(figure_id=None)),
    "approver_position_once": (an_approver, by_another),
    "approver_once": (an_approver, differs(position=2)),
    "submission_one_at_a_time": (a_submission, same),
    "clearance_once_per_approver": (a_clearance, same),
    "dispatch_channel_known": (a_dispatch, by_pigeon),
    "passage_once_per_question": (a_passage, same),
}
