"""Every page is accessible, fits a phone and keeps the console quiet."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string

from tests.browser import addresses, inquiry_addresses
from tests.browser.looks import (
    PHONE,
    faults,
    faults_in_both,
    told_by_page,
    too_wide,
    unused_font,
    wait_until_ready,
)

pytestmark = pytest.mark.browser

STATES = {
    "filter_error": "/plans/?year=abc",
    "empty_list": "/organisations/?q=findes+ikke",
}


@pytest.fixture
def told(demo_database) -> dict[str, str]:
    return addresses.pages(demo_database)


@pytest.fixture
def in_draft(demo_database) -> dict[str, str]:
    """What only a plan that is not yet approved shows; the demo's is another partnership's."""
    return addresses.draft_pages(demo_database)


def test_no_address_is_left_out(told, in_draft, own_database):
    inquiry_addresses.add_cases(own_database)
    of_inquiries = {*inquiry_addresses.pages(own_database), *inquiry_addresses.NO_PAGE}
    assert addresses.untold({*told, *in_draft, *of_inquiries}) == set()


def visit(page, address: str) -> list[str]:
    """All that is wrong with the page at the address."""
    page.goto(address)
    wait_until_ready(page)
    return faults_in_both(page) + too_wide(page) + unused_font(page)


def test_every_page_is_accessible_in_both_schemes_and_fits_a_phone(demo, open_page, told, in_draft):
    page = open_page(demo)
    # The login is not for who has logged in; see below.
    asked = {name: address for name, address in {**told, **STATES}.items() if name != "login"}
    found = {name: visit(page, address) for name, address in asked.items()}
    page = open_page(demo, who="udenfor")
    found |= {name: visit(page, address) for name, address in in_draft.items()}
    wrong = told_by_page(found)
    assert not wrong, wrong


@pytest.fixture
def error_pages(rf) -> dict[str, str]:
    """The pages of errors, which the demo's own server shows only without DEBUG."""
    request = rf.get("/")
    request.user = AnonymousUser()
    names = ("400", "403", "403_csrf", "404", "413", "500")
    context = {"exception": "Kun sekretariatet retter her."}
    return {name: render_to_string(f"{name}.html", context, request) for name in names}


def test_error_pages_are_accessible_and_fit_a_phone(demo, open_page, error_pages):
    page = open_page(demo, who="", viewport=PHONE)
    page.goto("/login/")
    found = {}
    for name, html in error_pages.items():
        page.set_content(html)
        wait_until_ready(page)
        found[name] = faults_in_both(page) + too_wide(page)
    wrong = told_by_page(found)
    assert not wrong, wrong


def test_axe_finds_nothing_before_the_login(demo, open_page):
    page = open_page(demo, who="")
    page.goto("/login/")
    wait_until_ready(page)
    assert faults_in_both(page) + too_wide(page) == []
    page.click("main button[type=submit]")
    page.wait_for_selector(".error-summary")
    assert faults_in_both(page) + too_wide(page) == []


def test_axe_finds_nothing_on_refusals(demo, open_page, told):
    page = open_page(demo, who="laeser")
    page.goto(told["section_edit"])
    assert faults(page) == []
    page = open_page(demo, who="kff")
    assert faults(page) == []


def test_axe_finds_nothing_on_a_refused_form(demo, open_page, in_draft):
    page = open_page(demo, who="udenfor")
    page.goto(in_draft["line_edit"])
    page.fill("[name=amount_2024]", "188.00")
    page.click(".part-form button[type=submit]")
    page.wait_for_selector(".error-summary")
    assert page.input_value("[name=amount_2024]") == "188.00"
    assert faults_in_both(page) == []


def test_menu_opens_on_a_phone_by_keyboard(demo, open_page):
    page = open_page(demo, viewport=PHONE)
    assert not page.locator(".site-nav").is_visible()
    page.focus(".menu summary")
    page.keyboard.press("Enter")
    assert page.locator(".site-nav").is_visible()
