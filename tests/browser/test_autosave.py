"""What a person sees of a page that saves by itself."""

import sqlite3

import pytest
from playwright.sync_api import Error, Page, expect

from partnership.richtext import canonical
from tests.browser.forms import DRAFT_CHAPTER, ROW, open_form
from tests.browser.writers import CHAPTER

pytestmark = pytest.mark.browser

LINE = "[data-save-line] [data-says]"
#: Opens each text in the real editor, as a page does, and gives what the editor would send.
THROUGH_THE_EDITOR = """async (texts) => {
  const { openEditor } = await import("rich-text");
  const model = document.querySelector("[data-rich-text]");
  return texts.map((text) => {
    const place = model.cloneNode(true);
    place.querySelector("[data-surface]").replaceChildren();
    const html = place.querySelector("[data-html]");
    html.value = text;
    document.body.append(place);
    const before = html.value;
    const editor = openEditor(place);
    const untouched = html.value === before;
    const sent = editor.getHTML();
    editor.destroy();
    place.remove();
    return [untouched, sent];
  });
}"""
LINKS = """[...document.querySelectorAll(".chapter-main .part")].flatMap((part) =>
  [...part.querySelectorAll("a[hx-get]:not(.part__talk, .row-actions__talk)")].slice(0, 2)
    .map((link) => link.getAttribute("hx-get")))"""
RICH = {
    "activities_section": ["body"],
    "activities_listpart": ["intro", "closing"],
    "activities_plansection": ["body"],
    "activities_goal": ["body"],
    "activities_targetgroup": ["body"],
    "activities_milestone": ["body"],
    "activities_deliverable": ["body"],
}


def query(database, sql: str) -> list[tuple]:
    with sqlite3.connect(database) as connection:
        return connection.execute(sql).fetchall()


def rich_texts(database) -> list[str]:
    return [
        text
        for table, columns in RICH.items()
        for column in columns
        for (text,) in query(database, f"select {column} from {table} where {column} != ''")
    ]


def test_every_text_of_the_demo_leaves_the_editor_as_it_came(demo, demo_database, open_page):
    page = open_page(demo)
    page.goto(CHAPTER)
    open_form(page, "background", ".part__edit")
    texts = rich_texts(demo_database)
    assert len(texts) > 100
    for text, (untouched, sent) in zip(
        texts, page.evaluate(THROUGH_THE_EDITOR, texts), strict=True
    ):
        assert untouched
        assert canonical(sent) == text


def open_and_leave(page: Page) -> int:
    """Press the first links of each part that open a form, and close it again."""
    addresses = page.evaluate(LINKS)
    for address in addresses:
        page.click(f'.chapter-main a[hx-get="{address}"]')
        page.wait_for_selector(".part-form")
        page.click("[data-cancel]")
        page.wait_for_selector(".part-form", state="detached")
    return len(addresses)


def test_opening_and_leaving_the_forms_of_a_chapter_writes_nothing(
    own_demo, own_database, open_page
):
    tables = ("partnership_auditentry", "partnership_stretch", "partnership_revision")
    counts = f"select {', '.join(f'(select count(*) from {table})' for table in tables)}"
    before = query(own_database, counts)
    page = open_page(own_demo)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.goto(CHAPTER)
    assert open_and_leave(page) > 10
    assert asked == []
    assert query(own_database, counts) == before
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_a_new_row_typed_without_a_network_is_there_once_after_a_reload(
    own_demo, own_database, open_page
):
    page = open_page(own_demo)
    page.goto(CHAPTER)
    open_form(page, "goals", ".part__foot a")
    page.wait_for_selector("#goals .ProseMirror")
    page.context.set_offline(True)
    page.keyboard.type("Flere hilser på hinanden")
    expect(page.locator(f"#goals {LINE}")).to_contain_text("Ikke gemt")
    with pytest.raises(Error):
        page.reload()
    page.context.set_offline(False)
    page.goto(CHAPTER)
    page.click("[data-drafts] li > a")
    expect(page.locator(LINE)).to_contain_text("Gemt kl.")
    page.click("main [data-unsaved] > .form-actions button[type=submit]")
    expect(page.locator("#goals")).to_contain_text("Flere hilser på hinanden")
    found = "select count(*) from activities_goal where title = 'Flere hilser på hinanden'"
    assert query(own_database, found) == [(1,)]


def test_two_people_see_each_other_and_where_they_write(own_demo, open_page):
    anders = open_page(own_demo, who="aktivitet")
    anders.goto(CHAPTER)
    open_form(anders, "background", ".part__edit")
    anders.wait_for_timeout(500)
    page = open_page(own_demo)
    page.goto(CHAPTER)
    expect(page.locator("[data-presence] li")).to_have_text(["Anders Aktivitet"])
    expect(page.locator("#background .part__here")).to_contain_text("skriver her")


def test_one_of_two_texts_is_chosen(own_demo, open_page):
    pages = [open_page(own_demo, who=who) for who in ("sekretariat", "aktivitet")]
    for number, page in enumerate(pages):
        page.goto(CHAPTER)
        open_form(page, "background", ".part__edit")
        page.keyboard.type(f"Ord{number} ")
    expect(pages[0].locator(LINE)).to_contain_text("Gemt kl.")
    conflict = pages[1].locator(".conflict")
    expect(conflict).to_contain_text("Sanne Sekretær")
    expect(conflict.locator("ins")).to_contain_text("Ord1")
    pages[1].click("[name=resolve][value=mine]")
    expect(pages[1].locator("#background .prose")).to_contain_text("Ord1")
    expect(pages[1].locator("#background .prose")).not_to_contain_text("Ord0")


def test_what_is_wrong_stands_beside_its_field_while_one_types(own_demo, open_page):
    page = open_page(own_demo)
    page.goto(CHAPTER)
    open_form(page, "goals", ROW)
    page.fill("#goals [name=title]", "")
    expect(page.locator("#goals [data-refused]")).to_be_visible()
    expect(page.locator("#goals [name=title]")).to_have_attribute("aria-invalid", "true")
    page.fill("#goals [name=title]", "Rettet")
    expect(page.locator(f"#goals {LINE}")).to_contain_text("Gemt kl.")
    expect(page.locator("#goals [data-refused]")).to_have_count(0)


def test_a_form_that_opens_a_page_of_its_own_leaves_nothing_behind(own_demo, open_page):
    page = open_page(own_demo)
    page.goto("/plans/tingbjerg-husum/2024/front-matter/")
    page.click("main .part__edit")
    page.locator("main .ProseMirror").click()
    page.keyboard.type("Ny indledning. ")
    page.click("main .form-actions button[type=submit]")
    expect(page.locator("main .prose").first).to_contain_text("Ny indledning.")
    expect(page.locator("[data-drafts]")).to_be_hidden()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_money_sent_after_the_login_has_ended_is_not_lost(own_demo, open_page):
    page = open_page(own_demo, who="udenfor")
    page.goto(DRAFT_CHAPTER)
    open_form(page, "economy", "tbody .row-actions a")
    page.fill("#economy [name=amount_2024]", "1.000")
    page.context.clear_cookies(name="sessionid")
    page.click("#economy .part-form button[type=submit]")
    expect(page.locator("#messages .message--error")).to_contain_text("ikke længere logget ind")
    expect(page.locator("#economy [name=amount_2024]")).to_have_value("1.000")
