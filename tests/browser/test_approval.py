"""A decider approves a plan and puts it under revision, on pages that all can use."""

import pytest
from playwright.sync_api import expect

from tests.browser.looks import faults_in_both, too_wide, wait_until_ready

pytestmark = pytest.mark.browser

PLAN = "/plans/tingbjerg-husum/2024/"


def faults_of(page) -> list[str]:
    wait_until_ready(page)
    return faults_in_both(page) + too_wide(page)


def test_a_decider_approves_and_reopens(own_demo, open_page):
    page = open_page(own_demo, who="beslutter")
    page.goto(PLAN)
    page.get_by_role("link", name="Godkend planen").click()
    assert faults_of(page) == []
    page.get_by_role("button", name="Godkend planen").click()
    expect(page.locator("#messages")).to_have_text("Planen er godkendt.")
    page.get_by_role("link", name="Tag planen op til revision").click()
    page.get_by_role("button", name="Tag planen op til revision").click()
    page.wait_for_selector(".error-summary")
    assert faults_of(page) == []
    page.get_by_label("Hvorfor den tages op").fill("En ny dato.")
    page.get_by_role("button", name="Tag planen op til revision").click()
    expect(page.locator("main")).to_contain_text("En ny dato.")
    assert faults_of(page) == []
