"""The history as a person meets it: write, look back, bring back."""

import pytest
from django.urls import reverse

from tests.browser.addresses import PLAN
from tests.browser.looks import PHONE, faults_in_both, told_by_page, too_wide

pytestmark = pytest.mark.browser

CHAPTER = (*PLAN, "faelleshaven")


def write(page, words: str) -> None:
    """Add words to the background; the page saves them by itself."""
    page.goto(reverse("chapter", args=CHAPTER))
    page.click("#background .part__edit[href*='/sections/']")
    page.locator("#background .ProseMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)
    page.wait_for_selector("#background .save-line[data-state=good]")


def test_history_is_accessible_and_fits_a_phone(own_demo, open_page):
    page = open_page(own_demo, viewport=PHONE)
    write(page, " Kom forbi.")
    found = {}
    for name, args in (
        ("chapter_history", CHAPTER),
        ("plan_history", PLAN),
        ("chapter_versions", CHAPTER),
    ):
        page.goto(reverse(name, args=args))
        found[name] = faults_in_both(page) + too_wide(page)
    wrong = told_by_page(found)
    assert not wrong, wrong


def test_a_text_is_brought_back(own_demo, open_page):
    page = open_page(own_demo)
    write(page, " Kom forbi.")
    page.goto(reverse("chapter", args=CHAPTER))
    page.click(".page-actions a[href$='/history/']")
    page.click(".page .callout a")
    assert "Kom forbi." in page.locator("ins").inner_text()
    page.click(".part button[type=submit]")
    page.wait_for_selector(".message--success")
    assert "Kom forbi." not in page.locator("#background").inner_text()
