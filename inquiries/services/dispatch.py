"""Recording that a letter was sent, closing the inquiry, and correcting a wrong letter."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from inquiries.choices import InquiryAct
from inquiries.models import Dispatch, Inquiry, Reply
from inquiries.services.audit import take_step
from inquiries.services.clearance import letter_to_send
from inquiries.services.drafts import begin_reply
from inquiries.services.facts import require_fresh
from inquiries.services.passages import index_letter
from inquiries.services.refusals import InquiryRefused
from inquiries.services.register import require_step
from partnership.formats import long_date
from partnership.models import User


@transaction.atomic
def dispatch(
    reply: Reply, *, by: User, sent_on: date, channel: str, seen: str, reason: str = ""
) -> Dispatch:
    """Record that the cleared letter was sent on the day; from now on it is found as an earlier
    answer.

    `seen` is the SHA-256 of the letter that was sent. `reason` is required where
    the day is not the letter's date, and where a figure has changed since. The
    inquiry is locked, so that a letter is not sent twice, nor returned at the same
    moment. Raises `InquiryRefused`.
    """
    inquiry = Inquiry.objects.in_turn(reply.inquiry)
    require_step(InquiryAct.DISPATCH, inquiry)
    letter = letter_to_send(reply)
    if letter is None or letter.sha256 != seen:
        raise InquiryRefused(_("The letter has changed since you saw it. Nothing is recorded."))
    _require_day(sent_on, inquiry)
    if sent_on != letter.letter_date and not reason.strip():
        raise InquiryRefused(
            _("The letter is dated %(day)s. Return it to the draft, or write why it is sent then.")
            % {"day": long_date(letter.letter_date)},
            "reason",
        )
    require_fresh(reply, reason)
    made = Dispatch.objects.create(
        letter=letter,
        sent_on=sent_on,
        channel=channel,
        by=by,
        by_name=by.name,
        reason=reason.strip(),
    )
    if inquiry.sent_on is None:
        inquiry.sent_on = sent_on
        inquiry.save(update_fields=["sent_on"])
    take_step(InquiryAct.DISPATCH, inquiry, by=by, reason=reason)
    index_letter(letter)
    return made


def _require_day(sent_on: date, inquiry: Inquiry) -> None:
    if sent_on > timezone.localdate():
        raise InquiryRefused(_("The day has not come yet."), "sent_on")
    if sent_on < inquiry.received_on:
        raise InquiryRefused(
            _("The question was not received before %(day)s.")
            % {"day": long_date(inquiry.received_on)},
            "sent_on",
        )


@transaction.atomic
def correct(inquiry: Inquiry, *, by: User, reason: str) -> Reply:
    """Begin a new letter that names and corrects the one that was sent, as its copy.

    The old letter stays as it was. Raises `InquiryRefused`, also without a reason.
    """
    locked = Inquiry.objects.in_turn(inquiry)
    require_step(InquiryAct.CORRECT, locked, reason)
    last = locked.replies.latest("ordinal")
    made = begin_reply(locked, by=by, corrects=last)
    take_step(InquiryAct.CORRECT, locked, by=by, reason=reason)
    return made
