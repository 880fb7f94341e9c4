"""The deadline of an inquiry: its rule, the days when nobody works, extensions and pauses."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import holidays
from django.db import transaction

from inquiries.choices import StartsFrom
from inquiries.models import ClosingDay, Inquiry, Pause
from inquiries.services.audit import log
from inquiries.services.deadlines import Closed, Deadline, Rule, StillSpan, count
from partnership.models import User


@lru_cache(maxsize=64)
def public_holidays(year: int) -> Mapping[date, str]:
    """Denmark's public holidays of a year, with their Danish names."""
    return dict(holidays.Denmark(years=year, language="da"))


def closed_days() -> Closed:
    """Names the public holidays and the authority's closing days, which are read once, now."""
    own = dict(ClosingDay.objects.values_list("on", "name"))
    return lambda day: public_holidays(day.year).get(day) or own.get(day, "")


def start_of(inquiry: Inquiry) -> date:
    """The day after which the deadline is counted."""
    return inquiry.asked_on if inquiry.starts_from == StartsFrom.ASKED else inquiry.received_on


def deadline_of(
    inquiry: Inquiry, closed: Closed | None = None, *, without: Pause | None = None
) -> Deadline:
    """The inquiry's deadline as it is by now, explained day by day.

    `without` is a pause to leave out, for what the deadline would have been.
    """
    rule = Rule(start_of(inquiry), inquiry.deadline_days, inquiry.day_count)
    still = [
        StillSpan(pause.starts_on, pause.ends_on, pause.reason)
        for pause in inquiry.pauses.all()
        if pause != without
    ]
    extensions = [extension.days for extension in inquiry.extensions.all()]
    return count(rule, closed=closed or closed_days(), extensions=extensions, still=still)


def recompute(
    inquiry: Inquiry, *, by: User | None, why: str = "", closed: Closed | None = None
) -> bool:
    """Write the deadline as it is by now; whether it moved. The inquiry is locked by the caller.

    `why` goes to the log where the deadline has moved; "" for no line. What has been
    answered keeps the deadline it was answered by.
    """
    if not inquiry.awaits_answer:
        return False
    due_on = deadline_of(inquiry, closed).due_on
    if due_on == inquiry.due_on:
        return False
    before, inquiry.due_on = inquiry.due_on, due_on
    inquiry.save(update_fields=["due_on"])
    if why:
        log("deadline", inquiry, by=by, why=why, before=iso(before), after=iso(due_on))
    return True


@transaction.atomic
def recount_open(*, by: User | None, why: str) -> int:
    """Count again what awaits an answer; how many deadlines have moved, each with its line.

    They are locked in one order, so that two who do this at once do not wait for each
    other, and the closing days are read when nobody can change a deadline any more.
    """
    rows = Inquiry.objects.awaiting_answer().select_related("unit", "partnership").order_by("pk")
    locked = rows.select_for_update(of=("self",)).prefetch_related("pauses", "extensions")
    waiting = list(locked)
    closed = closed_days()
    return sum(recompute(inquiry, by=by, why=why, closed=closed) for inquiry in waiting)


def iso(day: date | None) -> str:
    """The day as the log keeps it; "" while the clock stands still."""
    return day.isoformat() if day else ""
