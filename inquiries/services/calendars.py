"""A person's deadlines as a calendar (RFC 5545)."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from inquiries.models import Inquiry
from partnership.models import User

PRODUCT = "-//Tryghedsplan//Frister//DA"


def deadlines_of(user: User) -> bytes:
    """The deadlines of all open inquiries that the person may see now.

    Those whose clock stands still have none. A calendar is copied to other servers and
    shown on telephones: of a confidential inquiry it tells the number alone.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Deadlines of council questions"))
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    rows = Inquiry.objects.visible_to(user).awaiting_answer().by_deadline()
    now = timezone.now()
    for inquiry in rows.select_related("responsible"):
        if inquiry.due_on:
            calendar.add_component(_event(inquiry, inquiry.due_on, now))
    return calendar.to_ical()


def _event(inquiry: Inquiry, due_on: date, now: datetime) -> Event:
    """An all-day event; its UID stays whatever moves, so that programs move it too."""
    event = Event()
    event.add("uid", f"{inquiry.uuid}@tryghedsplan")
    event.add("dtstamp", now)
    event.add("dtstart", due_on)
    event.add("dtend", due_on + timedelta(days=1))
    event.add("summary", _("Deadline: %(inquiry)s") % {"inquiry": _name(inquiry)})
    event.add("description", _description(inquiry))
    event.add("url", settings.SITE_URL + reverse("inquiry", args=[inquiry.year, inquiry.number]))
    event.add("transp", "TRANSPARENT")
    return event


def _name(inquiry: Inquiry) -> str:
    if inquiry.confidential:
        return _("%(number)s, confidential") % {"number": inquiry.designation}
    return str(inquiry)


def _description(inquiry: Inquiry) -> str:
    """Who asks and who answers; nothing of a confidential inquiry."""
    if inquiry.confidential:
        return _("Log in to see it.")
    lines = [_("Asked by %(name)s") % {"name": inquiry.asker}, inquiry.get_state_display()]
    if inquiry.responsible:
        lines.append(_("Responsible: %(name)s") % {"name": inquiry.responsible.name})
    return "\n".join(lines)
