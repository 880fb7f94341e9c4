"""A reply that is ready to be cleared, and letters made of it without rendering."""

from datetime import date

from inquiries.models import Inquiry, Reply
from inquiries.services.clearance import Rendered, clear, fingerprint, submit
from inquiries.services.drafts import edit_answer, edit_reply, reply_of
from partnership.models import User
from tests import inquiry_factories


def written(inquiry: Inquiry, by: User) -> Reply:
    """The inquiry's reply with a date and every question answered by the person."""
    reply = reply_of(inquiry)
    edit_reply(reply, seen=reply.version, by=by, letter_date=date(2024, 12, 2))
    for answer in reply.answers.all():
        edit_answer(answer, body="<p>Ja.</p>", seen=answer.version, by=by)
    return reply_of(inquiry)


def rendered(reply: Reply, pdf: bytes = b"%PDF-1") -> Rendered:
    return Rendered({"schema": 1}, pdf, b"PK", fingerprint(reply))


def submitted(reply: Reply, by: User, *approvers: User):
    return submit(reply, by=by, approvers=approvers, seen=fingerprint(reply))


def cleared(reply: Reply, by: User):
    made = rendered(reply)
    return clear(reply, by=by, rendered=made, seen=made.sha256)


def cleared_letter():
    """A letter that is cleared and not sent, with both people."""
    unit = inquiry_factories.make_unit()
    drafter = inquiry_factories.make_drafter(unit)
    approver = inquiry_factories.make_approver(unit)
    reply = written(inquiry_factories.make_inquiry(unit, by=drafter), drafter)
    submitted(reply, drafter, approver)
    return cleared(reply, approver), drafter, approver
