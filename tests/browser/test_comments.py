"""Comments stand under their part, and one click makes a proposal the text."""

import pytest
from playwright.sync_api import expect

from tests.browser.looks import faults_in_both

pytestmark = pytest.mark.browser

CHAPTER = "/plans/tingbjerg-husum/2024/chapters/faelleshaven/"


def open_comments(page, part: str) -> None:
    page.click(f"#{part} .part__talk")
    page.wait_for_selector(f"#{part} details.comments")


def test_a_comment_is_written_under_its_part(own_demo, open_page):
    page = open_page(own_demo, who="laeser")
    page.goto(CHAPTER)
    open_comments(page, "background")
    expect(page.locator("#background .comment-form textarea")).to_be_focused()
    page.keyboard.type("Hvornår blev haven anlagt?")
    page.click("#background .comment-form button[type=submit]")
    expect(page.locator("#background .comment")).to_contain_text("Hvornår blev haven anlagt?")
    expect(page.locator("#background .part__talk")).to_have_text("Kommentarer (1)")
    expect(page.locator(".side-block--talk")).to_contain_text("Baggrund")
    assert page.url.endswith(CHAPTER)


def test_a_proposal_is_written_in_the_editor_and_accepted_with_one_click(own_demo, open_page):
    page = open_page(own_demo, who="laeser")
    page.goto(CHAPTER)
    open_comments(page, "background")
    page.keyboard.type("Mere præcist")
    page.click("#background button[name=propose]")
    editor = page.locator("#background .comment-form .ProseMirror")
    expect(editor).to_be_focused()
    expect(page.locator("#background .comment-form textarea.plain-text")).to_have_value(
        "Mere præcist"
    )
    page.keyboard.press("Control+Home")
    page.keyboard.type("Siden 2010: ")
    page.click("#background .comment-form button[type=submit]:not([name])")
    expect(page.locator("#background .comment ins")).to_contain_text("Siden 2010:")

    lead = open_page(own_demo, who="aktivitet")
    lead.goto(CHAPTER)
    open_comments(lead, "background")
    lead.click("#background form[action$='/accept/'] button")
    expect(lead.locator("#background > .prose")).to_contain_text("Siden 2010: Mellem")
    expect(lead.locator("#messages")).to_contain_text("Forslaget er sat ind")


def test_a_comment_on_a_row_is_reached_by_keyboard(demo, open_page):
    page = open_page(demo, who="laeser")
    page.goto(CHAPTER)
    page.locator("#goals .row-actions__talk").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#goals .comment-form textarea")).to_be_focused()
    expect(page.locator("#goals .comment-form")).to_contain_text("Havens mange slags aktiviteter")
    page.click("#goals .comment-form [data-cancel]")
    expect(page.locator("#goals .comment-form")).to_have_count(0)


def test_axe_finds_nothing_in_opened_comments(demo, open_page):
    page = open_page(demo, who="aktivitet")
    page.goto(CHAPTER)
    for part in ("purpose", "deliverables"):
        open_comments(page, part)
        page.click(f"#{part} .comment__acts summary")
        page.click(f"#{part} .comments__new > summary")
    page.wait_for_load_state("networkidle")
    assert faults_in_both(page) == []
