"""Activities are moved with a mouse and with the keyboard."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ORDER = "/plans/tingbjerg-husum/2024/?arrange=1"


def open_order(page) -> None:
    """With the modules that dragging needs."""
    page.goto(ORDER)
    page.wait_for_load_state("networkidle")


def titles(page) -> list[str]:
    return page.locator("[data-place] .row-item__text").all_inner_texts()


def drag(page, number: int, onto: int) -> None:
    """Take a row by its handle and let it go over another."""
    handle = page.locator(f"[data-place]:nth-child({number}) [data-handle]")
    page.locator("#outline").evaluate("list => list.scrollIntoView({behavior: 'instant'})")
    start = handle.bounding_box()
    end = page.locator(f"[data-place]:nth-child({onto})").bounding_box()
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 8, end["y"] + end["height"] - 4, steps=8)
    page.mouse.up()


def test_a_dragged_activity_stays_where_it_is_let_go(own_demo, open_page):
    page = open_page(own_demo)
    open_order(page)
    drag(page, 1, onto=3)
    expect(page.locator("#messages")).to_have_text("Fælleshaven er nu nummer 3.")
    page.goto(ORDER)
    assert titles(page)[:3] == ["1. Videnshuset", "2. Tidlig Foreningsstart", "3. Fælleshaven"]


def test_the_keyboard_stays_on_the_button_that_moves(own_demo, open_page):
    page = open_page(own_demo)
    open_order(page)
    button = page.get_by_role("button", name="Flyt op: Tidlig Foreningsstart")
    button.focus()
    for number in (2, 1):
        page.keyboard.press("Enter")
        expect(page.locator(f"[data-place]:nth-child({number})")).to_contain_text(
            f"{number}. Tidlig Foreningsstart"
        )
        expect(button).to_be_focused()
    expect(page.locator("#messages")).to_have_text("Tidlig Foreningsstart er nu nummer 1.")


def test_without_javascript_the_buttons_move(own_demo, open_page):
    page = open_page(own_demo, java_script_enabled=False)
    page.goto(ORDER)
    expect(page.locator("[data-handle]").first).to_be_hidden()
    page.get_by_role("button", name="Flyt ned: Fælleshaven").click()
    assert titles(page)[:2] == ["1. Videnshuset", "2. Fælleshaven"]
