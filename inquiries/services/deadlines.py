"""Counting a deadline, day by day, so that it can be explained.

Nothing here reads the database or the clock: what decides is given.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from inquiries.choices import DayCount

#: A deadline further off than this is a mistake in the data.
_FURTHEST = 3660


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
    """A day on the way: its number where it counts, else why it does not."""

    day: date
    number: int | None
    why: str = ""


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
    closed: Mapping[date, str],
    extensions: Sequence[int] = (),
    still: Collection[StillSpan] = (),
) -> Deadline:
    """The deadline of a rule.

    `closed` names the holidays and closing days; `extensions` are further days,
    counted as the rule counts. Days of the clock standing still never count. A
    deadline in calendar days that ends on a day when nobody works is the next
    day on which somebody does.
    """
    wanted = rule.days + sum(extensions)
    number, found = 0, []
    for offset in range(1, _FURTHEST):
        day = rule.start + timedelta(days=offset)
        why = _not_counted(day, rule, closed, still, last=number + 1 == wanted)
        if not why:
            number += 1
        found.append(CountedDay(day, None if why else number, why))
        if not why and number == wanted:
            return Deadline(day, rule.start, tuple(found))
        if any(span.last is None and span.holds(day) for span in still):
            return Deadline(None, rule.start, tuple(found), left=wanted - number)
    return Deadline(None, rule.start, tuple(found), left=wanted - number)


def _not_counted(
    day: date,
    rule: Rule,
    closed: Mapping[date, str],
    still: Collection[StillSpan],
    *,
    last: bool,
) -> str:
    """Why the day does not count; "" if it does. `last`: it would be the last of all."""
    for span in still:
        if span.holds(day):
            return _("The clock stands still: %(why)s") % {"why": span.why}
    if rule.count == DayCount.CALENDAR and not last:
        return ""
    if day in closed:
        return closed[day]
    return _("Weekend") if day.weekday() >= 5 else ""
