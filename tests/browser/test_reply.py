"""A reply as its writers meet it: written, figures put in, brought back."""

import sqlite3

import pytest

from tests.browser import inquiry_addresses as addresses
from tests.browser import site

pytestmark = pytest.mark.browser

CASE = "/inquiries/2025-1/"
EDITOR = "#answer-1 .ProseMirror"
SAVED = "#answer-1 .save-line[data-state=good]"


@pytest.fixture
def case(own_database):
    addresses.add_cases(own_database)
    with site.served(own_database) as address:
        yield address


def body(database) -> str:
    with sqlite3.connect(database) as connection:
        sql = "select body from inquiries_answer where uuid = ?"
        uuid = addresses._answer(connection).hex
        return connection.execute(sql, [uuid]).fetchone()[0]


def open_answer(page) -> None:
    page.goto(CASE)
    page.click("#answer-1 .part__edit")
    page.wait_for_selector(EDITOR)


def put_in(page, tool: str) -> None:
    page.click(f"#answer-1 .answer-tools a[href*='/{tool}/']")
    page.wait_for_selector("#answer-1-tool button[name=pick]")
    page.locator("#answer-1-tool button[name=pick]").first.click()
    page.wait_for_selector("#answer-1-tool:empty", state="attached")


def test_a_figure_survives_typing_beside_it_and_a_restore(case, own_database, open_page):
    chief = open_page(case, who="kff-chef")
    open_answer(chief)
    chief.keyboard.press("Control+End")
    chief.keyboard.type(" I alt")
    put_in(chief, "facts")
    assert "I alt" in chief.inner_text(EDITOR)
    chief.locator(EDITOR).press("Control+End")
    chief.keyboard.type(" tilsagn.")
    chief.wait_for_selector(SAVED)
    written = body(own_database)
    assert written.count("data-ref") == 2
    assert "tilsagn." in written

    drafter = open_page(case, who="kff")
    open_answer(drafter)
    drafter.locator(EDITOR).press("Control+a")
    drafter.keyboard.type("Uden tal.")
    drafter.wait_for_selector(SAVED)
    assert body(own_database) == "<p>Uden tal.</p>"

    chief.goto(f"{CASE}draft/versions/")
    chief.locator("main form[action*=restore] button").last.click()
    chief.wait_for_url("**#draft")
    assert body(own_database) == written
    assert "tilsagn." in chief.inner_text("#answer-1")


def test_what_two_write_at_once_stands_side_by_side(case, own_database, open_page):
    chief, drafter = open_page(case, who="kff-chef"), open_page(case, who="kff")
    open_answer(chief)
    open_answer(drafter)
    chief.locator(EDITOR).press("Control+End")
    chief.keyboard.type(" Chefen.")
    chief.wait_for_selector(SAVED)
    drafter.locator(EDITOR).press("Control+End")
    drafter.keyboard.type(" Sagsbehandleren.")
    drafter.wait_for_selector("#answer-1 .conflict")
    drafter.click("#answer-1 [name=resolve][value=union]")
    drafter.wait_for_selector("#answer-1 .conflict", state="detached")
    drafter.wait_for_selector(SAVED)
    assert "Chefen." in body(own_database)
    assert "Sagsbehandleren." in body(own_database)


def test_a_text_block_is_put_after_what_is_typed(case, own_database, open_page):
    page = open_page(case, who="kff")
    open_answer(page)
    page.locator(EDITOR).press("Control+End")
    page.keyboard.type(" Lige nu.")
    put_in(page, "blocks")
    assert "Lige nu.</p><p>Har du" in body(own_database)
