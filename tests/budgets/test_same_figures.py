"""The page, the Excel file and the PDF say the same, cell by cell.

Each is read as what it is: the HTML as HTML, the workbook as numbers, the PDF by its
tags. What they are compared with is added up here from the entries themselves.
"""

import io
import re

import pytest
from bs4 import Tag
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from activities.document.build import build
from activities.document.pdf import render_pdf
from activities.models import SafetyPlan
from budgets.models import BudgetLine, Entry, FirstApproval
from budgets.services.economy import economy_of
from partnership.choices import Role
from tests import factories
from tests.big_plan import make_big_plan
from tests.pages.html import soup_of
from tests.pdf.tagged import Tagged

YEARS = (2021, 2022, 2023, 2024)
COLUMNS = (*map(str, YEARS[:-1]), "2024 oprindeligt", "2024 flyttet", "2024 nu")
TOTAL = "I alt"

#: What a cell says: whole kroner, how an empty one is marked, or nothing.
Said = int | str | None
#: By activity, line ("" for the activity's own sum) and column.
Grid = dict[tuple[str, str, str], Said]


@pytest.fixture
def plan(db) -> SafetyPlan:
    return make_big_plan(200, 1000, texts=False)


def said(text: str) -> Said:
    """The words of a cell: +1.000 and \u22121.000 are numbers too."""
    text = text.strip().replace("\u2212", "-")
    if re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})*", text):
        return int(text.replace(".", ""))
    return text or None


# What the entries come to.


def of_the_ledger(plan: SafetyPlan) -> Grid:
    """Every line's and activity's amounts, and the sums, straight from the entries."""
    last = FirstApproval.objects.get(plan=plan).last_entry
    amounts: dict[tuple[int, str], int] = {}
    for line, year, amount, pk in Entry.objects.values_list("line", "year", "amount", "id"):
        columns = [str(year)]
        if year == plan.year:
            columns = ["2024 nu", "2024 oprindeligt" if pk <= last else "2024 flyttet"]
        for column in columns:
            amounts[line, column] = amounts.get((line, column), 0) + amount
    grid: Grid = {}
    for line in BudgetLine.objects.select_related("activity"):
        for column in COLUMNS:
            amount = amounts.get((line.pk, column), 0)
            grid[line.activity.name, line.label, column] = amount
            if line.counts_in_total:
                for key in ((line.activity.name, "", column), (TOTAL, "", column)):
                    grid[key] = int(grid.get(key) or 0) + amount
    return grid


def amounts(grid: Grid) -> dict[tuple[str, str, str], int]:
    """What holds money; a cell without may be empty, "-" or 0."""
    return {key: value for key, value in grid.items() if isinstance(value, int) and value}


def is_grant(line: str) -> bool:
    return line.startswith("Bevilget fra")


# What the page says.


def of_the_page(plan: SafetyPlan, client: Client) -> Grid:
    url = reverse("economy", args=[plan.partnership.slug, plan.year])
    table = soup_of(client.get(url, {"lines": "all"})).select_one("table.matrix")
    head = [cell.get_text(strip=True) for cell in table.select("thead th")][1:]
    grid = _page_row(table.select_one("tfoot tr"), head, TOTAL, "")
    for body in table.select("tbody"):
        rows = [row for row in body.select("tr") if row.select("th[scope=row]")]
        activity = _name(rows[0])
        grid |= _page_row(rows[0], head, activity, "")
        for row in rows[1:]:
            grid |= _page_row(row, head, activity, _name(row))
    return grid


def _page_row(row: Tag, head: list[str], activity: str, line: str) -> Grid:
    cells = [_words(cell) for cell in row.select("td")]
    return {(activity, line, column): said(text) for column, text in zip(head, cells, strict=True)}


def _words(cell: Tag) -> str:
    """Without the numbers of notes and what waits in hearings."""
    for beside in cell.select("sup, .matrix__waiting"):
        beside.extract()
    return cell.get_text(strip=True)


def _name(row: Tag) -> str:
    head = row.select_one("th")
    for beside in head.select("sup, .muted, .focus-marks, .matrix__toggle"):
        beside.extract()
    return plain_name(" ".join(head.get_text().split()))


def plain_name(text: str) -> str:
    """As the row is called in the database: no number before it, no remark after."""
    return re.sub(r"^\d+\. |( \([^()]+\))+$", "", text)


# What the workbook says.


def of_the_workbook(book: Worksheet) -> Grid:
    head, *rows = list(book.iter_rows(values_only=True))
    columns = [place for place, name in enumerate(head) if name in COLUMNS]
    assert [head[place] for place in columns] == list(COLUMNS)
    grid: Grid = {}
    for row in rows:
        if row[0] in ("Ramme (kr.)", "Forskel (kr.)"):
            continue
        activity = TOTAL if row[0] == "Sum (kr.)" else plain_name(row[0])
        line = plain_name(row[1] or "")
        grid |= {(activity, line, head[place]): of_cell(row[place]) for place in columns}
    return grid


def of_cell(value: object) -> Said:
    """A number is a number; how an empty cell is printed is text."""
    return said(value) if isinstance(value, str) else value


# What the PDF says.


def of_the_pdf(content: bytes) -> tuple[Grid, Grid]:
    """The overview, and the tables of the chapters; what the plan's year is now."""
    overview: Grid = {}
    lines: Grid = {}
    for table in Tagged(content).tables():
        head, *rows = table.rows
        columns = ["2024 nu" if name == "2024" else name for name in head[1:]]
        for name, *cells in rows:
            amounts = dict(zip(columns, map(said, cells), strict=True))
            label = plain_name(name)
            if head[0] == "Aktivitet":
                overview |= {(label, "", column): amount for column, amount in amounts.items()}
            elif head[0] == "Budgetpost":
                of, line = plain_name(table.heading), "" if label == TOTAL else label
                lines |= {(of, line, column): amount for column, amount in amounts.items()}
    return overview, lines


@pytest.fixture
def reader(plan: SafetyPlan, client: Client) -> Client:
    client.force_login(factories.make_user(role=Role.READER, partnership=plan.partnership))
    return client


def test_the_page_and_the_workbook_say_what_the_entries_come_to(plan: SafetyPlan, reader: Client):
    url = reverse("economy_xlsx", args=[plan.partnership.slug, plan.year])
    book = load_workbook(io.BytesIO(reader.get(url).content))
    page = of_the_page(plan, reader)
    assert page == of_the_workbook(book["Økonomi"])
    own = {key: value for key, value in page.items() if not is_grant(key[1])}
    assert amounts(own) == amounts(of_the_ledger(plan))
    assert len({key[:2] for key in own}) > 1100


@pytest.mark.pdf
@pytest.mark.once
def test_the_pdf_says_what_the_page_says(plan: SafetyPlan, reader: Client):
    """The overview every activity's sums, and each chapter every line of its activity."""
    page = of_the_page(plan, reader)
    overview, lines = of_the_pdf(render_pdf(build(plan)))
    now = {key: value for key, value in page.items() if key[2] in (*COLUMNS[:3], "2024 nu")}
    assert overview == {key: value for key, value in now.items() if not key[1]}
    chapters = {row.activity.name for row in economy_of(plan).rows}
    assert lines == {
        (activity, line, column): value
        for (activity, line, column), value in now.items()
        if activity in chapters and not is_grant(line)
    }
