"""A form that is refused comes back with its errors and with what was typed."""

import pytest
from playwright.sync_api import expect

from tests.browser.forms import open_form

pytestmark = pytest.mark.browser

CHAPTER = "/plans/tingbjerg-husum/2024/chapters/faelleshaven/"


def test_errors_are_shown_where_they_belong(own_demo, open_page):
    page = open_page(own_demo)
    page.goto(CHAPTER)
    open_form(page, "timetable", ".part__foot a")
    page.fill("#timetable [name=starts_on]", "31.13.2024")
    page.click("#timetable .part-form button[type=submit]")
    expect(page.locator("#timetable .error-summary")).to_be_focused()
    expect(page.locator("#timetable ul.field__error")).to_have_count(2)
    expect(page.locator("#timetable [name=starts_on]")).to_have_value("31.13.2024")
    expect(page.locator("#messages .message--error")).to_have_count(0)


def test_refused_text_still_asks_before_it_is_left(own_demo, open_page):
    page = open_page(own_demo)
    page.goto(CHAPTER)
    open_form(page, "deliverables", ".part__foot a")
    page.fill("#deliverables [name=group]", "Uden tekst")
    page.click("#deliverables .part-form button[type=submit]")
    expect(page.locator("#deliverables .error-summary")).to_be_visible()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.locator("#deliverables .row-actions a").first.click()
    assert asked == ["confirm"]


def test_the_name_of_the_site_stands_on_the_login(demo, open_page):
    page = open_page(demo, who="")
    page.goto("/login/")
    expect(page.locator(".site-name")).to_have_text("Tryghedsplan")
