"""How much time is left, in words."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inquiries.models import Inquiry
from partnership.formats import short_date


def time_left(inquiry: Inquiry, today: date | None = None) -> str:
    """The time to the deadline of an open inquiry, or when it was answered."""
    if not inquiry.is_open:
        if inquiry.sent_on is None:
            return inquiry.get_state_display()
        return _("Sent %(day)s") % {"day": short_date(inquiry.sent_on)}
    if inquiry.due_on is None:
        return _("The clock stands still")
    days = (inquiry.due_on - (today or timezone.localdate())).days
    if days == 0:
        return _("Today")
    if days < 0:
        return ngettext("%(days)s day overdue", "%(days)s days overdue", -days) % {"days": -days}
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
