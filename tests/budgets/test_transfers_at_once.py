"""A line is moved while others write to it, give from its pool and approve its year."""

from functools import partial

import pytest

from activities.services.lifecycle import PlanMoved
from budgets.choices import EntryKind
from budgets.models import BudgetLine, BudgetNote
from budgets.services.cells import CellsRefused, Change, save_cells
from budgets.services.check.run import check_books
from budgets.services.ledger import amount_of, set_amount
from budgets.services.lines import add_note
from budgets.services.pools import grant
from budgets.services.refusals import LedgerError
from budgets.services.transfers import transfer_line
from partnership.services.versions import StaleVersion
from tests import factories
from tests.conftest import Cast, make_cast
from tests.partnership.threads import at_once


@pytest.fixture
def there(transactional_db) -> Cast:
    return make_cast()


@pytest.fixture
def line(there: Cast) -> BudgetLine:
    """With 1.000 kr. in 2024."""
    return factories.make_line(there.chapter, {2024: 1000})


def move(line: BudgetLine, cast: Cast):
    target = cast.other_chapter.activity
    return partial(transfer_line, line, target, seen=line.version, by=cast.secretariat)


def violations() -> list[str]:
    return [wrong for result in check_books() for wrong in result.violations]


def only(results: list, *refusals: type[Exception]) -> bool:
    """Whether nothing was raised but these."""
    raised = [result for result in results if isinstance(result, Exception)]
    return all(isinstance(error, refusals) for error in raised)


def test_of_two_who_move_it_one_does(there, line):
    results = at_once(move(line, there), move(line, there))
    assert sum(isinstance(result, BudgetLine) for result in results) == 1
    assert only(results, LedgerError, StaleVersion)


def test_two_lines_cross_without_waiting_for_each_other(there, line):
    other = factories.make_line(there.other_chapter, {2024: 500})
    back = partial(transfer_line, other, there.chapter.activity, seen=other.version, by=there.lead)
    results = at_once(move(line, there), back)
    assert only(results)
    assert violations() == []


def test_an_amount_is_posted_where_the_line_is(there, line):
    results = at_once(move(line, there), partial(set_amount, line, 2024, 700, by=there.lead))
    assert only(results, LedgerError)
    assert amount_of(line, 2024) in {700, 1000}
    assert violations() == []


def test_cells_of_the_matrix_are_refused_by_name(there, line):
    change = Change(line, 2024, 1000, 700)
    results = at_once(move(line, there), partial(save_cells, there.plan, [change], by=there.lead))
    assert only(results, CellsRefused)


def test_a_pool_never_goes_below_what_it_granted(there, line):
    pool = factories.make_pool(there.chapter)
    give = partial(grant, pool, there.other_chapter.activity, 2024, 600, by=there.secretariat)
    results = at_once(move(line, there), give)
    assert only(results, LedgerError)
    assert sum(not isinstance(result, Exception) for result in results) == 1
    assert violations() == []


def test_an_approval_finds_the_line_in_one_place(there, line):
    approve = partial(factories.look_and_approve, there.plan, by=there.decider)
    results = at_once(move(line, there), approve)
    assert only(results, LedgerError, PlanMoved)
    assert sum(not isinstance(result, Exception) for result in results) >= 1
    assert violations() == []


def test_a_note_stands_where_its_line_stands(there, line):
    note = partial(
        add_note,
        line.agreement,
        line.activity,
        by=there.lead,
        scope="row",
        line=line,
        text="En note",
    )
    results = at_once(move(line, there), note)
    assert only(results, LedgerError)
    line.refresh_from_db()
    assert all(note.activity_id == line.activity_id for note in BudgetNote.objects.all())


def test_a_correction_and_a_move_see_each_other(there):
    """An amount in a closed year keeps the line; so one of them is refused, or neither."""
    line = factories.make_line(there.chapter)
    correct = partial(
        set_amount, line, 2022, 5, by=there.decider, kind=EntryKind.CORRECTION, reason="Glemt"
    )
    results = at_once(move(line, there), correct)
    assert only(results, LedgerError)
    assert sum(isinstance(result, LedgerError) for result in results) == 1
