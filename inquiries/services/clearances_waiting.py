"""Which letters wait for a person's word."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from inquiries.choices import InquiryState
from inquiries.models import Approver, Clearance, Inquiry, StandIn, Submission
from inquiries.querysets import InquiryQuerySet
from partnership.models import User


def waiting_for_word_of(user: User) -> InquiryQuerySet:
    """Inquiries in clearance whose next approver is the person, or somebody the person stands
    in for today; see `permissions.next_approver` for one of them.
    """
    today = timezone.localdate()
    absent = StandIn.objects.standing().filter(
        user=user,
        absent=OuterRef("user"),
        unit=OuterRef("reply__inquiry__unit"),
        starts_on__lte=today,
        ends_on__gte=today,
    )
    earlier = _awaited().filter(reply=OuterRef("reply"), position__lt=OuterRef("position"))
    awaited = _awaited().filter(Q(user=user) | Exists(absent)).exclude(Exists(earlier))
    rows = Inquiry.objects.visible_to(user).filter(state=InquiryState.CLEARANCE)
    return rows.filter(pk__in=awaited.values("reply__inquiry"))


def _awaited():
    """Approvers who have not cleared the sending that is open."""
    open_now = Submission.objects.filter(reply=OuterRef("reply"), ended_at__isnull=True)
    cleared = Clearance.objects.filter(
        submission__reply=OuterRef("reply"),
        submission__ended_at__isnull=True,
        position=OuterRef("position"),
    )
    return Approver.objects.filter(Exists(open_now)).exclude(Exists(cleared))
