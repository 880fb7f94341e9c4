"""Every table of money is summed from the ledger, by one query function."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.document.build import build
from activities.document.tree import Table
from activities.models import SafetyPlan
from budgets.models import BudgetLine, BudgetNote, CellMark
from budgets.services.economy import ActivityRow, Economy, activity_row, economy_of
from budgets.services.ledger import set_amount, set_frame
from budgets.services.lines import add_note, remove_note
from tests import factories
from tests.conftest import Cast


def totals(table: Economy | ActivityRow) -> dict[int, int | None]:
    return {cell.year: cell.amount for cell in table.totals}


def note(line: BudgetLine, /, **values) -> BudgetNote:
    return add_note(
        line.agreement, line.activity, by=None, text="Note", **{"scope": "table", **values}
    )


def test_a_row_is_the_sum_of_its_lines(cast: Cast):
    factories.make_line(cast.chapter, {2023: 100, 2024: 1000})
    factories.make_line(cast.chapter, {2024: 500})
    row = activity_row(cast.plan, cast.chapter)
    assert totals(row) == {2021: None, 2022: None, 2023: 100, 2024: 1500}


def test_the_overview_is_the_sum_of_its_rows(cast: Cast):
    factories.make_line(cast.chapter, {2024: 1000})
    factories.make_line(cast.other_chapter, {2024: 500, 2021: 7})
    assert totals(economy_of(cast.plan)) == {2021: 7, 2022: 0, 2023: 0, 2024: 1500}


def test_a_chapters_table_is_its_row_of_the_overview(cast: Cast):
    own = factories.make_line(cast.chapter, {2024: 1000})
    factories.make_line(cast.chapter, {2024: 50}, funder=cast.organisation)
    CellMark.objects.create(line=own, year=2022, mark="dash")
    note(own, scope="row", line=own)
    economy = economy_of(cast.plan)
    assert economy.rows[0] == activity_row(cast.plan, cast.chapter)


def test_the_columns_are_the_years_of_the_agreement(cast: Cast):
    assert economy_of(cast.plan).years == (2021, 2022, 2023, 2024)


def test_rows_stand_in_the_order_of_the_chapters(cast: Cast):
    economy = economy_of(cast.plan)
    assert [row.chapter for row in economy.rows] == [cast.chapter, cast.other_chapter]


def test_cofinancing_is_shown_and_not_summed(cast: Cast):
    factories.make_line(cast.chapter, {2024: 1000})
    factories.make_line(cast.chapter, {2024: 300}, funder=cast.organisation, label="Fonden")
    row = activity_row(cast.plan, cast.chapter)
    assert [line.line.label for line in row.cofinancing] == ["Fonden"]
    assert row.cofinancing[0].cells[-1].amount == 300
    assert totals(row)[2024] == totals(economy_of(cast.plan))[2024] == 1000


def test_cofinancing_alone_gives_no_total(cast: Cast):
    factories.make_line(cast.chapter, {2024: 300}, funder=cast.organisation)
    assert totals(activity_row(cast.plan, cast.chapter))[2024] is None


def test_empty_dash_zero_and_unknown_cells_differ(cast: Cast):
    line = factories.make_line(cast.chapter)
    for year, mark in {2022: "dash", 2023: "zero", 2024: "unknown"}.items():
        CellMark.objects.create(line=line, year=year, mark=mark)
    cells = activity_row(cast.plan, cast.chapter).lines[0].cells
    assert [cell.amount for cell in cells] == [None] * 4
    assert len({cell.mark_label for cell in cells}) == 4
    assert [cell.mark_label for cell in cells[:3]] == ["", "-", "0"]


def test_an_amount_set_back_to_nothing_is_0_and_not_empty(cast: Cast):
    line = factories.make_line(cast.chapter, {2024: 500})
    set_amount(line, 2024, 0, by=None)
    assert activity_row(cast.plan, cast.chapter).lines[0].cells[-1].amount == 0


def test_an_activity_without_a_chapter_is_in_the_totals(cast: Cast):
    factories.make_line(cast.chapter, {2022: 5})
    cast.chapter.delete()
    economy = economy_of(cast.plan)
    assert [row.activity for row in economy.without_chapter] == [cast.chapter.activity]
    assert totals(economy)[2022] == 5


def test_money_of_another_agreement_is_left_out(cast: Cast):
    next_agreement = factories.make_agreement(cast.partnership, 2025, 2028)
    next_plan = factories.make_plan(cast.partnership, 2025, agreement=next_agreement)
    factories.make_line(factories.make_chapter(next_plan), {2025: 900})
    assert totals(economy_of(cast.plan)) == {2021: 0, 2022: 0, 2023: 0, 2024: 0}


def test_money_of_another_partnership_is_left_out(cast: Cast):
    factories.make_line(cast.outside_chapter, {2024: 900})
    assert economy_of(cast.plan).allocated == 0


def test_what_is_left_of_the_frame(cast: Cast):
    factories.make_line(cast.chapter, {2023: 7, 2024: 1000})
    set_frame(cast.plan, 1500, by=None)
    economy = economy_of(cast.plan)
    assert (economy.frame, economy.allocated, economy.difference) == (1500, 1000, 500)


def test_what_is_over_the_frame_is_below_zero(cast: Cast):
    factories.make_line(cast.chapter, {2024: 1000})
    set_frame(cast.plan, 900, by=None)
    assert economy_of(cast.plan).difference == -100


def test_without_a_frame_there_is_no_difference(cast: Cast):
    assert economy_of(cast.plan).difference is None


@pytest.mark.parametrize("scope", ["table", "row", "year", "cell", "total"])
def test_a_note_stands_at_what_it_belongs_to_and_nowhere_else(cast: Cast, scope):
    line = factories.make_line(cast.chapter, {2024: 1000})
    factories.make_line(cast.chapter, {2024: 1000})
    place = {"line": line} if scope in {"row", "cell"} else {}
    year = {"year": 2024} if scope in {"year", "cell", "total"} else {}
    note(line, scope=scope, **place, **year)
    row = activity_row(cast.plan, cast.chapter)
    marked = {
        "table": row.table_notes,
        "row": row.lines[0].notes,
        "year": row.year_notes.get(2024, ()),
        "cell": row.lines[0].cells[-1].notes,
        "total": row.totals[-1].notes,
        "other lines": row.lines[1].notes + row.lines[1].cells[-1].notes,
        "other years": row.lines[0].cells[0].notes + row.totals[0].notes + row.total_notes,
    }
    assert {place: numbers for place, numbers in marked.items() if numbers} == {scope: (1,)}


def test_a_note_on_the_total_of_all_years(cast: Cast):
    line = factories.make_line(cast.chapter, {2024: 1000})
    note(line, scope="total")
    row = activity_row(cast.plan, cast.chapter)
    assert row.total_notes == (1,)
    assert not any(cell.notes for cell in row.totals)


def test_a_removed_note_is_not_shown_and_gives_its_number_to_the_next(cast: Cast):
    line = factories.make_line(cast.chapter)
    first, second = note(line), note(line)
    remove_note(first, seen=1, by=cast.lead)
    notes = activity_row(cast.plan, cast.chapter).notes
    assert [(numbered.number, numbered.note) for numbered in notes] == [(1, second)]


def test_the_document_prints_the_amounts_of_the_overview(cast: Cast):
    line = factories.make_line(cast.chapter, {2023: 7, 2024: 1000})
    factories.make_line(cast.other_chapter, {2024: 500})
    set_amount(line, 2024, 1200, by=cast.lead)
    tables = {
        part.anchor: block
        for part in build(cast.plan).parts
        for block in part.blocks
        if isinstance(block, Table)
    }
    printed = [cell.amount for cell in tables["oekonomi"].rows[-1].cells[1:]]
    assert printed == [cell.amount for cell in economy_of(cast.plan).totals]


def _plan_with(activities: int) -> SafetyPlan:
    plan = factories.make_plan()
    for _ in range(activities):
        line = factories.make_line(factories.make_chapter(plan), {2023: 5, 2024: 10})
        note(line)
    return plan


def test_the_overview_takes_as_many_queries_for_thirty_activities_as_for_three(
    db, django_assert_num_queries
):
    few, many = _plan_with(3), _plan_with(30)
    with CaptureQueriesContext(connection) as queries:
        economy_of(few)
    with django_assert_num_queries(len(queries)):
        economy_of(many)
