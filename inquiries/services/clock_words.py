"""Deadlines in words: how much time is left, what they follow from, how they have moved."""

from datetime import date

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inquiries.choices import DayCount, StartsFrom
from inquiries.models import Inquiry
from inquiries.services.clock import start_of
from inquiries.services.extensions import Moved
from partnership.formats import long_date, short_date


def time_left(inquiry: Inquiry, today: date | None = None) -> str:
    """The time to the deadline of an open inquiry, or when it was answered."""
    if not inquiry.is_open:
        if inquiry.sent_on is None:
            return inquiry.get_state_display()
        return _("Sent %(day)s") % {"day": short_date(inquiry.sent_on)}
    if inquiry.sent_on:
        return _("Sent %(day)s, being corrected") % {"day": short_date(inquiry.sent_on)}
    if inquiry.due_on is None:
        return _("The clock stands still")
    days = (inquiry.due_on - (today or timezone.localdate())).days
    if days == 0:
        return _("Today")
    if days < 0:
        return ngettext("%(days)s day overdue", "%(days)s days overdue", -days) % {"days": -days}
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}


def with_weekday(day: date) -> str:
    """Monday 2 December 2024, in Danish."""
    told = {"weekday": formats.date_format(day, "l"), "day": long_date(day)}
    return _("%(weekday)s %(day)s") % told


def rule_in_words(inquiry: Inquiry) -> str:
    """So many days after the question is asked, or received."""
    days = inquiry.deadline_days
    if inquiry.day_count == DayCount.WORKING:
        counted = ngettext("%(days)s working day", "%(days)s working days", days)
    else:
        counted = ngettext("%(days)s calendar day", "%(days)s calendar days", days)
    if inquiry.starts_from == StartsFrom.ASKED:
        whole = _("%(days)s after %(day)s, when the question was asked")
    else:
        whole = _("%(days)s after %(day)s, when the question was received")
    return whole % {"days": counted % {"days": days}, "day": with_weekday(start_of(inquiry))}


def moved_in_words(moved: Moved) -> str:
    """The deadline before and after."""
    told = {
        name: with_weekday(day)
        for name, day in (("before", moved.before), ("after", moved.after))
        if day
    }
    if moved.after is None:
        return (
            _("The clock stands still. The deadline was %(before)s.") % told
            if moved.before
            else _("The clock goes on standing still, so that there is no deadline to tell yet.")
        )
    if moved.before in (None, moved.after):
        return _("The deadline is %(after)s.") % told
    return _("The deadline was %(before)s. By now it is %(after)s.") % told
