"""Who clears letters in an approver's place, and when."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from inquiries.models import StandIn
from inquiries.permissions import works_in
from inquiries.services.refusals import InquiryRefused
from partnership.choices import Role
from partnership.models import Unit, User
from partnership.services.audit import record


@transaction.atomic
def add_stand_in(
    unit: Unit, *, absent: User, user: User, starts_on: date, ends_on: date, by: User
) -> StandIn:
    """Let `user` clear in the place of `absent` on these days, both included.

    The same again is added once: the unit is locked, because a form may be sent
    twice at once. Raises `InquiryRefused`.
    """
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    if not works_in(absent, unit, [Role.APPROVER]):
        raise InquiryRefused(_("Choose somebody who clears letters in the unit."), "absent")
    if not works_in(user, unit):
        raise InquiryRefused(_("Choose somebody who works in the unit."), "user")
    if user == absent:
        raise InquiryRefused(_("Choose somebody else as stand-in."), "user")
    if ends_on < starts_on:
        raise InquiryRefused(_("The last day comes before the first."), "ends_on")
    if ends_on < timezone.localdate():
        raise InquiryRefused(_("The day has passed."), "ends_on")
    days = {"absent": absent, "user": user, "starts_on": starts_on, "ends_on": ends_on}
    if found := unit.stand_ins.standing().filter(**days).first():
        return found
    made = StandIn.objects.create(unit=unit, **days)
    record("inquiries.stand_in.add", by=by, on=made)
    return made


@transaction.atomic
def remove_stand_in(stand_in: StandIn, *, by: User) -> bool:
    """End it at once; what was cleared by it stays. False where it was removed already."""
    standing = StandIn.objects.standing().filter(pk=stand_in.pk)
    if not standing.update(removed_at=timezone.now()):
        return False
    record("inquiries.stand_in.remove", by=by, on=stand_in)
    return True
