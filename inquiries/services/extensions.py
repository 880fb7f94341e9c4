"""What moves a deadline: extending it, stopping its clock and letting it go on."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from inquiries.models import Inquiry, Pause
from inquiries.permissions import deadline_moves
from inquiries.services.audit import log
from inquiries.services.clock import deadline_of, iso, recompute, start_of
from inquiries.services.refusals import InquiryRefused
from partnership.formats import long_date
from partnership.models import User

#: Days that an inquiry may have in all, its rule's and its extensions'.
MOST_DAYS = 1000


@dataclass(frozen=True)
class Moved:
    """The deadline before and after; None while the clock stands still.

    After a pause `before` is what it would be without the pause.
    """

    before: date | None
    after: date | None


@transaction.atomic
def extend(
    inquiry: Inquiry, *, days: int, reason: str, agreed_with: str, seen: int, by: User
) -> Moved:
    """Give the answer more days. Raises `InquiryRefused`.

    `seen` is how many extensions the person saw: one that is sent twice, or by two at
    once, extends once. The inquiry is locked for that.
    """
    locked = _open(inquiry)
    given = list(locked.extensions.values_list("days", flat=True))
    if len(given) != seen:
        raise InquiryRefused(
            _("The deadline has been extended since you opened this. By now it is %(day)s.")
            % {"day": _day(locked.due_on)}
        )
    if locked.deadline_days + sum(given) + days > MOST_DAYS:
        raise InquiryRefused(
            _("An inquiry has at most %(most)s days in all.") % {"most": MOST_DAYS}, "days"
        )
    locked.extensions.create(
        days=days, reason=reason, agreed_with=agreed_with, by=by, by_name=by.name
    )
    told = {"days": str(days), "reason": reason, "agreed_with": agreed_with}
    return _moved("extend", locked, by=by, before=locked.due_on, **told)


@transaction.atomic
def pause(inquiry: Inquiry, *, starts_on: date, reason: str, by: User) -> Moved:
    """Stop the clock while clarification is awaited. Raises `InquiryRefused`.

    The inquiry is locked, so that two pauses begun at once do not overlap.
    """
    locked = _open(inquiry)
    _require_free(locked, starts_on)
    if locked.due_on and starts_on > locked.due_on:
        raise InquiryRefused(
            _("The deadline was %(day)s and is over. It can be extended, not paused.")
            % {"day": _day(locked.due_on)},
            "starts_on",
        )
    locked.pauses.create(starts_on=starts_on, reason=reason, begun_by_name=by.name)
    told = {"reason": reason, "starts_on": iso(starts_on)}
    return _moved("pause", locked, by=by, before=locked.due_on, **told)


@transaction.atomic
def resume(inquiry: Inquiry, *, ends_on: date, by: User) -> Moved:
    """Let the clock go on after `ends_on`. Raises `InquiryRefused`. Locked as above."""
    locked = _open(inquiry)
    standing = locked.pauses.filter(ends_on__isnull=True).first()
    if standing is None:
        raise InquiryRefused(
            _("The clock runs already. The deadline is %(day)s.") % {"day": _day(locked.due_on)}
        )
    if ends_on < standing.starts_on:
        raise InquiryRefused(
            _("The pause began on %(day)s.") % {"day": _day(standing.starts_on)}, "ends_on"
        )
    _require_come(ends_on, "ends_on")
    standing.ends_on, standing.ended_by_name = ends_on, by.name
    standing.save(update_fields=["ends_on", "ended_by_name"])
    before = deadline_of(locked, without=standing).due_on
    return _moved("resume", locked, by=by, before=before, ends_on=iso(ends_on))


def _open(inquiry: Inquiry) -> Inquiry:
    locked = Inquiry.objects.in_turn(inquiry)
    moves = deadline_moves(locked)
    if not moves:
        raise InquiryRefused(moves.reason)
    return locked


def _moved(verb: str, locked: Inquiry, *, by: User, before: date | None, **details: str) -> Moved:
    recompute(locked, by=by)
    log(verb, locked, by=by, before=iso(before), after=iso(locked.due_on), **details)
    return Moved(before, locked.due_on)


def _require_free(locked: Inquiry, starts_on: date) -> None:
    """That the clock runs on the day and after, and that the day is in the inquiry's time."""
    for earlier in locked.pauses.all():
        _require_after(earlier, starts_on)
    if starts_on < start_of(locked):
        raise InquiryRefused(
            _("The deadline is counted from %(day)s. A pause begins no earlier.")
            % {"day": _day(start_of(locked))},
            "starts_on",
        )
    _require_come(starts_on, "starts_on")


def _require_after(earlier: Pause, starts_on: date) -> None:
    if earlier.ends_on is None:
        raise InquiryRefused(
            _("The clock stands still already, since %(day)s.") % {"day": _day(earlier.starts_on)}
        )
    if starts_on <= earlier.ends_on:
        raise InquiryRefused(
            _("The clock stood still until %(day)s. Two pauses do not overlap.")
            % {"day": _day(earlier.ends_on)},
            "starts_on",
        )


def _require_come(day: date, field: str) -> None:
    if day > timezone.localdate():
        raise InquiryRefused(_("The day has not come yet."), field)


def _day(day: date | None) -> str:
    return long_date(day) if day else _("unknown, since the clock stands still")
