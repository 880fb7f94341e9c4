"""The page, the Excel and CSV files and the PDF say the same, cell by cell.

So do the page and the files of a part of the plan, or of an earlier day.

Each is read as what it is: the HTML as HTML, the workbook as numbers, the PDF by its
tags. What they are compared with is added up here from the entries themselves.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import pytest
from bs4 import Tag
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from activities.document.build import build
from activities.document.pdf import render_pdf
from activities.models import SafetyPlan
from budgets.models import BudgetLine, Entry, FirstApproval
from budgets.services.economy import economy_of
from partnership.choices import Role
from partnership.models import FocusArea, Organisation
from tests import factories
from tests.big_plan import make_big_plan
from tests.pages.html import soup_of
from tests.pdf.tagged import Tagged

YEARS = (2021, 2022, 2023, 2024)
COLUMNS = (*map(str, YEARS[:-1]), "2024 oprindeligt", "2024 flyttet", "2024 nu")
#: Of a day before the approval.
UNAPPROVED = tuple(map(str, YEARS))
TOTAL = "I alt"
SUMS = ("Sum (kr.)", "Sum af det viste (kr.)")

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


class Case(NamedTuple):
    """What is asked for, and which lines and entries that leaves."""

    asked: dict[str, str]
    lines: dict[str, str]
    until: datetime = datetime(2999, 1, 1, tzinfo=UTC)
    columns: Sequence[str] = COLUMNS


def of_the_ledger(plan: SafetyPlan, case: Case) -> Grid:
    """Every line's and activity's amounts, and the sums, straight from the entries."""
    last = FirstApproval.objects.get(plan=plan).last_entry
    amounts: dict[tuple[int, str], int] = {}
    entries = Entry.objects.filter(posted_at__lt=case.until)
    for line, year, amount, pk in entries.values_list("line", "year", "amount", "id"):
        columns = [str(year)]
        if year == plan.year and case.columns == COLUMNS:
            columns = ["2024 nu", "2024 oprindeligt" if pk <= last else "2024 flyttet"]
        for column in columns:
            amounts[line, column] = amounts.get((line, column), 0) + amount
    grid: Grid = {}
    for line in BudgetLine.objects.filter(**case.lines).select_related("activity"):
        for column in case.columns:
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


def of_the_page(plan: SafetyPlan, client: Client, **asked: str) -> Grid:
    url = reverse("economy", args=[plan.partnership.slug, plan.year])
    table = soup_of(client.get(url, {"lines": "all", **asked})).select_one("table.matrix")
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


# What the files say.


def get(plan: SafetyPlan, client: Client, name: str, **asked: str) -> bytes:
    return client.get(reverse(name, args=[plan.partnership.slug, plan.year]), asked).content


def of_the_workbook(plan: SafetyPlan, client: Client, columns: Sequence[str], **asked) -> Grid:
    """A number is a number; how an empty cell is printed is text."""
    book = load_workbook(io.BytesIO(get(plan, client, "economy_xlsx", **asked)))
    rows = [
        [said(value) if isinstance(value, str) and value[:1] in "-?0" else value for value in row]
        for row in book["Økonomi"].iter_rows(values_only=True)
    ]
    return of_the_table(rows, columns)


def of_the_csv(plan: SafetyPlan, client: Client, columns: Sequence[str], **asked) -> Grid:
    text = get(plan, client, "economy_csv", **asked).decode("utf-8-sig")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    return of_the_table([[_of_csv(value) for value in row] for row in rows], columns)


def _of_csv(text: str) -> Said:
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    return text.removeprefix("'") or None


def of_the_table(rows: Iterable[Sequence], wanted: Sequence[str]) -> Grid:
    """What stands above the columns, and the frame below the sums, is no cell of the matrix."""
    rows = iter(rows)
    head = [str(name) for name in next(row for row in rows if row and row[0] == "Aktivitet")]
    columns = [place for place, name in enumerate(head) if name[:4].isdigit()]
    assert [head[place] for place in columns] == list(wanted)
    grid: Grid = {}
    for row in rows:
        if row[0] in ("Ramme (kr.)", "Forskel (kr.)"):
            continue
        activity = TOTAL if row[0] in SUMS else plain_name(row[0])
        line = plain_name(row[1] or "")
        grid |= {(activity, line, head[place]): row[place] for place in columns}
    return grid


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
    page = of_the_page(plan, reader)
    assert page == of_the_workbook(plan, reader, COLUMNS)
    own = without_grants(page)
    assert amounts(own) == amounts(of_the_ledger(plan, Case({}, {})))
    assert len({key[:2] for key in own}) > 1100


#: After the approval and before money was moved, and before the approval.
MARCH, FEBRUARY = datetime(2024, 3, 2, tzinfo=UTC), datetime(2024, 2, 2, tzinfo=UTC)
RENT = {"category": "rent"}
CASES = {
    "a category": Case(RENT, RENT),
    "an administrator": Case({"administrator": "Admin B"}, {"administrator__name": "Admin B"}),
    "a focus area": Case({"focus_area": "Positive"}, {"activity__focus_areas__name": "Positive"}),
    "an earlier day": Case({"on": "1.3.2024"}, {}, MARCH),
    "a day before the approval": Case({"on": "1.2.2024"}, {}, FEBRUARY, UNAPPROVED),
    "a category on an earlier day": Case({**RENT, "on": "1.3.2024"}, RENT, MARCH),
}


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_a_part_or_an_earlier_day_is_the_same_on_the_page_and_in_the_files(
    case: Case, client: Client, db
):
    plan = make_big_plan(40, 200, texts=False)
    client.force_login(factories.make_user(role=Role.READER, partnership=plan.partnership))
    asked = {name: key_of(name, value) for name, value in case.asked.items()}
    page = of_the_page(plan, client, **asked)
    assert amounts(without_grants(page)) == amounts(of_the_ledger(plan, case))
    assert of_the_workbook(plan, client, case.columns, **asked) == page
    assert of_the_csv(plan, client, case.columns, **asked) == page


def key_of(name: str, value: str) -> str:
    """What the form sends for a choice."""
    models = {"administrator": Organisation, "focus_area": FocusArea}
    return str(models[name].objects.get(name=value).pk) if name in models else value


def without_grants(grid: Grid) -> Grid:
    return {key: value for key, value in grid.items() if not is_grant(key[1])}


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
