"""Every page is accessible, fits a phone and keeps the console quiet."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string

from tests.browser import addresses

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
STATES = {
    "filter_error": "/plans/?year=abc",
    "empty_list": "/organisations/?q=findes+ikke",
}


def faults(page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{rule['id']}: {rule['help']} ({node['target']})"
        for rule in found
        for node in rule["nodes"]
    ]


def wait_until_ready(page) -> None:
    page.wait_for_load_state("networkidle")
    if page.locator("[data-rich-text]").count():
        page.wait_for_selector(".ProseMirror")


@pytest.fixture
def told(demo_database) -> dict[str, str]:
    return addresses.pages(demo_database)


def test_no_address_is_left_out(told):
    assert addresses.untold(set(told)) == set()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(demo, open_page, told, scheme):
    page = open_page(demo, color_scheme=scheme)
    wrong = {}
    for name, address in {**told, **STATES}.items():
        if name == "login":
            continue
        page.goto(address)
        wait_until_ready(page)
        if found := faults(page):
            wrong[name] = found
    assert wrong == {}


@pytest.fixture
def error_pages(rf) -> dict[str, str]:
    """The pages of errors, which the demo's own server shows only without DEBUG."""
    request = rf.get("/")
    request.user = AnonymousUser()
    names = ("400", "403", "403_csrf", "404", "413", "500")
    context = {"exception": "Kun sekretariatet retter her."}
    return {name: render_to_string(f"{name}.html", context, request) for name in names}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_error_pages(demo, open_page, error_pages, scheme):
    page = open_page(demo, who="", color_scheme=scheme, viewport={"width": 320, "height": 640})
    page.goto("/login/")
    wrong = {}
    for name, html in error_pages.items():
        page.set_content(html)
        page.wait_for_load_state("networkidle")
        width = page.evaluate("document.documentElement.scrollWidth")
        if (found := faults(page)) or width > 320:
            wrong[name] = [*found, width]
    assert wrong == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_before_the_login(demo, open_page, scheme):
    page = open_page(demo, who="", color_scheme=scheme)
    page.goto("/login/")
    assert faults(page) == []
    page.click("main button[type=submit]")
    page.wait_for_selector(".error-summary")
    assert faults(page) == []


def test_axe_finds_nothing_on_refusals(demo, open_page, told):
    page = open_page(demo, who="laeser")
    page.goto(told["section_edit"])
    assert faults(page) == []
    page = open_page(demo, who="kff")
    assert faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_refused_form(demo, open_page, told, scheme):
    page = open_page(demo, color_scheme=scheme)
    page.goto(told["line_edit"])
    page.fill("[name=amount_2024]", "188.00")
    page.click(".part-form button[type=submit]")
    page.wait_for_selector(".error-summary")
    assert page.input_value("[name=amount_2024]") == "188.00"
    assert faults(page) == []


def test_nothing_scrolls_sideways_on_a_phone(demo, open_page, told):
    page = open_page(demo, viewport={"width": 320, "height": 640})
    wide = {}
    for name, address in {**told, **STATES}.items():
        if name == "login":
            continue
        page.goto(address)
        wait_until_ready(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[name] = width
    assert wide == {}


def test_menu_opens_on_a_phone_by_keyboard(demo, open_page):
    page = open_page(demo, viewport={"width": 320, "height": 640})
    assert not page.locator(".site-nav").is_visible()
    page.focus(".menu summary")
    page.keyboard.press("Enter")
    assert page.locator(".site-nav").is_visible()
