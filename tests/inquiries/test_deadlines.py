"""Counting a deadline: the rule as it is written down, and against another counter."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inquiries.choices import DayCount
from inquiries.services.deadlines import Rule, StillSpan, count, working_days_before
from tests.inquiries.day_counter import due_on

FRIDAY = date(2024, 11, 22)
YEARS = st.dates(date(2023, 1, 1), date(2026, 12, 31))
#: Pauses as gaps and lengths in days, so that they do not overlap.
SPANS = st.lists(st.tuples(st.integers(1, 15), st.integers(1, 20)), max_size=4)


def never(day: date) -> str:
    return ""


def on(*days: date):
    return lambda day: "Lukket" if day in days else ""


def due(rule: Rule, closed=never, **more) -> date | None:
    return count(rule, closed=closed, **more).due_on


def pauses_of(start: date, gaps, goes_on: bool) -> list[tuple[date, date | None]]:
    """A pause for each gap and length; the last one may go on."""
    found: list[tuple[date, date | None]] = []
    day = start
    for gap, length in gaps:
        first = day + timedelta(days=gap)
        day = first + timedelta(days=length - 1)
        found.append((first, day))
    if found and goes_on:
        found[-1] = (found[-1][0], None)
    return found


@given(
    start=YEARS,
    days=st.integers(1, 60),
    extensions=st.lists(st.integers(1, 30), max_size=4),
    closed=st.sets(st.integers(1, 250), max_size=30),
    gaps=SPANS,
    goes_on=st.booleans(),
    kind=st.sampled_from(DayCount.values),
)
def test_another_counter_finds_the_same_day(start, days, extensions, closed, gaps, goes_on, kind):
    shut = {start + timedelta(days=offset) for offset in closed}
    pauses = pauses_of(start, gaps, goes_on)
    found = due(
        Rule(start, days, kind),
        on(*shut),
        extensions=extensions,
        still=[StillSpan(*pause) for pause in pauses],
    )
    working = kind == DayCount.WORKING
    expected = due_on(start, [days, *extensions], working=working, closed=shut, pauses=pauses)
    assert found == expected


@given(start=YEARS, days=st.integers(1, 40), closed=st.sets(st.integers(1, 80), max_size=20))
def test_every_day_on_the_way_counts_once_or_says_why(start, days, closed):
    shut = on(*(start + timedelta(days=offset) for offset in closed))
    found = count(Rule(start, days), closed=shut)
    assert [row.number for row in found.days if row.number] == list(range(1, days + 1))
    assert all((row.number is None) == bool(row.why) for row in found.days)
    expected = [start + timedelta(days=n) for n in range(1, len(found.days) + 1)]
    assert [row.day for row in found.days] == expected


@given(start=YEARS, days=st.integers(1, 40), more=st.integers(1, 20))
def test_an_extension_always_moves_the_deadline_further(start, days, more):
    for kind in DayCount.values:
        rule = Rule(start, days, kind)
        assert due(rule, extensions=[more]) > due(rule)


def test_six_working_days_from_a_friday_end_on_the_second_monday():
    assert due(Rule(FRIDAY, 6)) == date(2024, 12, 2)


def test_a_holiday_is_skipped_and_named():
    found = count(Rule(date(2024, 12, 23), 1), closed=on(date(2024, 12, 24)))
    assert (found.days[0].number, found.days[0].why) == (None, "Lukket")


def test_calendar_days_count_weekends():
    assert due(Rule(FRIDAY, 5, DayCount.CALENDAR)) == date(2024, 11, 27)


def test_calendar_days_that_end_in_a_weekend_end_on_the_next_working_day():
    assert due(Rule(FRIDAY, 1, DayCount.CALENDAR)) == date(2024, 11, 25)


def test_an_extension_in_calendar_days_is_counted_from_the_deadline_it_extends():
    """Saturday becomes Monday; one day more is Tuesday, not the Sunday before."""
    rule = Rule(FRIDAY, 1, DayCount.CALENDAR)
    assert due(rule, extensions=[1]) == date(2024, 11, 26)


def test_days_of_a_pause_do_not_count():
    still = [StillSpan(date(2024, 11, 26), date(2024, 11, 27), "Svar")]
    assert due(Rule(FRIDAY, 6), still=still) == date(2024, 12, 4)


def test_a_pause_that_goes_on_leaves_no_deadline_and_says_what_is_left():
    found = count(Rule(FRIDAY, 6), closed=never, still=[StillSpan(date(2024, 11, 27), None)])
    assert (found.due_on, found.left) == (None, 4)


def test_a_pause_after_the_deadline_does_not_move_it():
    assert due(Rule(FRIDAY, 6), still=[StillSpan(date(2024, 12, 3), None)]) == date(2024, 12, 2)


def test_days_of_an_extension_are_told_from_the_rules_own():
    found = count(Rule(FRIDAY, 1), closed=never, extensions=[1, 1])
    assert [row.extension for row in found.days if row.number] == [0, 1, 2]


@pytest.mark.parametrize(
    ("days", "expected"), [(0, date(2024, 12, 2)), (1, date(2024, 11, 29)), (2, date(2024, 11, 28))]
)
def test_a_reminder_counts_working_days_back(days, expected):
    assert working_days_before(date(2024, 12, 2), days, closed=never) == expected
