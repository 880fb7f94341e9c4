"""What reallocations, approved plans and pools refuse, beyond the usual way."""

from datetime import timedelta

import pytest
from django.utils import timezone

from activities.choices import PlanState
from activities.services.lifecycle import PlanStepRefused, reopen_plan
from budgets.choices import EntryKind, ReallocationState
from budgets.models import BudgetLine, Entry, FirstApproval
from budgets.services import decisions, pools, reallocations
from budgets.services.economy import economy_of
from budgets.services.ledger import amount_of, set_amount, undo_entry
from budgets.services.lines import edit_line
from budgets.services.refusals import LedgerError, ReallocationRefused
from partnership.services.versions import StaleVersion
from tests import factories
from tests.budgets.books import approved, asked, refused, reversed_, sent, tomorrow


@pytest.fixture
def lines(cast):
    """Two lines of 100.000 and 50.000 kr. in an approved plan."""
    made = (
        factories.make_line(cast.chapter, {2024: 100_000}),
        factories.make_line(cast.other_chapter, {2024: 50_000}),
    )
    factories.approve(cast.plan)
    return made


@pytest.fixture
def moved(cast, lines):
    """Approved: 30.000 kr. from the first to the second."""
    return approved(asked(cast, (lines[0], -30_000), (lines[1], 30_000)), cast.decider)


def backwards(cast, done):
    """A reversal in hearing."""
    back = reallocations.reverse(done, by=cast.working_group)
    saved = reallocations.edit(
        back, seen=back.version, by=cast.working_group, moves=[], reason="Fejl."
    )
    return sent(saved, cast)


def test_of_two_reversals_in_hearing_only_one_is_approved(cast, moved, lines):
    one, other = backwards(cast, moved), backwards(cast, moved)
    approved(one, cast.decider)
    with pytest.raises(ReallocationRefused):
        approved(other, cast.decider)
    assert amount_of(lines[0], 2024) == 100_000


def test_what_is_reversed_is_not_reversed_again(cast, moved):
    reversed_(moved, cast)
    with pytest.raises(ReallocationRefused):
        reallocations.reverse(moved, by=cast.working_group)


def test_a_reversal_is_reversed_in_turn(cast, moved, lines):
    back = reversed_(moved, cast)
    reversed_(back, cast)
    assert [amount_of(line, 2024) for line in lines] == [70_000, 80_000]


def test_a_reversal_keeps_its_legs(cast, moved, lines):
    back = reallocations.reverse(moved, by=cast.working_group)
    moves = [reallocations.Move(5, line=lines[0])]
    reallocations.edit(back, seen=back.version, by=cast.working_group, moves=moves)
    assert sorted(leg.amount for leg in back.legs.all()) == [-30_000, 30_000]


def test_a_reversal_that_would_go_below_zero_is_refused(cast, moved, lines):
    approved(asked(cast, (lines[1], -80_000), (lines[0], 80_000)), cast.decider)
    with pytest.raises(ReallocationRefused):
        backwards(cast, moved)


def test_only_an_approved_one_is_reversed(cast, lines):
    waiting = asked(cast, (lines[0], -1), (lines[1], 1))
    with pytest.raises(ReallocationRefused):
        reallocations.reverse(waiting, by=cast.working_group)


def close(line) -> None:
    line.closed_at = timezone.now()
    line.save(update_fields=["closed_at"])


def test_a_line_that_is_closed_meanwhile_takes_no_money(cast, lines):
    waiting = asked(cast, (lines[0], -1), (lines[1], 1))
    close(lines[1])
    with pytest.raises(ReallocationRefused):
        approved(waiting, cast.decider)


def test_money_is_moved_from_a_closed_line(cast, lines):
    close(lines[0])
    approved(asked(cast, (lines[0], -100_000), (lines[1], 100_000)), cast.decider)
    assert amount_of(lines[0], 2024) == 0


@pytest.fixture
def closed_plan(cast, lines):
    """With one that was in hearing when it was closed."""
    waiting = asked(cast, (lines[0], -1), (lines[1], 1))
    cast.plan.state = PlanState.CLOSED
    cast.plan.save(update_fields=["state"])
    return waiting


def test_in_a_closed_plan_nothing_is_drafted(cast, closed_plan):
    with pytest.raises(ReallocationRefused):
        factories.make_reallocation(cast.plan, by=cast.working_group)


def test_in_a_closed_plan_nothing_is_approved(cast, closed_plan, lines):
    with pytest.raises(ReallocationRefused):
        approved(closed_plan, cast.decider)
    assert amount_of(lines[0], 2024) == 100_000


def test_in_a_closed_plan_one_may_be_withdrawn(cast, closed_plan):
    taken = decisions.withdraw(closed_plan, by=cast.working_group)
    assert taken.state == ReallocationState.WITHDRAWN


@pytest.fixture
def pool(cast, lines):
    """The first line's activity, which has granted 80.000 of its 100.000 kr."""
    made = factories.make_pool(cast.chapter)
    pools.grant(made, cast.other_chapter.activity, 2024, 80_000, by=cast.secretariat)
    return made


def test_a_pool_is_not_moved_below_what_it_granted(cast, pool, lines):
    waiting = asked(cast, (lines[0], -20_001), (lines[1], 20_001))
    with pytest.raises(LedgerError):
        approved(waiting, cast.decider)
    assert [amount_of(line, 2024) for line in lines] == [100_000, 50_000]


def test_a_pool_is_moved_down_to_what_it_granted(cast, pool, lines):
    approved(asked(cast, (lines[0], -20_000), (lines[1], 20_000)), cast.decider)
    assert amount_of(lines[0], 2024) == 80_000


def test_a_refusal_by_the_pool_leaves_the_reallocation_in_hearing(cast, pool, lines):
    waiting = asked(cast, (lines[0], -90_000), (lines[1], 90_000))
    with pytest.raises(LedgerError):
        approved(waiting, cast.decider)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.steps.count()) == (ReallocationState.HEARING, 1)


def test_a_line_that_has_had_money_does_not_become_co_financing(cast):
    line = factories.make_line(cast.chapter, {2023: 100_000})
    funded = {"funder": factories.make_organisation(), "counts_in_total": False}
    with pytest.raises(LedgerError):
        edit_line(line, seen=line.version, amounts={}, by=cast.secretariat, **funded)


def test_a_line_without_money_may_become_co_financing(cast):
    line = factories.make_line(cast.chapter)
    funded = {"funder": factories.make_organisation(), "counts_in_total": False}
    edit_line(line, seen=line.version, amounts={2024: (0, 500)}, by=cast.secretariat, **funded)
    assert amount_of(line, 2024) == 500


def test_what_has_become_co_financing_meanwhile_is_not_booked_on(cast, lines):
    one = asked(cast, (lines[0], -1), (lines[1], 1))
    funded = {"funder": factories.make_organisation(), "counts_in_total": False}
    BudgetLine.objects.filter(pk=lines[1].pk).update(**funded)
    with pytest.raises(ReallocationRefused):
        approved(one, cast.decider)


def test_co_financing_is_not_moved(cast, lines):
    funder = factories.make_organisation()
    beside = factories.make_line(cast.chapter, funder=funder)
    with pytest.raises(ReallocationRefused):
        factories.make_reallocation(cast.plan, (beside, 1), by=cast.working_group)


def test_a_line_of_another_plan_is_not_moved(cast, lines):
    elsewhere = factories.make_line(cast.outside_chapter)
    with pytest.raises(ReallocationRefused):
        factories.make_reallocation(cast.plan, (elsewhere, 1), by=cast.working_group)


def test_before_the_approval_nothing_is_drafted(cast):
    with pytest.raises(ReallocationRefused):
        factories.make_reallocation(cast.plan, by=cast.working_group)


def test_a_draft_that_somebody_edited_since_is_not_sent(cast, lines):
    draft = factories.make_reallocation(
        cast.plan, (lines[0], -1), (lines[1], 1), by=cast.working_group
    )
    moves = [reallocations.Move(-2, line=lines[0]), reallocations.Move(2, line=lines[1])]
    reallocations.edit(draft, seen=draft.version, by=cast.secretariat, moves=moves)
    with pytest.raises(StaleVersion):
        decisions.send(draft, by=cast.working_group, hearing_until=tomorrow(), seen=draft.version)


def test_a_decision_after_the_date_needs_no_reason(cast, lines, monkeypatch):
    waiting = asked(cast, (lines[0], -1), (lines[1], 1))
    later = timezone.now() + timedelta(days=3)
    monkeypatch.setattr(timezone, "now", lambda: later)
    seen = decisions.fingerprint(reallocations.leg_rows(waiting))
    done = decisions.approve(waiting, by=cast.decider, seen=seen)
    assert done.state == ReallocationState.APPROVED


@pytest.mark.parametrize("who", ["secretariat", "working_group", "steering_group", "outsider"])
def test_only_a_decider_decides(cast, lines, who):
    waiting = asked(cast, (lines[0], -1), (lines[1], 1))
    with pytest.raises(ReallocationRefused):
        refused(waiting, getattr(cast, who))


def test_a_line_in_hearing_is_seen_though_its_activity_has_no_money_yet(cast, lines):
    joined = factories.make_activity(cast.plan)
    moves = [
        reallocations.Move(-10, line=lines[0]),
        reallocations.Move(10, activity=joined, new_label="Busser"),
    ]
    draft = reallocations.draft(
        cast.plan, by=cast.working_group, subject="Busser", reason="Udflugter", moves=moves
    )
    sent(draft, cast)
    opening = [row.opening for row in economy_of(cast.plan).without_chapter]
    assert [(one.new_label, one.amount) for one in opening[0]] == [("Busser", 10)]


def test_a_grant_is_not_seen_on_the_day_before_it(cast, pool):
    yesterday = timezone.localdate() - timedelta(days=1)
    granted = [
        [row.granted for row in economy_of(cast.plan, on=day).rows if row.granted]
        for day in (yesterday, timezone.localdate())
    ]
    assert [len(rows) for rows in granted] == [0, 1]


# The year of an approved plan


def correct(line, year, amount, by):
    kind = EntryKind.CORRECTION
    return set_amount(line, year, amount, by=by, kind=kind, reason="Fejl i tabellen")


def test_the_year_of_an_approved_plan_is_not_corrected(cast, lines):
    with pytest.raises(LedgerError):
        correct(lines[0], 2024, 1, cast.decider)


def test_a_closed_year_is_corrected_though_its_plan_is_approved(cast, lines):
    factories.make_plan(cast.partnership, 2025, agreement=cast.plan.agreement)
    correct(lines[0], 2024, 1, cast.decider)
    assert amount_of(lines[0], 2024) == 1


def test_earlier_years_are_corrected_after_the_approval(cast, lines):
    correct(lines[0], 2023, 700, cast.decider)
    assert amount_of(lines[0], 2023) == 700


def test_what_was_undone_before_the_approval_is_not_done_again_after_it(cast):
    line = factories.make_line(cast.chapter, {2024: 1_000})
    undone = undo_entry(line.entries.get(), by=cast.decider, reason="Fejl")
    factories.approve(cast.plan)
    with pytest.raises(LedgerError):
        undo_entry(undone, by=cast.decider, reason="Var rigtig")


def test_an_entry_of_a_reallocation_is_not_undone_alone(cast, moved):
    with pytest.raises(LedgerError):
        undo_entry(Entry.objects.filter(leg__isnull=False).first(), by=cast.decider, reason="Fejl")


# Approving and reopening the plan


@pytest.mark.parametrize("who", ["secretariat", "working_group", "steering_group", "outsider"])
def test_only_a_decider_approves_the_plan(cast, who):
    with pytest.raises(PlanStepRefused):
        factories.look_and_approve(cast.plan, by=getattr(cast, who), reason="Godkendt.")


def test_a_plan_is_approved_once_at_a_time(cast):
    factories.look_and_approve(cast.plan, by=cast.decider, reason="Godkendt.")
    with pytest.raises(PlanStepRefused):
        factories.look_and_approve(cast.plan, by=cast.decider, reason="Godkendt.")


def test_only_an_approved_plan_is_reopened_and_with_a_reason(cast):
    with pytest.raises(PlanStepRefused):
        reopen_plan(cast.plan, by=cast.decider, reason="Rettelser")
    factories.look_and_approve(cast.plan, by=cast.decider, reason="Godkendt.")
    with pytest.raises(PlanStepRefused):
        reopen_plan(cast.plan, by=cast.decider, reason=" ")


def test_only_a_decider_reopens_the_plan(cast):
    factories.look_and_approve(cast.plan, by=cast.decider, reason="Godkendt.")
    with pytest.raises(PlanStepRefused):
        reopen_plan(cast.plan, by=cast.secretariat, reason="Rettelser")


def test_a_second_approval_leaves_the_original(cast):
    line = factories.make_line(cast.chapter, {2024: 100})
    other = factories.make_line(cast.chapter, {2024: 100})
    factories.look_and_approve(cast.plan, by=cast.decider, reason="Godkendt.")
    approved(asked(cast, (line, -40), (other, 40)), cast.decider)
    reopen_plan(cast.plan, by=cast.decider, reason="Rettelser")
    factories.look_and_approve(cast.plan, by=cast.decider, reason="Godkendt.")
    cells = [row.cells[-1] for row in economy_of(cast.plan).rows[0].lines]
    assert [(cell.original, cell.moved) for cell in cells] == [(100, -40), (100, 40)]
    assert FirstApproval.objects.count() == 1


def test_a_reopened_plan_still_moves_its_amounts_by_reallocation_only(cast, lines):
    cast.plan.refresh_from_db()
    reopen_plan(cast.plan, by=cast.decider, reason="Rettelser")
    with pytest.raises(LedgerError):
        set_amount(lines[0], 2024, 1, by=cast.secretariat)
    approved(asked(cast, (lines[0], -1), (lines[1], 1)), cast.decider)
    assert amount_of(lines[0], 2024) == 99_999
