"""Counting a deadline, day by day, so that it can be explained.

Nothing here reads the database or the clock: what decides is given.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from itertools import count as numbers

from django.utils.translation import gettext as _

from inquiries.choices import DayCount

#: The name of a public holiday or closing day; "" for any other day.
Closed = Callable[[date], str]


@dataclass(frozen=True)
class Rule:
    """So many days, working or calendar days, counted from the day after `start`."""

    start: date
    days: int
    count: str = DayCount.WORKING


@dataclass(frozen=True)
class StillSpan:
    """Days on which the clock stands still, both included; `last` None while it goes on."""

    first: date
    last: date | None
    why: str = ""

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class CountedDay:
    """A day on the way: its number where it counts, else why it does not.

    `extension` is 0 on the rule's own days, 1 on those of the first extension, and so on.
    """

    day: date
    number: int | None
    why: str = ""
    extension: int = 0


@dataclass(frozen=True)
class Deadline:
    """The last day, or None while the clock stands still; with every day on the way.

    `left` is how many days were still to be counted when the clock stopped.
    """

    due_on: date | None
    start: date
    days: tuple[CountedDay, ...]
    left: int = 0


def count(
    rule: Rule,
    *,
    closed: Closed,
    extensions: Sequence[int] = (),
    still: Collection[StillSpan] = (),
) -> Deadline:
    """The deadline of a rule.

    `extensions` are further days, counted as the rule counts, each from the deadline that
    it extends. Days of the clock standing still never count. A deadline in calendar days,
    extended or not, that ends on a day when nobody works is the next day on which
    somebody does. It ends, since pauses that are over and closing days do.
    """
    ends = tuple(accumulate((rule.days, *extensions)))
    number = 0
    found: list[CountedDay] = []
    for offset in numbers(1):
        day = rule.start + timedelta(days=offset)
        part = bisect_left(ends, number + 1)
        why = _not_counted(day, rule, closed, still, last=number + 1 in ends)
        number += not why
        found.append(CountedDay(day, None if why else number, why, part))
        if number == ends[-1]:
            return Deadline(day, rule.start, tuple(found))
        if any(span.last is None and span.holds(day) for span in still):
            break
    return Deadline(None, rule.start, tuple(found), left=ends[-1] - number)


def _not_counted(
    day: date,
    rule: Rule,
    closed: Closed,
    still: Collection[StillSpan],
    *,
    last: bool,
) -> str:
    """Why the day does not count; "" if it does. `last`: a deadline would end on it."""
    for span in still:
        if span.holds(day):
            return _("The clock stands still: %(why)s") % {"why": span.why}
    if rule.count == DayCount.CALENDAR and not last:
        return ""
    return _no_work(day, closed)


def _no_work(day: date, closed: Closed) -> str:
    """Why nobody works on the day; "" if somebody does."""
    return closed(day) or (_("Weekend") if day.weekday() >= 5 else "")


def working_days_before(day: date, days: int, *, closed: Closed) -> date:
    """The day from which so many working days are left until `day`."""
    while days > 0:
        day -= timedelta(days=1)
        days -= not _no_work(day, closed)
    return day
