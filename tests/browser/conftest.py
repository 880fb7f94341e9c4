"""A browser, and the demo to use it on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import chromium
from tests.browser.site import PASSWORD, copied, make_demo, served

#: Milliseconds to wait for what a page is to show. A busy machine takes its time.
PATIENCE = 15_000


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with chromium.launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory) -> Path:
    return make_demo(tmp_path_factory.mktemp("demo") / "db.sqlite3")


@pytest.fixture(scope="session")
def demo(demo_database) -> Iterator[str]:
    """The demo to look at; a test that changes something uses `own_demo`."""
    with served(demo_database) as address:
        yield address


@pytest.fixture
def own_database(demo_database, tmp_path) -> Path:
    return copied(demo_database, tmp_path / "db.sqlite3")


@pytest.fixture
def own_demo(own_database) -> Iterator[str]:
    """The demo to change."""
    with served(own_database) as address:
        yield address


@pytest.fixture
def open_page(browser) -> Iterator[Callable[..., Page]]:
    """Opens a page that fails the test on any error in the console."""
    contexts = []
    complaints: list[str] = []

    def open_page(address: str, who: str = "sekretariat", **options) -> Page:
        context = browser.new_context(base_url=address, locale="da-DK", **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("console", lambda message: _complain(message, complaints))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if who:
            page.goto("/login/")
            page.fill("[name=username]", f"{who}@example.dk")
            page.fill("[name=password]", PASSWORD)
            page.click("main button[type=submit]")
            page.wait_for_url("**/")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


EXPECTED = (
    # The browser and htmx log each answer of 4xx; a refused form is not an error of the page.
    "Failed to load resource",
    "Response Status Error Code 401",
    # The machine was busy for some seconds; that the font is used is asked on every page.
    "was preloaded using link preload but not used",
)


def _complain(message, complaints: list[str]) -> None:
    is_bad = message.type in {"error", "warning"}
    if is_bad and not any(text in message.text for text in EXPECTED):
        complaints.append(message.text)
