"""The deadline of an inquiry: its rule, the days when nobody works, extensions and pauses."""

from datetime import date

import holidays

from inquiries.choices import StartsFrom
from inquiries.models import ClosingDay, Inquiry
from inquiries.services.audit import log
from inquiries.services.deadlines import Deadline, Rule, StillSpan, count
from partnership.models import User


def closed_days(first: date, last: date) -> dict[date, str]:
    """Denmark's public holidays and the authority's closing days, by day, with their names."""
    public = holidays.Denmark(years=range(first.year, last.year + 1), language="da")
    found = {day: name for day, name in public.items() if first <= day <= last}
    rows = ClosingDay.objects.filter(on__range=(first, last))
    return found | dict(rows.values_list("on", "name"))


def deadline_of(inquiry: Inquiry) -> Deadline:
    """The inquiry's deadline as it is by now, explained day by day."""
    start = inquiry.asked_on if inquiry.starts_from == StartsFrom.ASKED else inquiry.received_on
    rule = Rule(start, inquiry.deadline_days, inquiry.day_count)
    still = [
        StillSpan(pause.starts_on, pause.ends_on, pause.reason) for pause in inquiry.pauses.all()
    ]
    extensions = [extension.days for extension in inquiry.extensions.all()]
    last = date(start.year + 11, 12, 31)
    return count(rule, closed=closed_days(start, last), extensions=extensions, still=still)


def recompute(inquiry: Inquiry, *, by: User | None, why: str = "") -> bool:
    """Write the deadline as it is by now; whether it moved. The inquiry is locked by the caller.

    `why` goes to the log where the deadline has moved; "" for no line.
    """
    due_on = deadline_of(inquiry).due_on
    if due_on == inquiry.due_on:
        return False
    before, inquiry.due_on = inquiry.due_on, due_on
    inquiry.save(update_fields=["due_on"])
    if why:
        log("deadline", inquiry, by=by, why=why, before=_iso(before), after=_iso(due_on))
    return True


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
