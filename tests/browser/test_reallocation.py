"""Money moved in a browser: drafted from a cell, heard and approved; also without a script."""

import re
import sqlite3
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.looks import faults_in_both, too_wide

pytestmark = pytest.mark.browser

LIST = "/plans/tingbjerg-husum/2024/reallocations/"


def line_of(database, activity: str) -> str:
    """A line of the activity that holds money in 2024."""
    sql = """select l.uuid from budgets_budgetline l join activities_activity a
        on a.id = l.activity_id join budgets_entry e on e.line_id = l.id
        where a.slug = ? and l.counts_in_total and e.year = 2024 order by l.id limit 1"""
    with sqlite3.connect(database) as connection:
        return connection.execute(sql, [activity]).fetchone()[0]


def dashed(uuid: str) -> str:
    return re.sub(r"(.{8})(.{4})(.{4})(.{4})(.{12})", r"\1-\2-\3-\4-\5", uuid)


def amount_of(database, uuid: str) -> int:
    sql = """select sum(amount) from budgets_entry e join budgets_budgetline l on l.id = e.line_id
        where l.uuid = ? and e.year = 2024"""
    with sqlite3.connect(database) as connection:
        return connection.execute(sql, [uuid]).fetchone()[0]


def test_money_is_drafted_heard_approved_and_moved(own_demo, own_database, open_page):
    giver, taker = line_of(own_database, "faelleshaven"), line_of(own_database, "videnshuset")
    before = amount_of(own_database, giver), amount_of(own_database, taker)

    page = open_page(own_demo, "arbejdsgruppe")
    page.goto(f"{LIST}new/?line={dashed(giver)}")
    page.fill("[name=subject]", "Flere bøger")
    page.fill("[name=reason]", "Der er brug for dem.")
    page.fill("[name=legs-0-taken]", "1.000")
    expect(page.locator("#preview .field__error")).to_contain_text("1.000")
    page.select_option("[name=legs-1-line]", dashed(taker))
    page.fill("[name=legs-1-given]", "1.000")
    expect(page.locator("#preview tfoot td").nth(1)).to_have_text("0")
    expect(page.locator("#preview .field__error")).to_have_count(0)
    page.locator(".form-actions button[type=submit]").click()
    page.wait_for_url(re.compile(rf"{LIST}\d+/$"))
    address = page.url.removeprefix(own_demo)
    page.locator("form[action$='send/']").evaluate("form => form.closest('details').open = true")
    page.fill("[name=hearing_until]", f"{date.today() + timedelta(days=14):%d.%m.%Y}")
    page.click("form[action$='send/'] button")
    expect(page.locator("h1 .badge")).to_have_text("I høring")

    page = open_page(own_demo, "styregruppe")
    page.goto("/")
    page.click("text=Flere bøger")
    page.check("[name=stance][value=remarks]")
    page.fill("[name=text]", "Husk tegneserier.")
    page.click("form[action$='statements/'] button")
    expect(page.locator(".statements")).to_contain_text("Husk tegneserier.")

    page = open_page(own_demo, "beslutter")
    page.goto(address)
    page.locator("summary", has_text="Godkend").click()
    page.fill("#id_approve_early_reason", "Det haster.")
    page.click("form[action$='approve/'] button")
    expect(page.locator("h1 .badge")).to_have_text("Godkendt")
    after = amount_of(own_database, giver), amount_of(own_database, taker)
    assert after == (before[0] - 1_000, before[1] + 1_000)


def test_without_javascript_rows_come_and_go_and_nothing_typed_is_lost(own_demo, open_page):
    page = open_page(own_demo, "arbejdsgruppe", java_script_enabled=False)
    page.goto(f"{LIST}new/")
    page.fill("[name=subject]", "Halvt skrevet")
    page.fill("[name=legs-0-taken]", "188.00")
    page.click("button[name=add][value=new]")
    page.fill("[name=legs-2-new_label]", "Busser")
    page.click("button[name=remove][value='1']")
    expect(page.locator("[name=legs-1-new_label]")).to_have_value("Busser")
    expect(page.locator("[name=legs-0-taken]")).to_have_value("188.00")
    expect(page.locator("[name=subject]")).to_have_value("Halvt skrevet")


def test_a_draft_saves_itself_while_it_is_written(own_demo, open_page):
    page = open_page(own_demo, "arbejdsgruppe")
    page.goto(f"{LIST}new/")
    page.fill("[name=subject]", "Af sig selv")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"{LIST}\d+/$"))
    page.click(".page-actions a[href$='edit/']")
    page.wait_for_load_state("networkidle")
    page.fill("[name=reason]", "Fordi.")
    expect(page.locator("[data-save-line]")).to_contain_text("Gemt")
    page.reload()
    expect(page.locator("[name=reason]")).to_have_value("Fordi.")


def seen(page) -> list[str]:
    return faults_in_both(page) + too_wide(page)


def test_what_the_demo_has_no_address_for_is_accessible_and_fits_a_phone(own_demo, open_page):
    """A draft with every kind of row, a refused form, a link, and a guest's page."""
    page = open_page(own_demo)
    page.goto(f"{LIST}new/")
    page.fill("[name=legs-0-taken]", "188.00")
    page.click("button[name=add][value=new]")
    found = seen(page)
    page.locator(".form-actions button[type=submit]").click()
    page.wait_for_selector(".error-summary")
    found += seen(page)
    page.goto(f"{LIST}1/")
    page.locator("main details").evaluate_all("all => all.forEach(one => one.open = true)")
    page.fill("#id_link_name", "Gitte Gæst")
    page.click("form[action$='links/'] button")
    address = page.input_value("input.address")
    page.locator("main details").evaluate_all("all => all.forEach(one => one.open = true)")
    found += seen(page)
    guest = open_page(own_demo, who="")
    guest.goto(address)
    guest.click("main button[type=submit]")
    guest.wait_for_selector(".error-summary")
    assert found + seen(guest) == []
