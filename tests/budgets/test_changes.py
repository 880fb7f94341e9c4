"""What changed in the budget between two days."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from activities.models import SafetyPlan
from budgets.models import BudgetLine, Entry
from budgets.services import decisions
from budgets.services.changes import Changes, changes_between
from budgets.services.changes_told import events_of, why
from budgets.services.economy import economy_of
from budgets.services.ledger import set_frame
from budgets.services.lines import add_line
from budgets.services.pools import grant
from budgets.services.reallocations import leg_rows
from budgets.services.table_rows import close_line
from partnership.models import User
from tests import factories
from tests.big_plan import make_big_plan
from tests.conftest import Cast

JAN, FEB, MAR, APR = (date(2024, month, 1) for month in range(1, 5))


def posted(line: BudgetLine, amount: int, day: date, by: User | None = None, reason: str = ""):
    """A posting to 2024, made at noon that day."""
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    name = by.name if by else ""
    return Entry.objects.create(
        line=line, year=2024, amount=amount, posted_at=at, posted_by_name=name, reason=reason
    )


@pytest.fixture
def line(cast: Cast) -> BudgetLine:
    """Set to 1.000 in January, 1.500 in February and 700 in March."""
    made = factories.make_line(cast.chapter)
    posted(made, 1000, JAN)
    posted(made, 500, FEB, cast.secretariat, "Flere vagter")
    posted(made, -800, MAR)
    return made


def told(changes: Changes) -> list[tuple]:
    return [
        (
            cell.line.label,
            cell.year,
            cell.before,
            [entry.amount for entry in cell.entries],
            cell.after,
        )
        for own in changes.activities
        for cell in own.cells
    ]


def test_a_cell_tells_its_amounts_and_every_posting_in_between(cast: Cast, line: BudgetLine):
    changes = changes_between(cast.plan, JAN, MAR)
    assert told(changes) == [(line.label, 2024, 1000, [500, -800], 700)]


def test_both_days_are_counted_at_their_end(cast: Cast, line: BudgetLine):
    assert told(changes_between(cast.plan, FEB, FEB)) == []
    assert told(changes_between(cast.plan, JAN, FEB)) == [(line.label, 2024, 1000, [500], 1500)]


def test_a_posting_tells_who_and_why(cast: Cast, line: BudgetLine):
    [own] = changes_between(cast.plan, JAN, FEB).activities
    [entry] = own.cells[0].entries
    assert (entry.posted_by_name, why(entry)) == (cast.secretariat.name, "Flere vagter")


def test_the_sums_are_of_the_whole_budget(cast: Cast, line: BudgetLine):
    posted(factories.make_line(cast.other_chapter), 50, JAN)
    changes = changes_between(cast.plan, JAN, MAR)
    assert [(s.before, s.difference, s.after) for s in changes.sums if s.year == 2024] == [
        (1050, -300, 750)
    ]


def test_cofinancing_is_told_and_not_summed(cast: Cast):
    factories.make_line(cast.chapter, {2024: 300}, funder=cast.organisation, label="Fonden")
    changes = changes_between(cast.plan, None, timezone.localdate())
    assert told(changes) == [("Fonden", 2024, 0, [300], 300)]
    assert {s.difference for s in changes.sums} == {0}


def test_without_a_first_day_it_is_everything_from_the_beginning(cast: Cast, line: BudgetLine):
    assert told(changes_between(cast.plan, None, FEB)) == [(line.label, 2024, 0, [1000, 500], 1500)]


def test_after_the_first_approval_it_is_what_has_moved_since(cast: Cast, line: BudgetLine):
    """Also on the very day of the approval."""
    today = timezone.localdate()
    other = factories.make_line(cast.other_chapter, {2024: 50})
    factories.approve(cast.plan)
    made = factories.make_reallocation(cast.plan, (line, -100), (other, 100), by=cast.working_group)
    decisions.send(made, by=cast.working_group, hearing_until=today, seen=made.version)
    seen = decisions.fingerprint(leg_rows(made))
    decisions.approve(made, by=cast.decider, seen=seen, early_reason="Det haster.")
    changes = changes_between(cast.plan, None, today)
    assert changes.approved_at
    assert told(changes) == [
        (line.label, 2024, 700, [-100], 600),
        (other.label, 2024, 50, [100], 150),
    ]
    entry = changes.activities[0].cells[0].entries[0]
    assert (entry.posted_by_name, why(entry)) == (cast.decider.name, made.reason)


def test_frame_grants_and_lines_are_told(cast: Cast, line: BudgetLine):
    set_frame(cast.plan, 5000, by=cast.decider, reason="Vedtaget")
    pool = factories.make_pool(cast.chapter)
    grant(pool, cast.other_chapter.activity, 2024, 200, by=cast.working_group)
    grant(pool, cast.other_chapter.activity, 2024, -50, by=cast.working_group)
    closed = add_line(cast.plan.agreement, cast.other_chapter.activity, by=cast.lead, label="Ny")
    close_line(closed, plan=cast.plan, seen=closed.version, by=cast.lead)
    changes = changes_between(cast.plan, None, timezone.localdate())
    amounts = [event.amount for event in events_of(changes) if event.amount is not None]
    assert amounts == [5000, 200, -50]
    assert (changes.frame_before, changes.frame_after) == (None, 5000)
    assert [act.act for act in changes.lines if act.line == closed] == [
        "budgets.line.add",
        "budgets.line.close",
    ]


def test_a_line_that_is_closed_by_now_is_told_too(cast: Cast, line: BudgetLine):
    posted(line, -700, APR)
    BudgetLine.objects.filter(pk=line.pk).update(closed_at=timezone.now())
    assert told(changes_between(cast.plan, MAR, APR)) == [(line.label, 2024, 700, [-700], 0)]


def test_what_belongs_to_another_partnership_is_not_told(cast: Cast):
    factories.make_line(cast.outside_chapter, {2024: 1})
    set_frame(cast.outside_plan, 5, by=None)
    assert not changes_between(cast.plan, None, timezone.localdate()).has_any


@pytest.fixture
def big(db) -> SafetyPlan:
    return make_big_plan(30, 120)


@pytest.mark.parametrize("first", [None, date(2024, 1, 9), date(2024, 1, 10), date(2024, 5, 6)])
def test_both_ends_agree_with_the_economy_of_their_days(big: SafetyPlan, first):
    last = date(2024, 5, 9)
    changes = changes_between(big, first, last)
    day = first or date(2024, 2, 15)
    before, after = economy_of(big, on=day), economy_of(big, on=last)
    assert [s.before for s in changes.sums] == [cell.amount for cell in before.totals]
    assert [s.after for s in changes.sums] == [cell.amount for cell in after.totals]
    assert (changes.frame_before, changes.frame_after) == (before.frame, after.frame)
    moved = {(c.line.pk, c.year): c for own in changes.activities for c in own.cells}
    for old, new in zip(cells(before), cells(after), strict=True):
        found = moved.get(old[0])
        assert (old[1], new[1]) == ((found.before, found.after) if found else (new[1], new[1]))


def cells(economy) -> list[tuple]:
    return [
        ((line.line.pk, cell.year), cell.amount or 0)
        for row in [*economy.rows, *economy.without_chapter]
        for line in sorted([*row.lines, *row.over], key=lambda line: line.line.pk)
        for cell in line.cells
    ]


def test_a_line_emptied_since_the_approval_stays_in_the_table(cast: Cast):
    """Or what was original would no longer sum to what it was."""
    line = factories.make_line(cast.chapter, {2024: 100})
    other = factories.make_line(cast.chapter, {2024: 50})
    factories.approve(cast.plan)
    posted(line, -100, APR)
    posted(other, 100, APR)
    BudgetLine.objects.filter(pk=line.pk).update(closed_at=timezone.now())
    total = economy_of(cast.plan).totals[-1]
    assert (total.original, total.moved, total.amount) == (150, 0, 150)
