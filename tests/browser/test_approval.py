"""A decider approves a plan and puts it under revision, on pages that all can use."""

import sqlite3

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


def lower_the_frame(database) -> None:
    """By 10.000 kr., so that the rows are above it."""
    sql = """insert into budgets_frameposting (plan_id, amount, posted_at, posted_by_name, reason)
        select p.id, -10000, f.posted_at, '', '' from budgets_frameposting f
        join activities_safetyplan p on p.id = f.plan_id
        join partnership_partnership h on h.id = p.partnership_id
        where h.slug = 'tingbjerg-husum' and p.year = 2024 limit 1"""
    with sqlite3.connect(database) as connection:
        assert connection.execute(sql).rowcount == 1


def test_an_error_is_approved_by_an_act_of_its_own(own_demo, own_database, open_page):
    lower_the_frame(own_database)
    page = open_page(own_demo, who="beslutter")
    page.goto(f"{PLAN}approve/")
    page.get_by_label("Bemærkning").fill("God plan.")
    page.locator("main summary", has_text="post for post").click()
    page.get_by_role("button", name="Godkend planen").click()
    page.wait_for_selector(".error-summary")
    assert faults_of(page) == []
    expect(page.get_by_label("Bemærkning")).to_have_value("God plan.")
    page.get_by_label("Godkend alligevel").check()
    page.get_by_label("Hvorfor den godkendes alligevel").fill("Rammen hæves.")
    page.get_by_role("button", name="Godkend planen").click()
    expect(page.locator("main")).to_contain_text("Rammen hæves.")


def test_figures_that_have_moved_are_shown_before_anything_is_approved(
    own_demo, own_database, open_page
):
    page = open_page(own_demo, who="beslutter")
    page.goto(f"{PLAN}approve/")
    page.get_by_label("Bemærkning").fill("God plan.")
    lower_the_frame(own_database)
    page.get_by_role("button", name="Godkend planen").click()
    expect(page.locator(".error-summary")).to_contain_text("er ikke godkendt")
    expect(page.get_by_label("Bemærkning")).to_have_value("God plan.")
    expect(page.locator("main .callout--warning")).to_contain_text("10.000")
    assert faults_of(page) == []
