"""Cells of the matrix are written together: all of them, or none."""

from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError

from budgets.choices import Mark
from budgets.models import BudgetLine, Entry
from budgets.services import cells
from budgets.services.cells import CellsRefused, Change, save_cells
from budgets.services.economy import activity_row, economy_of
from budgets.services.ledger import amount_of, set_amount
from budgets.services.pools import grant
from budgets.services.refusals import LedgerError
from budgets.services.table_rows import close_line, move_row, reopen_line
from partnership.history import changes
from partnership.models import AuditEntry, Revision
from partnership.services.history import content_at, settle
from tests import factories
from tests.conftest import Cast


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("1.234", 1234),
        ("1234", 1234),
        (" 1.234 kr. ", 1234),
        ("1\u00a0234", 1234),
        ("", Mark.EMPTY),
        ("  ", Mark.EMPTY),
        ("0", Mark.ZERO),
        ("-", Mark.DASH),
        (" \u2013 ", Mark.DASH),
        ("- kr.", Mark.DASH),
    ],
)
def test_a_cell_reads_what_a_spreadsheet_writes(text, state):
    assert cells.read_cell(text) == state


@pytest.mark.parametrize("text", ["188.00", "-5", "02-12-2024", "2.12.2024", "abc", "1,5", "=1+1"])
def test_a_cell_refuses_what_can_be_misread(text):
    with pytest.raises(ValidationError):
        cells.read_cell(text)


@pytest.mark.parametrize("state", [1, 999_999_999, *Mark])
def test_what_was_seen_survives_the_form(state):
    assert cells.read_state(cells.write_state(state)) == state


@pytest.mark.parametrize("state", [1234, *Mark])
def test_what_a_cell_shows_is_read_as_it_was(state):
    assert cells.read_cell(cells.show_cell(state)) == state


@pytest.fixture
def line(cast: Cast) -> BudgetLine:
    return factories.make_line(cast.chapter, {2024: 1000})


def shown(cast: Cast, line: BudgetLine) -> tuple[int | None, str]:
    """The amount and what stands in its place, of the plan's year."""
    rows = activity_row(cast.plan, cast.chapter).lines
    cell = next(row for row in rows if row.line == line).cells[-1]
    return cell.amount, cell.mark_label


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Mark.EMPTY, (None, "")),
        (Mark.ZERO, (None, "0")),
        (Mark.DASH, (None, "-")),
        (2000, (2000, "")),
    ],
)
def test_a_cell_prints_what_was_typed(cast: Cast, line, value, expected):
    save_cells(cast.plan, [Change(line, 2024, 1000, value)], by=cast.secretariat)
    assert shown(cast, line) == expected
    assert amount_of(line, 2024) == (expected[0] or 0)


def test_an_amount_takes_the_place_of_a_mark(cast: Cast):
    line = factories.make_line(cast.chapter)
    save_cells(cast.plan, [Change(line, 2024, Mark.EMPTY, Mark.DASH)], by=cast.secretariat)
    save_cells(cast.plan, [Change(line, 2024, Mark.DASH, 500)], by=cast.secretariat)
    assert shown(cast, line) == (500, "")


def test_one_refused_cell_keeps_all_from_being_written(cast: Cast, line):
    other = factories.make_line(cast.chapter, {2024: 70})
    changes = [Change(line, 2024, 1000, 2000), Change(other, 2024, 60, 80)]
    before = Entry.objects.count()
    with pytest.raises(CellsRefused) as refused:
        save_cells(cast.plan, changes, by=cast.secretariat)
    assert [(found.change.line, found.current) for found in refused.value.refused] == [(other, 70)]
    assert Entry.objects.count() == before


def test_a_mark_changed_meanwhile_is_a_conflict_too(cast: Cast):
    line = factories.make_line(cast.chapter)
    save_cells(cast.plan, [Change(line, 2024, Mark.EMPTY, Mark.DASH)], by=cast.secretariat)
    with pytest.raises(CellsRefused):
        save_cells(cast.plan, [Change(line, 2024, Mark.EMPTY, Mark.ZERO)], by=cast.secretariat)


def test_a_year_outside_the_agreement_is_refused_in_words(cast: Cast, line):
    with pytest.raises(CellsRefused) as refused:
        save_cells(cast.plan, [Change(line, 2031, Mark.EMPTY, 5)], by=cast.secretariat)
    assert "2031" in refused.value.refused[0].reason


@pytest.mark.parametrize("value", [5, Mark.DASH])
def test_an_approved_year_takes_no_cells(cast: Cast, line, value):
    factories.approve(cast.plan)
    with pytest.raises(CellsRefused):
        save_cells(cast.plan, [Change(line, 2024, 1000, value)], by=cast.secretariat)


def test_what_is_the_same_writes_nothing(cast: Cast, line):
    before = AuditEntry.objects.count()
    save_cells(cast.plan, [Change(line, 2024, 1000, 1000)], by=cast.secretariat)
    assert AuditEntry.objects.count() == before


def test_money_may_change_places_inside_a_pool_that_is_granted(cast: Cast, line):
    """The line that is lowered stands first, and the pool is never short."""
    other = factories.make_line(cast.chapter)
    pool = factories.make_pool(cast.chapter)
    grant(pool, cast.other_chapter.activity, 2024, 1000, by=cast.secretariat)
    changes = [Change(line, 2024, 1000, Mark.EMPTY), Change(other, 2024, Mark.EMPTY, 1000)]
    save_cells(cast.plan, changes, by=cast.secretariat)
    assert amount_of(other, 2024) == 1000


# Lines that take no more money, and the order of rows


def test_a_line_with_money_is_not_closed(cast: Cast, line):
    with pytest.raises(LedgerError, match="2024"):
        close_line(line, plan=cast.plan, seen=1, by=cast.secretariat)


def test_a_closed_line_takes_no_money_until_it_is_reopened(cast: Cast):
    line = factories.make_line(cast.chapter, {2022: 5})
    closed = close_line(line, plan=cast.plan, seen=1, by=cast.secretariat)
    with pytest.raises(LedgerError):
        set_amount(closed, 2024, 5, by=cast.secretariat)
    reopened = reopen_line(closed, seen=closed.version, by=cast.secretariat)
    assert set_amount(reopened, 2024, 5, by=cast.secretariat)


def told(chapter) -> list[tuple[str, list[str]]]:
    """By whom and which fields of a line, as the chapter's history tells its last entry."""
    last = settle(chapter)
    old, new = content_at(last.previous), content_at(last)
    fields = [field.label for change in changes(old, new, {}) for field in change.fields]
    return last.by_name, fields


def test_the_chapters_history_tells_that_a_line_is_closed(cast: Cast):
    line = factories.make_line(cast.chapter, {2022: 5})
    closed = close_line(line, plan=cast.plan, seen=1, by=cast.secretariat)
    assert told(cast.chapter) == (cast.secretariat.name, ["Lukket"])
    reopen_line(closed, seen=closed.version, by=cast.lead)
    assert told(cast.chapter) == (cast.lead.name, ["Lukket"])


def test_what_is_not_closed_after_all_begins_no_history(cast: Cast, line):
    with suppress(LedgerError):
        close_line(line, plan=cast.plan, seen=1, by=cast.secretariat)
    assert not Revision.objects.exists()


def test_a_closed_line_stands_in_the_tables_where_it_held_money(cast: Cast):
    held = factories.make_line(cast.chapter, {2022: 5})
    never = factories.make_line(cast.chapter)
    for line in (held, never):
        close_line(line, plan=cast.plan, seen=1, by=cast.secretariat)
    row = activity_row(cast.plan, cast.chapter)
    assert [line.line for line in row.lines] == [held]
    assert [line.line for line in row.over] == [never]
    assert economy_of(cast.plan).rows[0].lines == row.lines


def test_a_line_moves_among_those_that_are_summed(cast: Cast):
    first, second = factories.make_line(cast.chapter), factories.make_line(cast.chapter)
    factories.make_line(cast.chapter, funder=cast.organisation)
    assert move_row(second, up=True, by=cast.secretariat)
    assert not move_row(first, up=False, by=cast.secretariat)
    row = activity_row(cast.plan, cast.chapter)
    assert [line.line for line in row.own_lines] == [second, first]


def test_a_note_that_moves_takes_the_number_of_the_other(cast: Cast):
    first, second = factories.make_note(cast.chapter), factories.make_note(cast.chapter)
    assert move_row(second, up=True, by=cast.secretariat)
    notes = activity_row(cast.plan, cast.chapter).notes
    assert [numbered.note for numbered in notes] == [second, first]
