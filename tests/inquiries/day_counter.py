"""A second way to count a deadline, which the tests hold against ours.

Ours walks the days and numbers them. This one makes a set of the days that count, sorts
it, and takes the n-th; the roll to a working day is a search of its own.
"""

from datetime import date, timedelta

#: Days that are looked at. Enough for what the tests generate.
HORIZON = 1500


def due_on(
    start: date,
    parts: list[int],
    *,
    working: bool,
    closed: set[date],
    pauses: list[tuple[date, date | None]],
) -> date | None:
    """The deadline of `parts` days, one part after the other; None if it is never reached."""
    all_days = [start + timedelta(days=n) for n in range(1, HORIZON)]
    paused = {day for day in all_days if any(_inside(day, pause) for pause in pauses)}
    running = [day for day in all_days if day not in paused]
    opened = [day for day in running if day.isoweekday() < 6 and day not in closed]
    reached = start
    for part in parts:
        candidates = [day for day in (opened if working else running) if day > reached]
        last = candidates[part - 1]
        reached = next(day for day in opened if day >= last) if last <= opened[-1] else date.max
    standing = [first for first, last in pauses if last is None]
    return None if standing and reached >= min(standing) else reached


def _inside(day: date, pause: tuple[date, date | None]) -> bool:
    first, last = pause
    # A pause that goes on is left out here: it is asked afterwards whether it was met.
    return last is not None and first <= day <= last
