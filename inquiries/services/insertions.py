"""What is put after the text of an answer: contacts, earlier answers, text blocks.

Each is saved as any edit is, with the version the person saw.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from inquiries.models import Answer, Contact, Passage
from inquiries.services.drafts import edit_answer
from partnership import richtext
from partnership.formats import long_date
from partnership.models import User
from partnership.services.versions import Seen


def insert(answer: Answer, html: str, *, seen: Seen | int, by: User) -> Answer:
    """Put a text after the answer. Raises `StaleVersion` and `InquiryRefused`."""
    body = richtext.followed_by(answer.body, html)
    return edit_answer(answer, body=body, seen=seen, by=by)


def list_of(contacts: Iterable[Contact]) -> str:
    """The contacts as a bullet list, the oldest first; those without a date stand last."""
    order = sorted(contacts, key=lambda row: (row.on is None, row.on, row.pk))
    return richtext.as_list(_line(contact) for contact in order)


def _line(contact: Contact) -> str:
    """What was said, as it was written; with its date in front where it has one."""
    when = contact.when or (long_date(contact.on) if contact.on else "")
    return f"{when}: {contact.text}" if when else contact.text


def quoted(passage: Passage) -> str:
    """The passage, and where it comes from."""
    inquiry = passage.letter.reply.inquiry
    told = {"number": inquiry.designation, "day": long_date(passage.letter.letter_date)}
    origin = _("(from reply %(number)s of %(day)s)") % told
    return f"{passage.body}<p>{origin}</p>"
