"""A reply that is ready to be cleared, and letters made of it without rendering."""

from datetime import date

from inquiries.document.build import letter_of
from inquiries.document.storage import to_json
from inquiries.models import Inquiry, Letter, Reply
from inquiries.services.clearance import Rendered, clear, fingerprint, submit
from inquiries.services.dispatch import dispatch
from inquiries.services.drafts import edit_answer, edit_reply, reply_of
from partnership.models import Unit, User
from tests import inquiry_factories


def written(inquiry: Inquiry, by: User) -> Reply:
    """The inquiry's reply with a date and every question answered by the person."""
    reply = reply_of(inquiry)
    edit_reply(reply, seen=reply.version, by=by, letter_date=date(2024, 12, 2))
    for answer in reply.answers.all():
        edit_answer(answer, body="<p>Ja.</p>", seen=answer.version, by=by)
    return reply_of(inquiry)


def rendered(reply: Reply, pdf: bytes = b"%PDF-1") -> Rendered:
    return Rendered(to_json(letter_of(reply)), pdf, b"PK", fingerprint(reply))


def submitted(reply: Reply, by: User, *approvers: User):
    return submit(reply, by=by, approvers=approvers, seen=fingerprint(reply))


def cleared(reply: Reply, by: User):
    made = rendered(reply)
    return clear(reply, by=by, rendered=made, seen=made.sha256)


def in_clearance(unit: Unit, drafter: User, approver: User) -> Reply:
    """Written by one and sent to the other."""
    reply = written(inquiry_factories.make_inquiry(unit, by=drafter), drafter)
    submitted(reply, drafter, approver)
    return reply


def cleared_letter(unit: Unit, drafter: User, approver: User) -> Letter:
    """A letter that is cleared and not sent."""
    letter = cleared(in_clearance(unit, drafter, approver), approver)
    assert letter
    return letter


def sent_letter(unit: Unit, drafter: User, approver: User) -> Letter:
    letter = cleared_letter(unit, drafter, approver)
    dispatch(
        letter.reply, by=drafter, sent_on=letter.letter_date, channel="mail", seen=letter.sha256
    )
    return letter
