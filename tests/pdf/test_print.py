"""What the printed plan says, read from the PDF itself."""

import io
import re

import pytest
from pypdf import PdfReader

from activities.document.build import build
from activities.document.pdf import own_static_file, render_pdf
from activities.document.tree import Table
from budgets.services.economy import economy_of
from partnership.formats import amount
from tests.pdf.tagged import Tagged

pytestmark = pytest.mark.pdf


def pages_of(plan) -> list[str]:
    reader = PdfReader(io.BytesIO(render_pdf(build(plan))))
    return [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages]


@pytest.fixture(scope="module")
def printed() -> list[str]:
    """The demo's pages, once a test has printed them; it takes seconds."""
    return []


@pytest.fixture
def demo_pages(demo_plan, printed) -> list[str]:
    if not printed:
        printed += pages_of(demo_plan)
    return printed


def test_overview_prints_the_sums_of_the_ledger(demo_plan, demo_pages):
    sums = " ".join(amount(cell.amount) for cell in economy_of(demo_plan).totals)
    assert sums == "1.934.000 2.060.000 2.069.277 2.210.000"
    assert any(sums in page for page in demo_pages)


def test_each_chapter_prints_the_sums_of_its_row(demo_plan, demo_pages):
    text = " ".join(demo_pages)
    for row in economy_of(demo_plan).rows:
        sums = [amount(cell.amount) for cell in row.totals if cell.amount is not None]
        with_notes = r"(?: ?\d)? ".join(map(re.escape, sums))
        expected = 1 if row.chapter.money_only else 2
        assert len(re.findall(with_notes, text)) >= expected, row.chapter


def test_tables_of_the_tree_have_a_cell_for_every_column(demo_plan):
    tables = [
        block
        for part in build(demo_plan).parts
        for block in part.blocks
        if isinstance(block, Table)
    ]
    assert len(tables) == 17
    for table in tables:
        assert {len(row.cells) for row in table.rows} == {len(table.columns)}


def test_demo_is_some_fifty_pages_and_every_page_says_draft(demo_pages):
    assert 40 <= len(demo_pages) <= 55
    assert all("KLADDE" in page for page in demo_pages)


def test_each_panel_of_the_chart_is_told_in_words(full_plan):
    tagged = Tagged(render_pdf(build(full_plan)))
    assert [text.split(":")[0] for text in tagged.alternatives()] == ["Trygt byliv"]
    table = next(t for t in tagged.tables() if t.caption.startswith("Midler efter indsatsområde"))
    assert ["Trygt byliv", "0", "0", "40.000", "50.000"] in table.rows


def test_approved_plan_has_no_draft_mark(full_plan):
    full_plan.state = "approved"
    assert not any("KLADDE" in page for page in pages_of(full_plan))


def test_plan_without_chapters_prints(empty_plan):
    assert len(pages_of(empty_plan)) >= 2


def test_same_plan_gives_the_same_bytes(full_plan):
    assert render_pdf(build(full_plan)) == render_pdf(build(full_plan))


def test_bookmarks_lead_to_every_part(full_plan):
    reader = PdfReader(io.BytesIO(render_pdf(build(full_plan))))
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    assert "1. Alt på én gang" in titles


@pytest.mark.parametrize(
    "address",
    [
        "https://example.dk/static/css/pdf.css",
        "file:///etc/passwd",
        "https://document.invalid/etc/passwd",
        "https://document.invalid/static/../manage.py",
        "https://document.invalid/static/%2e%2e/manage.py",
        "data:text/css,p{}",
    ],
)
def test_a_document_reads_only_our_static_files(address):
    assert own_static_file(address) is None


def test_a_document_reads_its_style_sheet():
    assert own_static_file("https://document.invalid/static/css/pdf.css") is not None
