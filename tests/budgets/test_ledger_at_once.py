"""Several people post at the same moment, and the sums are right."""

from functools import partial

import pytest

from budgets.models import BudgetLine, Entry, FramePosting
from budgets.services.ledger import (
    AmountChanged,
    LedgerError,
    amount_of,
    frame_of,
    set_amount,
    set_frame,
    undo_entry,
)
from partnership.models import AuditEntry
from tests import factories
from tests.partnership.threads import at_once


@pytest.fixture
def line(transactional_db) -> BudgetLine:
    """With 1.000 kr. in 2024."""
    return factories.make_line(factories.make_chapter(factories.make_plan()), {2024: 1000})


def test_a_cell_set_by_many_holds_what_one_of_them_set(line):
    wanted = [100, 250, 3000, 4000, 700, 60]
    results = at_once(*(partial(set_amount, line, 2024, amount, by=None) for amount in wanted))
    assert [result for result in results if isinstance(result, Exception)] == []
    assert amount_of(line, 2024) in wanted


def test_every_posting_made_at_once_has_its_line_in_the_log(line):
    at_once(*(partial(set_amount, line, 2024, amount, by=None) for amount in (100, 250, 3000)))
    assert AuditEntry.objects.filter(action="budgets.entry.post").count() == Entry.objects.count()


def test_of_those_who_saw_the_same_amount_one_sets_it(line):
    results = at_once(
        *(partial(set_amount, line, 2024, amount, by=None, seen=1000) for amount in (1, 2, 3, 4))
    )
    assert sum(isinstance(result, Entry) for result in results) == 1
    assert sum(isinstance(result, AmountChanged) for result in results) == 3


def test_an_entry_undone_by_two_at_once_is_undone_once(line):
    entry = line.entries.get()
    set_amount(line, 2024, 5000, by=None)
    person = factories.make_user()
    results = at_once(*[partial(undo_entry, entry, by=person, reason="Fejl")] * 3)
    assert sum(isinstance(result, LedgerError) for result in results) == 2
    assert amount_of(line, 2024) == 4000


def test_undoing_and_lowering_at_once_never_goes_below_zero(line):
    entry = line.entries.get()
    person = factories.make_user()
    at_once(
        partial(undo_entry, entry, by=person, reason="Fejl"),
        partial(set_amount, line, 2024, 400, by=person),
    )
    assert amount_of(line, 2024) in {0, 400}


def test_a_frame_set_by_many_holds_what_one_of_them_set(transactional_db):
    plan = factories.make_plan()
    at_once(*(partial(set_frame, plan, amount, by=None) for amount in (100, 200, 300)))
    assert frame_of(plan) in {100, 200, 300}
    assert sum(FramePosting.objects.values_list("amount", flat=True)) == frame_of(plan)
