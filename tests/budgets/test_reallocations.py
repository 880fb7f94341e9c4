"""The way of a reallocation: drafting, hearing, decision, reversal."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from budgets.choices import ReallocationState
from budgets.models import Entry
from budgets.services import decisions, reallocations
from budgets.services.economy import economy_of
from budgets.services.ledger import amount_of, set_amount
from budgets.services.reallocation_table import table_of_moves
from budgets.services.reallocations import Move
from budgets.services.refusals import LedgerError, MoneyMoved, ReallocationRefused
from tests import factories
from tests.budgets.books import everything


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


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
def asked(cast, lines):
    """In hearing: 30.000 kr. from the first to the second."""
    moves = [(lines[0], -30_000), (lines[1], 30_000)]
    draft = factories.make_reallocation(cast.plan, *moves, by=cast.working_group)
    return decisions.send(
        draft, by=cast.working_group, hearing_until=tomorrow(), seen=draft.version
    )


def approve(asked, by, **more):
    seen = decisions.fingerprint(reallocations.leg_rows(asked))
    return decisions.approve(asked, by=by, seen=seen, early_reason="Det haster.", **more)


def send_back(approved, by):
    """Its reversal, in hearing."""
    back = reallocations.reverse(approved, by=by)
    reallocations.edit(back, seen=back.version, by=by, moves=[], reason="Fejl.")
    back.refresh_from_db()
    return decisions.send(back, by=by, hearing_until=tomorrow(), seen=back.version)


def test_an_approved_one_is_booked_whole(cast, lines, asked):
    approve(asked, cast.decider)
    assert [amount_of(line, 2024) for line in lines] == [70_000, 80_000]


def test_nothing_is_booked_before_the_decision(cast, lines, asked):
    assert [amount_of(line, 2024) for line in lines] == [100_000, 50_000]


def test_requester_cannot_decide_own_reallocation(cast, lines):
    moves = [(lines[0], -1), (lines[1], 1)]
    draft = factories.make_reallocation(cast.plan, *moves, by=cast.decider)
    factories.make_user(role="decider", partnership=cast.partnership)
    asked = decisions.send(
        draft, by=cast.working_group, hearing_until=tomorrow(), seen=draft.version
    )
    with pytest.raises(ReallocationRefused):
        approve(asked, cast.decider)


def test_one_that_nobody_could_decide_cannot_be_sent(cast, lines):
    moves = [(lines[0], -1), (lines[1], 1)]
    draft = factories.make_reallocation(cast.plan, *moves, by=cast.decider)
    with pytest.raises(ReallocationRefused):
        decisions.send(draft, by=cast.decider, hearing_until=tomorrow(), seen=draft.version)


def test_one_that_is_not_balanced_cannot_be_sent(cast, lines):
    moves = [(lines[0], -2), (lines[1], 1)]
    draft = factories.make_reallocation(cast.plan, *moves, by=cast.working_group)
    with pytest.raises(ReallocationRefused):
        decisions.send(draft, by=cast.working_group, hearing_until=tomorrow(), seen=draft.version)


def test_it_is_decided_once(cast, asked):
    approve(asked, cast.decider)
    with pytest.raises(ReallocationRefused):
        decisions.refuse(asked, by=cast.decider, reason="Nej.", early_reason="Det haster.")


def test_an_early_decision_needs_a_reason(cast, asked):
    seen = decisions.fingerprint(reallocations.leg_rows(asked))
    with pytest.raises(ReallocationRefused):
        decisions.approve(asked, by=cast.decider, seen=seen)


def test_a_refusal_needs_a_reason(cast, asked):
    with pytest.raises(ReallocationRefused):
        decisions.refuse(asked, by=cast.decider, reason=" ", early_reason="Det haster.")


def test_a_decision_on_other_amounts_than_were_seen_is_refused(cast, lines, asked):
    seen = decisions.fingerprint(reallocations.leg_rows(asked))
    moves = [(lines[0], -5_000), (lines[1], 5_000)]
    other = factories.make_reallocation(cast.plan, *moves, by=cast.working_group)
    decisions.send(other, by=cast.working_group, hearing_until=tomorrow(), seen=other.version)
    approve(other, cast.decider)
    with pytest.raises(MoneyMoved):
        decisions.approve(asked, by=cast.decider, seen=seen, early_reason="Det haster.")


def test_a_line_never_goes_below_zero(cast, lines):
    moves = [(lines[0], -100_001), (lines[1], 100_001)]
    draft = factories.make_reallocation(cast.plan, *moves, by=cast.working_group)
    with pytest.raises(ReallocationRefused):
        decisions.send(draft, by=cast.working_group, hearing_until=tomorrow(), seen=draft.version)


def test_a_reversal_moves_everything_back(cast, lines, asked):
    approve(send_back(approve(asked, cast.decider), cast.working_group), cast.decider)
    assert [amount_of(line, 2024) for line in lines] == [100_000, 50_000]


def test_it_opens_a_line_for_an_activity_that_joined(cast, lines):
    moves = [
        reallocations.Move(-10_000, line=lines[0]),
        reallocations.Move(10_000, activity=cast.other_chapter.activity, new_label="Busser"),
    ]
    draft = reallocations.draft(
        cast.plan, by=cast.working_group, subject="Busser", reason="Udflugter", moves=moves
    )
    sent = decisions.send(
        draft, by=cast.working_group, hearing_until=tomorrow(), seen=draft.version
    )
    approve(sent, cast.decider)
    entry = Entry.objects.get(line__label="Busser")
    assert (entry.year, entry.amount) == (2024, 10_000)


def test_after_approval_amounts_are_not_set(cast, lines):
    with pytest.raises(LedgerError):
        set_amount(lines[0], 2024, 1, by=cast.secretariat)


def test_original_moved_and_current_are_told_apart(cast, lines, asked):
    approve(asked, cast.decider)
    cell = economy_of(cast.plan).rows[0].totals[-1]
    assert (cell.original, cell.moved, cell.amount) == (100_000, -30_000, 70_000)


def test_one_in_hearing_is_seen_in_the_cells_it_touches(cast, lines, asked):
    cell = economy_of(cast.plan).rows[0].lines[0].cells[-1]
    assert [found.amount for found in cell.pending] == [-30_000]


def test_a_withdrawn_one_is_kept(cast, asked):
    decisions.withdraw(asked, by=cast.working_group)
    asked.refresh_from_db()
    assert asked.state == ReallocationState.WITHDRAWN


def test_before_and_after_adds_up_like_the_economy(cast):
    books = everything(cast)
    economy = economy_of(cast.plan)
    table = table_of_moves(cast.plan, [Move(5, line=books.lines[0])])
    assert (table.frame, table.allocated) == (economy.frame, economy.allocated)


def test_the_live_table_asks_for_three_sums_only(cast, lines, django_assert_num_queries):
    moves = [Move(-5, line=lines[0]), Move(5, line=lines[1])]
    with django_assert_num_queries(3):
        table_of_moves(cast.plan, moves)


@pytest.fixture
def refused_reversal(cast, asked):
    """Of a reallocation that stands approved."""
    sent = send_back(approve(asked, cast.decider), cast.working_group)
    return decisions.refuse(sent, by=cast.decider, reason="Nej.", early_reason="Det haster.")


def test_a_refused_reversal_that_is_begun_anew_reverses_the_same(cast, refused_reversal):
    anew = reallocations.copy(refused_reversal, by=cast.working_group)
    assert (anew.reverses, anew.reason) == (refused_reversal.reverses, "Fejl.")


def test_it_is_not_begun_anew_once_the_money_is_moved_back(cast, refused_reversal):
    approve(send_back(refused_reversal.reverses, cast.working_group), cast.decider)
    with pytest.raises(ReallocationRefused):
        reallocations.copy(refused_reversal, by=cast.working_group)
