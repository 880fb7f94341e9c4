"""The page of what changed in the budget, and its files."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from activities.document.pdf import PdfUnavailable
from budgets.services.ledger import set_amount, set_frame
from partnership.formats import short_date
from tests import factories
from tests.conftest import Cast
from tests.pages.html import error_at, main_text, messages_of, soup_of, summary_of


@pytest.fixture
def reader(cast: Cast, log_in) -> Client:
    return log_in(cast.reader)


@pytest.fixture
def moved(cast: Cast) -> None:
    line = factories.make_line(cast.chapter, {2024: 1_000}, label="Løn")
    set_amount(line, 2024, 51_000, by=cast.secretariat, reason="Flere vagter")


def address(cast: Cast, name: str = "budget_changes") -> str:
    return reverse(name, args=[cast.partnership.slug, cast.plan.year])


def test_the_page_tells_amounts_who_and_why(cast: Cast, moved, reader: Client):
    text = main_text(reader.get(address(cast)))
    assert "Løn, 2024 0 +51.000 51.000" in text
    assert "Sanne . Beløb fastsat: Flere vagter" in text.replace("Sanne.", "Sanne .")
    assert "I alt 2024 0 +51.000 51.000" in text


def test_a_time_in_which_nothing_changed_says_so(cast: Cast, moved, reader: Client):
    day = short_date(timezone.localdate())
    answer = reader.get(address(cast), {"from": day, "to": day})
    assert "Intet er ændret i den tid" in main_text(answer)
    assert not soup_of(answer).select("main table")


@pytest.mark.parametrize("day", ["2.12.2023", "02-12-2023", "2. december 2023", "2023-12-02"])
def test_a_day_is_read_in_any_usual_form(cast: Cast, moved, reader: Client, day: str):
    text = main_text(reader.get(address(cast), {"from": day}))
    assert "Fra udgangen af 2. december 2023" in text


@pytest.mark.parametrize(
    ("field", "values", "says"),
    [
        ("from", {"from": "32.1.2024"}, "er ikke en dato"),
        ("to", {"to": "i går"}, "er ikke en dato"),
        ("to", {"from": "2.1.2024", "to": "1.1.2024"}, "før den første"),
        ("to", {"to": short_date(timezone.localdate() + timedelta(2))}, "ikke kommet endnu"),
        ("from", {"from": "9999-12-31"}, "ikke kommet endnu"),
    ],
)
def test_days_that_cannot_be_shown_are_told_beside_the_field(
    cast: Cast, moved, reader: Client, field: str, values: dict, says: str
):
    answer = reader.get(address(cast), values)
    assert says in error_at(answer, field)
    assert summary_of(answer)
    assert not soup_of(answer).select("main table")


@pytest.mark.parametrize("name", ["budget_changes_pdf", "budget_changes_xlsx"])
def test_a_file_of_days_that_cannot_be_read_leads_to_the_page(
    cast: Cast, moved, reader: Client, name: str
):
    answer = reader.get(address(cast, name), {"from": "i går"}, follow=True)
    assert "er ikke en dato" in error_at(answer, "from")


def test_the_workbook_has_amounts_postings_and_the_rest(cast: Cast, moved, reader: Client):
    answer = reader.get(address(cast, "budget_changes_xlsx"))
    assert "Tryghedsplan-Tingbjerg-2024-aendringer.xlsx" in answer["Content-Disposition"]
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Ændringer", "Posteringer", "Andre ændringer"]
    row = next(book["Ændringer"].iter_rows(min_row=4, values_only=True))
    assert row[1:] == ("Løn", "ja", 2024, 0, 51_000, 51_000)
    assert [row[4] for row in book["Posteringer"].iter_rows(min_row=2, values_only=True)] == [
        1_000,
        50_000,
    ]


def test_the_workbook_says_between_which_days_and_what_became_of_the_frame(
    cast: Cast, moved, reader: Client
):
    set_frame(cast.plan, 60_000, by=None)
    answer = reader.get(address(cast, "budget_changes_xlsx"), {"from": "2.12.2023"})
    page = load_workbook(io.BytesIO(answer.content))["Ændringer"]
    first, *_rows, frame = page.iter_rows(values_only=True)
    assert first[0].startswith("Fra udgangen af 2. december 2023")
    assert frame == ("Ramme (kr.)", None, None, 2024, "ikke kendt", 60_000, 60_000)


def test_a_missing_library_is_said_on_the_page(
    cast: Cast, moved, reader: Client, monkeypatch: pytest.MonkeyPatch
):
    def missing(html: str) -> bytes:
        raise PdfUnavailable("Pango mangler.")

    monkeypatch.setattr("budgets.exports.changes.pdf_of", missing)
    answer = reader.get(address(cast, "budget_changes_pdf"), follow=True)
    assert messages_of(answer) == ["Pango mangler."]


def test_the_economy_leads_to_its_files_and_changes(cast: Cast, moved, reader: Client):
    links = {link["href"] for link in soup_of(reader.get(address(cast, "economy"))).select("a")}
    names = ("economy_xlsx", "economy_csv", "postings_csv", "budget_changes")
    assert {address(cast, name) for name in names} <= links


def test_the_chart_stands_beside_a_table_with_its_figures(cast: Cast, moved, reader: Client):
    page = soup_of(reader.get(address(cast, "economy")))
    [picture] = page.select(".chart svg[role=img]")
    named = [page.find(id=key).get_text() for key in picture["aria-labelledby"].split()]
    assert named[0].startswith("Trygt byliv")
    assert "2024: 51.000" in named[1]
    assert "51.000" in picture.find_parent("section").select_one("table").get_text()
