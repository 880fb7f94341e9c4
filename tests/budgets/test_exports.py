"""The economy as Excel and CSV, read back."""

import csv
import io
import re
from datetime import datetime
from html import unescape
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.utils import timezone
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from activities.models import SafetyPlan
from activities.services.export import export_formats
from budgets.exports.csv_file import csv_bytes
from budgets.exports.sheets import Column, Kind, Row, Sheet
from budgets.exports.xlsx import Cover, workbook
from budgets.models import CellMark, Entry
from budgets.services.ledger import set_amount, set_frame
from budgets.services.pools import grant
from partnership.formats import short_date
from tests import factories
from tests.conftest import Cast

RISKY = ['=HYPERLINK("https://example.dk")', "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\uff1d1"]


SHEET = "xl/worksheets/sheet1.xml"


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def exported(plan: SafetyPlan, name: str = "xlsx") -> bytes:
    return export_formats[name].make(plan)


def records(page: Worksheet) -> list[dict]:
    head, *rows = page.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.fixture
def plan(cast: Cast) -> SafetyPlan:
    """A line of its own, one with a funder, a mark, notes, a grant from a pool and a frame."""
    line = factories.make_line(
        cast.chapter,
        {2023: 40_000, 2024: 213_000},
        label="Lønmidler",
        administrator=cast.organisation,
    )
    funder = factories.make_organisation("Fonden")
    factories.make_line(cast.chapter, {2024: 7_000}, label="Tilskud", funder=funder)
    CellMark.objects.create(line=line, year=2022, mark="dash")
    factories.make_note(cast.chapter, scope="table", text="Hele tabellen")
    factories.make_note(cast.chapter, scope="cell", line=line, year=2024, text="Uden moms")
    grant(factories.make_pool(cast.chapter), cast.other_chapter.activity, 2024, 5_000, by=None)
    set_frame(cast.plan, 250_000, by=None)
    return cast.plan


@pytest.fixture
def matrix(plan: SafetyPlan) -> Worksheet:
    return opened(exported(plan))["Økonomi"]


def row_of(page: Worksheet, **wanted: str) -> dict:
    return next(
        row for row in records(page) if all(row[name] == value for name, value in wanted.items())
    )


def test_amounts_are_numbers_with_thousands_shown(matrix: Worksheet):
    line = next(row for row in matrix.iter_rows() if row[1].value == "Lønmidler")
    assert [cell.value for cell in line[6:10]] == [None, "-", 40_000, 213_000]
    assert {cell.number_format for cell in line[8:10]} == {"#,##0"}


def test_a_line_stands_under_its_activity_with_its_category_and_administrator(matrix: Worksheet):
    row = row_of(matrix, Budgetpost="Lønmidler")
    assert (row["Aktivitet"], row["Række"]) == ("1. Haven", "Budgetpost")
    assert (row["Kategori"], row["Administrator"]) == ("Aktivitetsmidler", "Haven")


def test_cofinancing_is_told_apart_with_its_funder_and_not_summed(matrix: Worksheet):
    row = row_of(matrix, Budgetpost="Tilskud")
    assert (row["Række"], row["Medfinansieret af"], row["2024"]) == (
        "Medfinansiering",
        "Fonden",
        7_000,
    )
    assert row_of(matrix, Aktivitet="1. Haven", Række="Aktivitet")["2024"] == 213_000


def test_a_grant_stands_where_it_was_given_and_is_not_summed(matrix: Worksheet):
    assert row_of(matrix, Række="Bevilling")["2024"] == 5_000
    assert row_of(matrix, Aktivitet="2. Huset", Række="Aktivitet")["2024"] is None


def test_sums_frame_and_difference_stand_below_the_rows(matrix: Worksheet):
    *_rows, sums, frame, difference = records(matrix)
    assert (sums["Aktivitet"], sums["2023"], sums["2024"]) == ("Sum (kr.)", 40_000, 213_000)
    assert (frame["2024"], difference["2024"]) == (250_000, 37_000)
    assert matrix.auto_filter.ref.endswith(str(matrix.max_row - 3))


def test_notes_stand_in_a_column_with_their_numbers(matrix: Worksheet):
    assert row_of(matrix, Aktivitet="1. Haven", Række="Aktivitet")["Noter"] == "1) Hele tabellen"
    assert row_of(matrix, Budgetpost="Lønmidler")["Noter"] == "2) 2024: Uden moms"


def test_an_approved_plan_tells_original_moved_and_now(cast: Cast, plan: SafetyPlan):
    line = factories.make_line(cast.chapter, {2024: 100})
    factories.approve(plan)
    Entry.objects.create(line=line, year=2024, amount=-30, posted_by_name="")
    row = row_of(opened(exported(plan))["Økonomi"], Budgetpost=line.label)
    assert [row[f"2024 {name}"] for name in ("oprindeligt", "flyttet", "nu")] == [100, -30, 70]


def test_a_plan_without_a_frame_tells_none(cast: Cast):
    assert records(opened(exported(cast.plan))["Økonomi"])[-1]["Aktivitet"] == "Sum (kr.)"


def test_every_posting_of_the_agreement_stands_in_the_second_sheet(cast: Cast, plan: SafetyPlan):
    line = factories.make_line(cast.chapter, {2024: 100})
    set_amount(line, 2024, 70, by=cast.secretariat, reason="Tastefejl")
    last = records(opened(exported(plan))["Posteringer"])[-1]
    assert (last["Beløb (kr.)"], last["Begrundelse"], last["Af"]) == (-30, "Tastefejl", "Sanne")
    assert last["Bogført"].date() == timezone.localdate()


def test_the_sheets_are_ready_to_be_read_and_printed(plan: SafetyPlan):
    book = opened(exported(plan))
    assert (book.properties.title, book.properties.language) == (
        "Tryghedsplan 2024, tingbjerg Partnerskab",
        "da-DK",
    )
    for page in book.worksheets:
        assert page.freeze_panes == "A2"
        assert page.print_title_rows == "$1:$1"
        assert (page.page_setup.orientation, page.page_setup.fitToWidth) == ("landscape", 1)
        assert "Kladde" in page.oddHeader.left.text


@pytest.mark.parametrize("name", ["\u00d8" * 200, "&" * 200, "\U0001f33b" * 200])
def test_a_long_name_does_not_outgrow_the_head_that_excel_takes(cast: Cast, name: str):
    cast.plan.title = cast.plan.partnership.name = name
    content = exported(cast.plan)
    with ZipFile(io.BytesIO(content)) as parts:
        found = re.findall("<odd(?:Header|Footer)>(.*?)</", parts.read(SHEET).decode())
    assert len(found) == 2
    assert all(len(unescape(text).encode("utf-16-le")) <= 2 * 255 for text in found)


def test_a_long_title_leaves_the_state_and_the_day_in_the_head(cast: Cast):
    cast.plan.title = "Lang " * 40
    head = opened(exported(cast.plan)).worksheets[0].oddHeader.left.text
    assert head.endswith(f"(Kladde), {short_date(timezone.localdate())}")


@pytest.mark.parametrize("text", RISKY)
def test_what_could_run_as_a_formula_is_text(cast: Cast, text: str):
    factories.make_line(cast.chapter, {2024: 1}, label=text)
    cell = opened(exported(cast.plan))["Økonomi"]["B3"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert cell.value.strip() == text.strip()
    assert read_csv(exported(cast.plan, "csv"))[2][1] == f"'{text}"


def test_what_a_workbook_cannot_hold_is_left_out():
    sheet = Sheet("Ark", (Column("A", 10),), [Row(("a\x00b\x0bc",)), Row(("#N/A",))])
    page = opened(workbook([sheet], Cover("T", "P", "A & B")))["Ark"]
    assert [cell.value for cell in page["A"]] == ["A", "abc", "#N/A"]
    assert page["A3"].data_type == "s"
    assert page.oddHeader.left.text == "A && B"


def test_a_csv_is_read_by_danish_excel():
    sheet = Sheet(
        "Ark",
        (Column("Åbnet", 10, Kind.MOMENT), Column("Kr.", 10, Kind.KRONER), Column("Hvad", 9)),
        [Row((datetime(2024, 12, 2, 14, 5), -213_000, 'a;"b"')), Row((None, None, "-"))],
    )
    content = csv_bytes(sheet)
    assert content.startswith(b"\xef\xbb\xbf")
    assert read_csv(content)[1:] == [["02-12-2024 14:05", "-213000", 'a;"b"'], ["", "", "-"]]


def test_the_csv_of_the_matrix_has_the_rows_of_the_sheet(plan: SafetyPlan, matrix: Worksheet):
    rows = [["" if value is None else str(value) for value in row] for row in matrix.values]
    assert read_csv(exported(plan, "csv")) == rows


@pytest.mark.parametrize("name", ["xlsx", "csv", "postings-csv"])
def test_a_plan_with_nothing_in_it_is_a_file_too(db, name: str):
    assert exported(factories.make_plan(), name)


def test_the_command_names_each_file_after_what_it_holds(plan: SafetyPlan, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("xlsx", "csv", "postings-csv"):
        call_command("export_plan", "tingbjerg", "2024", format=name, verbosity=0)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "Tryghedsplan-Tingbjerg-2024-posteringer.csv",
        "Tryghedsplan-Tingbjerg-2024.csv",
        "Tryghedsplan-Tingbjerg-2024.xlsx",
    ]
