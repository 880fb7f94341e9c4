"""A form that is refused comes back with its errors and with what was typed."""

import pytest
from playwright.sync_api import expect

from tests.browser.forms import DRAFT_CHAPTER, open_form

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


def test_refused_money_still_asks_before_it_is_left(own_demo, open_page):
    page = open_page(own_demo, who="udenfor")
    page.goto(DRAFT_CHAPTER)
    open_form(page, "economy", "tbody .row-actions a")
    page.fill("#economy [name=amount_2024]", "188.00")
    page.click("#economy .part-form button[type=submit]")
    expect(page.locator("#economy .error-summary")).to_be_visible()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.locator("#economy tbody .row-actions a").last.click()
    assert asked == ["confirm"]


def test_a_refused_new_row_comes_back_when_the_list_is_opened_again(own_demo, open_page):
    page = open_page(own_demo)
    page.goto(CHAPTER)
    open_form(page, "deliverables", ".part__foot a")
    page.fill("#deliverables [name=group]", "Uden tekst")
    page.click("#deliverables .part-form button[type=submit]")
    expect(page.locator("#deliverables .error-summary")).to_be_visible()
    page.goto(CHAPTER)
    page.click("[data-drafts] li > a")
    expect(page.locator("[name=group]")).to_have_value("Uden tekst")


def test_the_name_of_the_site_stands_on_the_login(demo, open_page):
    page = open_page(demo, who="")
    page.goto("/login/")
    expect(page.locator(".site-name")).to_have_text("Tryghedsplan")
