"""The secretary's main job, from a browser to the printed plan."""

import re
import sqlite3

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.forms import DRAFT_CHAPTER, ROW, open_form

pytestmark = [pytest.mark.browser, pytest.mark.pdf]

CHAPTER = "/plans/tingbjerg-husum/2024/chapters/faelleshaven/"


def printed(path) -> str:
    text = "\n".join(page.extract_text() for page in PdfReader(path).pages)
    return re.sub(r"\s+", " ", text.replace("-\n", ""))


#: Milliseconds. The whole plan is printed for the click; a busy machine takes its time.
PRINTING = 60_000


def downloaded(page, plan: str, folder) -> tuple[str, str]:
    """The name of the plan's PDF, and what it says."""
    page.goto(plan)
    with page.expect_download(timeout=PRINTING) as download:
        page.click("a[href$='plan.pdf']", timeout=PRINTING)
    path = folder / "plan.pdf"
    download.value.save_as(path)
    return download.value.suggested_filename, printed(path)


def open_editor(page, part: str):
    page.click(f"#{part} .part__edit")
    page.wait_for_selector(f"#{part} .ProseMirror")
    return page.locator(f"#{part} .ProseMirror").first


def save(page, part: str) -> None:
    page.click(f"#{part} .part-form button[type=submit]")
    page.wait_for_selector(f"#{part} .part-form", state="detached")


def test_sentence_and_deliverable_reach_the_printed_plan(own_demo, open_page, tmp_path):
    page = open_page(own_demo)
    page.goto(CHAPTER)

    editor = open_editor(page, "purpose")
    editor.locator("p").first.click()
    page.keyboard.press("End")
    source = page.locator("#purpose [data-reference] option", has_text="Steno").first
    page.select_option("#purpose [data-reference]", source.get_attribute("value"))
    save(page, "purpose")
    expect(page.locator("#purpose .note-ref")).to_have_text("1")

    editor = open_editor(page, "purpose")
    expect(editor.locator("[data-ref], .editor__reference")).to_have_count(1)
    editor.locator("p").nth(1).click()
    page.keyboard.press("End")
    page.keyboard.type(" Haven har fået ny port.")
    save(page, "purpose")
    expect(page.locator("#purpose .note-ref")).to_have_text("1")

    open_form(page, "deliverables", ".part__foot a")
    page.fill("#deliverables [name=title]", "Mindst 12 fælles arbejdsdage om året")
    save(page, "deliverables")

    name, text = downloaded(page, "/plans/tingbjerg-husum/2024/", tmp_path)
    assert name == "Tryghedsplan-Tingbjerg-Husum-2024.pdf"
    assert "Haven har fået ny port." in text
    assert "Mindst 12 fælles arbejdsdage om året" in text
    assert text.count("Hvordan har vi det sammen i Tingbjerg") == 2


def test_an_amount_of_a_draft_reaches_the_printed_plan(own_demo, open_page, tmp_path):
    page = open_page(own_demo, who="udenfor")
    page.goto(DRAFT_CHAPTER)
    open_form(page, "economy", "tbody .row-actions a")
    page.fill("#economy [name=amount_2024]", "61.500 kr.")
    save(page, "economy")
    expect(page.locator("#economy tr.total")).to_contain_text("61.500")
    _, text = downloaded(page, "/plans/eksempelby/2024/", tmp_path)
    assert text.count("61.500") >= 2


def test_opening_and_leaving_every_text_writes_nothing(own_demo, own_database, open_page):
    page = open_page(own_demo)
    page.goto(CHAPTER)
    count = "select count(*) from partnership_auditentry"
    before = query(own_database, count)
    parts = page.locator(".chapter-main > .part:has(.part__edit)").evaluate_all(
        "sections => sections.map(section => section.id)"
    )
    assert len(parts) == 9
    for part in parts:
        open_editor(page, part)
        save(page, part)
    assert query(own_database, count) == before


def test_a_saved_text_survives_without_javascript(own_demo, open_page):
    page = open_page(own_demo, java_script_enabled=False)
    page.goto(CHAPTER)
    page.click("#background .part__edit")
    area = page.locator("#background textarea.plain-text")
    area.fill(area.input_value() + "\n\n- Skrevet *uden* JavaScript.")
    page.click("#background .part-form button[type=submit]")
    expect(page.locator("#background li em")).to_have_text("uden")


def test_opening_another_row_saves_the_one_that_is_open_first(own_demo, open_page):
    page = open_page(own_demo)
    page.goto(CHAPTER)
    open_form(page, "goals", ROW)
    page.fill("#goals [name=title]", "Gemt af sig selv.")
    page.locator(f"#goals {ROW}").last.click()
    expect(page.locator("#goals")).to_contain_text("Gemt af sig selv.")
    expect(page.locator("#goals [name=title]")).not_to_have_value("Gemt af sig selv.")


def test_money_that_would_be_lost_is_asked_about_first(own_demo, open_page):
    page = open_page(own_demo, who="udenfor")
    page.goto(DRAFT_CHAPTER)
    open_form(page, "economy", "tbody .row-actions a")
    page.fill("#economy [name=amount_2024]", "1.000")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.locator("#economy tbody .row-actions a").last.click()
    assert asked == ["confirm"]
    expect(page.locator("#economy [name=amount_2024]")).to_have_value("1.000")


def test_opening_another_part_leaves_unsaved_text_alone(own_demo, open_page):
    page = open_page(own_demo)
    page.goto(CHAPTER)
    editor = open_editor(page, "background")
    editor.click()
    page.keyboard.type("Ikke gemt. ")
    open_editor(page, "opening")
    expect(editor).to_contain_text("Ikke gemt.")


def query(database, sql: str) -> int:
    with sqlite3.connect(database) as connection:
        return connection.execute(sql).fetchone()[0]
