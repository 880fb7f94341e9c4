"""Writing the reply: its answers and what stands round them."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from inquiries.choices import WRITING_STATES, InquiryAct, InquiryState
from inquiries.models import Answer, Inquiry, Reply
from inquiries.services.audit import take_step
from inquiries.services.fact_copies import copy_facts, renamed_in
from inquiries.services.refusals import InquiryRefused
from partnership.models import User
from partnership.services import history
from partnership.services.audit import record
from partnership.services.versions import Seen, save_version, unchanged


def begin_reply(inquiry: Inquiry, *, by: User | None, corrects: Reply | None = None) -> Reply:
    """The first reply of an inquiry, or one that corrects the last and begins as its copy."""
    copied: dict[str, Any] = {}
    if corrects:
        names = ("sender", "signatory", "opening", "closing")
        copied = {name: getattr(corrects, name) for name in names}
        copied |= {"corrects": corrects, "ordinal": corrects.ordinal + 1}
    else:
        copied["sender"] = inquiry.unit.senders.standing().first()
        copied["signatory"] = inquiry.unit.signatories.standing().first()
    reply = Reply.objects.create(inquiry=inquiry, changed_by=by, **copied)
    written = _copied_texts(corrects, reply) if corrects else {}
    for question in inquiry.questions.all():
        reply.answers.create(question=question, body=written.get(question.pk, ""), changed_by=by)
    return reply


def _copied_texts(corrects: Reply, reply: Reply) -> dict[int, str]:
    """The answers by question; their figures, and those round them, become the new letter's own."""
    renamed = copy_facts(corrects, reply)
    for name in ("opening", "closing"):
        setattr(reply, name, renamed_in(getattr(reply, name), renamed))
    reply.save(update_fields=["opening", "closing"])
    return {
        answer.question_id: renamed_in(answer.body, renamed) for answer in corrects.answers.all()
    }


def match_answers(inquiry: Inquiry) -> None:
    """Let every question have an answer in the reply that is being written."""
    reply = reply_of(inquiry)
    answered = set(reply.answers.values_list("question", flat=True))
    for question in inquiry.questions.exclude(pk__in=answered):
        reply.answers.create(question=question)


def reply_of(inquiry: Inquiry) -> Reply:
    """The reply that is being written, or the last that was."""
    replies = inquiry.replies.select_related("inquiry__unit", "sender", "signatory")
    return replies.latest("ordinal")


@transaction.atomic
def edit_answer(answer: Answer, *, body: str, seen: Seen | int, by: User | None) -> Answer:
    """Save an answer. Raises `StaleVersion`; `InquiryRefused` once the reply is in clearance."""
    return _save(answer, answer.reply, "inquiries.answer.edit", seen=seen, by=by, body=body)


@transaction.atomic
def edit_reply(reply: Reply, *, seen: Seen | int, by: User | None, **values: Any) -> Reply:
    """Save the letter's date, sender, signatory and other texts; raises likewise."""
    return _save(reply, reply, "inquiries.reply.edit", seen=seen, by=by, **values)


def require_open(inquiry: Inquiry) -> None:
    """That the draft of the inquiry, which is locked, is written still. Raises `InquiryRefused`."""
    if inquiry.state not in WRITING_STATES:
        raise InquiryRefused(
            _("The inquiry is %(state)s by now, so that the draft is closed. Nothing is saved.")
            % {"state": inquiry.get_state_display().lower()}
        )


def _save(
    row: Any, reply: Reply, action: str, *, seen: Seen | int, by: User | None, **values: Any
) -> Any:
    """One line of the log for an entry of the history, not for a save.

    The inquiry is locked, so that nothing is written into a letter that is sent to
    clearance at the same moment.
    """
    if unchanged(row, **values) or (isinstance(seen, Seen) and seen.came_late_to(row)):
        return row
    inquiry = Inquiry.objects.in_turn(reply.inquiry)
    require_open(inquiry)
    begins = history.writing(reply, by=by)
    saved = save_version(row, seen=seen, by=by, **values)
    if inquiry.state != InquiryState.DRAFT and by:
        take_step(InquiryAct.BEGIN, inquiry, by=by)
    if begins:
        record(action, by=by, on=inquiry, partnership=history.partnership_of(reply))
    return saved
