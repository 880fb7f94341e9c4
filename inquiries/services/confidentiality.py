"""Who sees a confidential inquiry, and the log of who has seen it."""

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from inquiries.models import Inquiry, InquiryReader
from inquiries.permissions import works_in
from inquiries.services.audit import log
from inquiries.services.refusals import InquiryRefused
from partnership.models import AuditEntry, FollowUp, User

SEEN = "inquiries.inquiry.seen"
#: A person who goes on reading leaves one line an hour.
SEEN_AGAIN = timedelta(hours=1)


@transaction.atomic
def set_confidential(
    inquiry: Inquiry, *, confidential: bool, readers: Collection[User], by: User
) -> Inquiry:
    """Open the inquiry to the unit, or close it to all but the people named.

    Whoever does it and the responsible person stay among them; what the inquiry has
    promised follows it. Raises `InquiryRefused` for somebody who does not work in the unit.
    """
    locked = Inquiry.objects.in_turn(inquiry)
    for user in readers:
        if not works_in(user, locked.unit):
            raise InquiryRefused(
                _("%(name)s does not work in the unit.") % {"name": user.name}, "readers"
            )
    locked.confidential = confidential
    locked.save(update_fields=["confidential"])
    named = {user.pk for user in readers} | {by.pk}
    named |= {locked.responsible_id} if locked.responsible_id else set()
    locked.readers.exclude(user__in=named).delete()
    known = set(locked.readers.values_list("user", flat=True))
    InquiryReader.objects.bulk_create(
        InquiryReader(inquiry=locked, user_id=pk) for pk in sorted(named - known)
    )
    promises = FollowUp.objects.filter(origin_uuid=locked.uuid)
    promises.update(confidential=confidential, origin=origin_of(locked))
    log("confidential" if confidential else "opened", locked, by=by)
    return locked


def origin_of(inquiry: Inquiry) -> str:
    """How a follow-up names the inquiry it came from: a confidential one by its number alone."""
    name = inquiry.designation if inquiry.confidential else str(inquiry)
    return (_("Council question %(name)s") % {"name": name})[:300]


def note_seen(inquiry: Inquiry, *, by: User) -> None:
    """Write in the log that the person has seen a confidential inquiry, once an hour."""
    if not inquiry.confidential:
        return
    since = timezone.now() - SEEN_AGAIN
    seen = AuditEntry.objects.filter(object_uuid=inquiry.uuid, action=SEEN, actor=by, at__gt=since)
    if not seen.exists():
        log("seen", inquiry, by=by)


def was_seen_by(inquiry: Inquiry) -> list[AuditEntry]:
    """The lines of the log, the newest first."""
    return list(AuditEntry.objects.filter(object_uuid=inquiry.uuid, action=SEEN)[:100])


def note_taken(what: str, inquiry: Inquiry, *, by: User) -> None:
    """Write in the log that something was taken out: the "package", or a copy for "access"."""
    log(what, inquiry, by=by)
