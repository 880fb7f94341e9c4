"""The matrix is written in with the keyboard, and takes a block from a spreadsheet."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import site
from tests.browser.looks import faults_in_both, too_wide, wait_until_ready

pytestmark = pytest.mark.browser

EDIT = "/plans/eksempelby/2024/economy/edit/"
SAVED = "Gemt kl."


@pytest.fixture
def grid(own_database, open_page):
    """A draft's matrix with two lines more than the demo's, three years each."""
    site.manage(own_database, "shell", "-c", MORE_LINES)
    with site.served(own_database) as address:
        page = open_page(address, who="udenfor")
        open_grid(page)
        yield page


MORE_LINES = """
from activities.models import SafetyPlan
from budgets.services.lines import add_line
plan = SafetyPlan.objects.get(partnership__slug="eksempelby")
chapter = plan.chapters.first()
for label in ("Vagter", "Lygter"):
    add_line(plan.agreement, chapter.activity, label=label, by=None)
"""


def open_grid(page: Page) -> None:
    """The matrix as it is saved, with the module that makes it a grid."""
    page.goto(EDIT)
    page.wait_for_load_state("networkidle")


def cell(page: Page, row: int, year: int):
    return page.locator("tr.line").nth(row).get_by_role("textbox", name=str(year))


def values(page: Page) -> list[list[str]]:
    """What stands in the cells of the lines, by line and year."""
    return page.locator("tr.line").evaluate_all(
        "rows => rows.map(row => [...row.querySelectorAll('input')].map(cell => cell.value))"
    )


def paste(page: Page, text: str) -> None:
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const options = {clipboardData: data, bubbles: true, cancelable: true};
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        text,
    )


def said(page: Page):
    return page.locator("[data-save-line] [data-says]")


def test_the_keys_of_a_spreadsheet_move_between_cells(grid):
    cell(grid, 0, 2024).focus()
    steps = {
        "ArrowDown": (1, 2024),
        "ArrowRight": (1, 2025),
        "Enter": (2, 2025),
        "Shift+Enter": (1, 2025),
        "ArrowUp": (0, 2025),
        "Tab": (0, 2026),
        "ArrowLeft": (0, 2025),
    }
    for key, (row, year) in steps.items():
        grid.keyboard.press(key)
        expect(cell(grid, row, year)).to_be_focused()


def test_escape_takes_back_and_f2_goes_on_in_the_text(grid):
    first = cell(grid, 0, 2024)
    first.focus()
    grid.keyboard.type("99")
    expect(first).to_have_value("99")
    grid.keyboard.press("Escape")
    expect(first).to_have_value("60.000")
    grid.keyboard.press("F2")
    grid.keyboard.press("ArrowLeft")
    grid.keyboard.type("5")
    expect(first).to_have_value("60.0050")
    grid.keyboard.press("Escape")
    expect(first).to_have_value("60.000")


def test_a_row_that_is_left_is_saved_and_the_sums_follow(grid):
    cell(grid, 1, 2024).focus()
    grid.keyboard.type("1500")
    grid.keyboard.press("Enter")
    expect(said(grid)).to_contain_text(SAVED)
    expect(cell(grid, 1, 2024)).to_have_value("1.500")
    expect(grid.locator("[data-totals] td").nth(1)).to_have_text("61.500")
    expect(grid.locator("[data-frame]")).to_contain_text("1.500")
    open_grid(grid)
    expect(cell(grid, 1, 2024)).to_have_value("1.500")


def test_an_emptied_cell_a_dash_and_a_0_stay_apart(grid):
    for row, text in enumerate(["", "-", "0"]):
        cell(grid, row, 2025).fill("7")
        cell(grid, row, 2025).fill(text)
    cell(grid, 0, 2024).fill("")
    grid.get_by_role("button", name="Gem og luk").click()
    grid.wait_for_url("**/economy/")
    grid.goto("/plans/eksempelby/2024/economy/?lines=all")
    cells = grid.locator("tr.line td:nth-of-type(3)").all_inner_texts()
    assert cells == ["", "-", "0"]
    assert "60.000" not in grid.locator("tr.line").first.inner_text()


def test_a_block_from_a_spreadsheet_fills_the_cells_from_the_one_in_hand(grid):
    cell(grid, 1, 2024).focus()
    paste(grid, "1.234\t1234\t1.234 kr.\r\n-\t\t0\r\n")
    expect(said(grid)).to_contain_text(SAVED)
    wanted = [["60.000", "", ""], ["1.234", "1.234", "1.234"], ["-", "", "0"]]
    assert values(grid) == wanted
    open_grid(grid)
    assert values(grid) == wanted


@pytest.mark.parametrize("text", ["188.00", "02-12-2024", "mange"])
def test_a_block_with_a_cell_that_cannot_be_read_is_refused_whole(grid, text):
    before = values(grid)
    cell(grid, 1, 2024).focus()
    paste(grid, f"1.000\t2.000\n3.000\t{text}")
    faults = grid.locator("[data-unpasted]")
    expect(faults).to_contain_text(f"Lygter, 2025: {text}")
    expect(faults.locator("li")).to_have_count(1)
    assert values(grid) == before
    open_grid(grid)
    assert values(grid) == before
    assert not faults_in_both(grid)


def test_a_block_that_does_not_fit_is_refused_whole_with_every_cell_named(grid):
    before = values(grid)
    cell(grid, 2, 2025).focus()
    paste(grid, "mange\t2\t3\n4\t5\t6")
    items = grid.locator("[data-unpasted] li")
    expect(items).to_have_count(5)
    named = items.all_inner_texts()
    activity = cell(grid, 2, 2025).get_attribute("aria-label").partition(", Lygter")[0]
    assert named[0].startswith(f"{activity}, Lygter, 2025: mange")
    assert named[1].startswith(f"{activity}, Lygter, områdets kolonne 3: 3")
    assert named[2].startswith("Områdets række 2, 2025: 4")
    assert values(grid) == before


def test_what_was_not_pasted_stays_named_until_the_list_is_closed(grid):
    cell(grid, 1, 2024).focus()
    paste(grid, "1.000\tmange")
    faults = grid.locator("[data-unpasted]")
    expect(faults).to_contain_text("Vagter, 2025: mange")
    cell(grid, 2, 2024).fill("5")
    cell(grid, 0, 2024).focus()
    expect(said(grid)).to_contain_text(SAVED)
    expect(faults).to_contain_text("Vagter, 2025: mange")
    faults.get_by_role("button").click()
    expect(faults).to_be_hidden()
    expect(cell(grid, 0, 2024)).to_be_focused()


def test_a_block_that_fits_at_last_closes_the_list(grid):
    for text in ("1.000\tmange", "1.000\t2.000"):
        cell(grid, 1, 2024).focus()
        paste(grid, text)
        expect(said(grid)).not_to_have_text("Gemmer …")
    expect(grid.locator("[data-unpasted]")).to_be_hidden()
    assert values(grid)[1][:2] == ["1.000", "2.000"]


def test_a_block_over_what_somebody_changed_is_pasted_when_it_is_pasted_again(grid):
    other = grid.context.new_page()
    open_grid(other)
    cell(other, 1, 2024).fill("100")
    cell(other, 2, 2024).focus()
    expect(said(other)).to_contain_text(SAVED)
    cell(grid, 1, 2024).focus()
    paste(grid, "7\t8")
    expect(grid.locator("[data-unpasted]")).to_contain_text("100")
    expect(cell(grid, 1, 2024)).to_have_value("100")
    cell(grid, 1, 2024).focus()
    paste(grid, "7\t8")
    expect(said(grid)).to_contain_text(SAVED)
    assert values(grid)[1][:2] == ["7", "8"]


def test_every_refused_cell_stays_named_until_it_is_mended(grid):
    for year in (2024, 2025):
        cell(grid, 1, year).fill("mange")
    cell(grid, 2, 2024).focus()
    items = grid.locator("[data-faults] li")
    expect(items).to_have_count(2)
    cell(grid, 2, 2024).fill("5")
    cell(grid, 1, 2024).fill("6")
    cell(grid, 0, 2024).focus()
    expect(items).to_have_count(1)
    expect(items).to_contain_text("Vagter, 2025: mange")
    expect(said(grid)).to_contain_text("Ikke gemt")
    expect(cell(grid, 1, 2025)).to_have_value("mange")


def test_what_comes_back_beside_a_refused_cell_is_saved_when_that_is_mended(grid):
    grid.route("**/economy/edit/", _without_autosave)
    cell(grid, 1, 2024).fill("mange")
    cell(grid, 1, 2025).fill("500")
    grid.get_by_role("button", name="Gem og luk").click()
    expect(grid.locator(".error-summary li")).to_have_count(1)
    grid.unroute("**/economy/edit/")
    grid.wait_for_load_state("networkidle")
    cell(grid, 1, 2024).fill("6")
    cell(grid, 2, 2024).focus()
    expect(said(grid)).to_contain_text(SAVED)
    expect(grid.locator(".error-summary")).to_have_count(0)
    open_grid(grid)
    assert values(grid)[1][:2] == ["6", "500"]


def _without_autosave(route: Route) -> None:
    if "x-autosave" in route.request.headers:
        route.abort()
    else:
        route.continue_()


def test_the_cell_in_hand_is_never_covered(own_database, open_page):
    many = MORE_LINES.replace('("Vagter", "Lygter")', '"abcdefghijklmnopqrst"')
    site.manage(own_database, "shell", "-c", many)
    with site.served(own_database) as address:
        page = open_page(address, who="udenfor", reduced_motion="reduce")
        open_grid(page)
        for width, height in [(320, 500), (320, 800), (640, 320), (768, 1024), (1440, 900)]:
            page.set_viewport_size({"width": width, "height": height})
            cell(page, 0, 2024).focus()
            for key in [*["ArrowDown"] * 20, *["ArrowRight"] * 2, *["ArrowUp"] * 20, "ArrowLeft"]:
                page.keyboard.press(key)
                assert page.evaluate(COVERED) == [], (width, height, key)


#: What stands over the corners of the focused cell.
COVERED = """() => {
    const cell = document.activeElement;
    const { left, right, top, bottom } = cell.getBoundingClientRect();
    return [left + 3, right - 3]
        .flatMap((x) => [top + 3, bottom - 3].map((y) => document.elementFromPoint(x, y)))
        .filter((found) => found !== cell)
        .map((found) => found ? found.outerHTML.slice(0, 80) : "outside");
}"""


def test_a_refused_cell_is_named_and_kept_while_others_are_saved(grid):
    cell(grid, 1, 2024).fill("188.00")
    cell(grid, 1, 2025).fill("500")
    cell(grid, 2, 2024).focus()
    expect(grid.locator("[data-faults]")).to_contain_text("Vagter, 2024: 188.00")
    expect(cell(grid, 1, 2024)).to_have_attribute("aria-invalid", "true")
    cell(grid, 1, 2024).focus()
    grid.keyboard.type("188000")
    grid.keyboard.press("Enter")
    expect(said(grid)).to_contain_text(SAVED)
    expect(grid.locator("[data-faults]")).to_be_hidden()
    open_grid(grid)
    assert values(grid)[1][:2] == ["188.000", "500"]


def test_of_two_people_in_one_cell_the_second_sees_the_amount_of_the_first(grid):
    other = grid.context.new_page()
    open_grid(other)
    for page, typed in ((other, "100"), (grid, "200")):
        cell(page, 1, 2024).fill(typed)
        cell(page, 2, 2024).focus()
        if page is other:
            # Else the second may be there before the first.
            expect(said(page)).to_contain_text(SAVED)
    expect(grid.locator("[data-faults]")).to_contain_text("100")
    expect(cell(grid, 1, 2024)).to_have_value("200")
    grid.locator("[data-retry]").click()
    expect(said(grid)).to_contain_text(SAVED)
    open_grid(grid)
    assert values(grid)[1][0] == "200"


def test_the_matrix_is_accessible_and_fits_a_phone(grid):
    wait_until_ready(grid)
    assert faults_in_both(grid) + too_wide(grid) == []


def test_without_javascript_the_form_is_saved_by_its_button(own_demo, open_page):
    page = open_page(own_demo, who="udenfor", java_script_enabled=False)
    page.goto(EDIT)
    cell(page, 0, 2025).fill("12,50")
    page.get_by_role("button", name="Gem og luk").click()
    expect(page.locator(".error-summary")).to_contain_text("12,50")
    cell(page, 0, 2025).fill("12.500")
    page.get_by_role("button", name="Gem og luk").click()
    assert page.locator(".matrix tfoot td").nth(2).inner_text() == "12.500"


def test_an_activity_opens_in_its_place(demo, open_page):
    page = open_page(demo)
    page.goto("/plans/tingbjerg-husum/2024/economy/")
    page.wait_for_load_state("networkidle")
    toggle = page.locator("#toggle-faelleshaven")
    toggle.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#activity-faelleshaven tr.line").first).to_be_visible()
    expect(page.locator("#toggle-faelleshaven")).to_be_focused()
    expect(page.locator("#toggle-faelleshaven")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Enter")
    expect(page.locator("#activity-faelleshaven tr.line")).to_have_count(0)
    page.goto("/plans/tingbjerg-husum/2024/economy/?lines=all")
    wait_until_ready(page)
    assert faults_in_both(page) + too_wide(page) == []
