"""After the approval words and what others pay are written under revision, own money is not."""

import pytest

from activities.services.lifecycle import reopen_plan
from budgets.models import BudgetLine
from budgets.services.economy import economy_of
from budgets.services.ledger import LedgerError, amount_of, set_amount, undo_entry
from budgets.services.lines import add_line_with_amounts, edit_line
from budgets.services.table_rows import close_line
from partnership.services.history import content_at, settle
from tests import factories
from tests.conftest import Cast


@pytest.fixture
def line(cast: Cast) -> BudgetLine:
    return factories.make_line(cast.chapter, {2024: 1000}, label="Vagter")


@pytest.fixture
def beside(cast: Cast) -> BudgetLine:
    """What a fund pays."""
    return factories.make_line(cast.chapter, {2024: 300}, funder=factories.make_organisation())


@pytest.fixture
def revised(cast: Cast, line, beside):
    """The plan was approved and is under revision."""
    factories.look_and_approve(cast.plan, by=cast.decider)
    reopen_plan(cast.plan, by=cast.decider, reason="Nye navne")
    return cast.plan


def shown(plan, line: BudgetLine):
    """The line's cell of the plan's year."""
    [row] = [row for all_ in economy_of(plan).rows for row in all_.lines if row.line == line]
    return row.cells[-1]


def test_a_line_gets_other_words_and_keeps_its_amount(cast, revised, line):
    edit_line(line, seen=line.version, amounts={}, by=cast.lead, label="Naboer")
    assert shown(revised, line).amount == 1000


def test_every_chapter_that_shows_the_line_tells_of_its_new_name(cast, line):
    """A line is one row in the plans of its agreement; none is rewritten in silence."""
    older = factories.make_plan(cast.partnership, 2023, agreement=cast.plan.agreement)
    chapter = factories.make_chapter(older)
    type(chapter).objects.filter(pk=chapter.pk).update(activity=cast.chapter.activity)
    chapter.refresh_from_db()
    before = settle(chapter)
    edit_line(line, seen=line.version, amounts={}, by=cast.lead, label="Naboer")
    after = settle(chapter)
    assert (after.number, after.by) == (before.number + 1, cast.lead)
    [told] = [item for item in content_at(after).items if item.uuid == line.uuid]
    assert told.fields["label"] == "Naboer"


def test_own_money_is_not_set_under_revision(cast, revised, line):
    with pytest.raises(LedgerError):
        set_amount(line, 2024, 900, by=cast.secretariat)


def test_an_added_line_holds_no_own_money(cast, revised):
    def add(**amounts):
        return add_line_with_amounts(
            revised.agreement, cast.chapter.activity, by=cast.lead, label="Lys", **amounts
        )

    with pytest.raises(LedgerError):
        add(amounts={2024: (0, 5)})
    assert not BudgetLine.objects.filter(label="Lys").exists()
    assert amount_of(add(amounts={}), 2024) == 0


def test_what_others_pay_is_set_under_revision_and_the_original_is_kept(cast, revised, beside):
    set_amount(beside, 2024, 500, by=cast.lead)
    cell = shown(revised, beside)
    assert (cell.original, cell.amount) == (300, 500)
    assert economy_of(revised).totals[-1].amount == 1000


def test_and_is_not_once_the_plan_is_approved_again(cast, revised, beside):
    entry = set_amount(beside, 2024, 500, by=cast.lead)
    factories.look_and_approve(revised, by=cast.decider)
    with pytest.raises(LedgerError):
        set_amount(beside, 2024, 600, by=cast.lead)
    with pytest.raises(LedgerError):
        undo_entry(entry, by=cast.decider, reason="Fejl")


def test_nor_in_another_year_that_is_approved(cast, revised, beside):
    other = factories.make_plan(cast.partnership, 2023, agreement=revised.agreement)
    factories.approve(other)
    with pytest.raises(LedgerError):
        set_amount(beside, 2023, 600, by=cast.lead)


def test_a_line_with_money_does_not_become_what_others_pay(cast, revised, line):
    funder = factories.make_organisation()
    values = {"funder": funder, "counts_in_total": False}
    with pytest.raises(LedgerError):
        edit_line(line, seen=line.version, amounts={}, by=cast.lead, **values)


def test_a_line_that_still_holds_money_is_not_closed(cast, revised, line):
    with pytest.raises(LedgerError):
        close_line(line, plan=revised, seen=line.version, by=cast.lead)
