"""Leaving a form without saving, and what follows a save elsewhere on the page."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

CHAPTER = "/plans/tingbjerg-husum/2024/chapters/faelleshaven/"


def test_cancel_closes_the_form_and_keeps_the_saved_text(demo, open_page):
    page = open_page(demo)
    page.goto(CHAPTER)
    before = page.locator("#background .prose").inner_text()
    page.click("#background .part__edit")
    page.wait_for_selector("#background .ProseMirror")
    page.click("#background .form-actions a")
    page.wait_for_selector("#background .part-form", state="detached")
    assert page.locator("#background .prose").inner_text() == before


def test_a_new_source_is_listed_at_once(own_demo, open_page):
    page = open_page(own_demo)
    page.goto(CHAPTER)
    page.click("#background .part__edit")
    page.wait_for_selector("#background .ProseMirror")
    page.select_option("#background [data-reference]", index=1)
    page.click("#background .part-form button[type=submit]")
    expect(page.locator("#sources li")).to_have_count(1)
    expect(page.locator("#toc-sources .toc__count")).to_have_text("1")
