"""Who may do what with inquiries and letters.

What one may not see does not exist (404, see `querysets`); these rules are for those inside.
"""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inquiries.choices import WRITING_STATES, InquiryAct
from inquiries.models import Approver, Inquiry, Reply, StandIn
from inquiries.transitions import TRANSITIONS
from partnership.choices import UNIT_ROLES, Role
from partnership.formats import short_date
from partnership.models import Unit, User
from partnership.permissions import ALLOWED, Decision


def may_register(user: User) -> Decision:
    """Those with a seat in any unit."""
    if _works_in_some_unit(user):
        return ALLOWED
    return Decision(False, _("Only those who work in a unit register council questions."))


def may_follow_deadlines(user: User) -> Decision:
    """Seeing the closing days, and a calendar of deadlines: those with a seat in any unit."""
    if _works_in_some_unit(user):
        return ALLOWED
    return Decision(False, _("Only those who work in a unit have deadlines here."))


def _works_in_some_unit(user: User, roles: Iterable[Role] = UNIT_ROLES) -> bool:
    return user.seats.filter(unit__isnull=False, role__in=list(roles)).exists()


def works_in(user: User, unit: Unit, roles: Iterable[Role] = UNIT_ROLES) -> Decision:
    """Those with a seat in the unit."""
    if user.seats.filter(unit=unit, role__in=list(roles)).exists():
        return ALLOWED
    return Decision(
        False, _("Only those who work in %(unit)s do this.") % {"unit": unit.short_name}
    )


def may_keep_unit(user: User, unit: Unit) -> Decision:
    """Rules, closing days, sender blocks and signatories: the unit's approvers."""
    if works_in(user, unit, [Role.APPROVER]):
        return ALLOWED
    return Decision(
        False,
        _("Only those who clear letters in %(unit)s keep its rules and letter head.")
        % {"unit": unit.short_name},
    )


def may_edit_inquiry(user: User, inquiry: Inquiry) -> Decision:
    """What is registered: the unit, while the inquiry is open."""
    if not inquiry.is_open:
        return Decision(
            False,
            _("The inquiry is %(state)s and is not changed any more.")
            % {"state": inquiry.get_state_display().lower()},
        )
    return works_in(user, inquiry.unit)


def may_write(user: User, inquiry: Inquiry) -> Decision:
    """The draft of the letter: the unit, until it is sent to clearance."""
    if inquiry.state not in WRITING_STATES:
        return Decision(
            False,
            _("The inquiry is %(state)s, so that the draft is closed.")
            % {"state": inquiry.get_state_display().lower()},
        )
    return works_in(user, inquiry.unit)


def may_take(user: User, inquiry: Inquiry, act: InquiryAct) -> Decision:
    """Whether the state allows the step, and the person works in the unit."""
    if inquiry.state not in TRANSITIONS[act].sources:
        return Decision(
            False,
            _("The inquiry is %(state)s, so that this cannot be done.")
            % {"state": inquiry.get_state_display().lower()},
        )
    return works_in(user, inquiry.unit)


def clears_for(user: User, approver: Approver) -> bool:
    """Whether the person is the approver, or stands in for that person today."""
    if approver.user_id == user.pk:
        return True
    today = timezone.localdate()
    unit = approver.reply.inquiry.unit_id
    return (
        StandIn.objects.standing()
        .filter(
            unit=unit, absent=approver.user_id, user=user, starts_on__lte=today, ends_on__gte=today
        )
        .exists()
    )


def may_clear(user: User, inquiry: Inquiry) -> Decision:
    """The approver whose turn it is, and whoever stands in for that person."""
    allowed = may_take(user, inquiry, InquiryAct.CLEAR)
    if not allowed:
        return allowed
    waited_for = next_approver(inquiry.replies.latest("ordinal"))
    if waited_for and clears_for(user, waited_for):
        return ALLOWED
    name = waited_for.user.name if waited_for else ""
    return Decision(False, _("It is %(name)s who clears the letter now.") % {"name": name})


def next_approver(reply: Reply) -> Approver | None:
    """Whose word is awaited: the first who has not cleared the sending that is open."""
    submission = reply.submissions.filter(ended_at__isnull=True).first()
    if submission is None:
        return None
    cleared = submission.clearances.values_list("position", flat=True)
    return reply.approvers.exclude(position__in=list(cleared)).order_by("position").first()


def deadline_moves(inquiry: Inquiry) -> Decision:
    """Whether the deadline may still be moved: until the question is answered or withdrawn."""
    if inquiry.awaits_answer:
        return ALLOWED
    if inquiry.sent_on:
        told = {"day": short_date(inquiry.sent_on)}
        return Decision(
            False, _("The question was answered on %(day)s, so that its deadline stands.") % told
        )
    told = {"state": inquiry.get_state_display().lower()}
    return Decision(False, _("The inquiry is %(state)s, so that its deadline stands.") % told)


def may_move_deadline(user: User, inquiry: Inquiry) -> Decision:
    """Extending, pausing and resuming: the unit, until the question is answered."""
    moves = deadline_moves(inquiry)
    return works_in(user, inquiry.unit) if moves else moves


def may_keep_closing_days(user: User) -> Decision:
    """One list for all units: those who clear letters in any of them."""
    if _works_in_some_unit(user, [Role.APPROVER]):
        return ALLOWED
    return Decision(False, _("Only those who clear letters in a unit keep the closing days."))
