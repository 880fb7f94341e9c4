"""The real question of 2024, from its registration to the package that is filed."""

import json
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

pytestmark = pytest.mark.browser

SUBJECT = "samarbejde om kunst og kultur med Mit Kvarter"
QUESTION = "Vil forvaltningen tage kontakt til Mit Kvarter?"
ANSWER = "#answer-1"
EDITOR = f"{ANSWER} .ProseMirror"


def register(page: Page) -> str:
    """The address of the inquiry that the form has made."""
    page.goto("/inquiries/")
    page.click("main .page-actions a")
    page.select_option("[name=councillor]", label="Karim Andersen")
    page.fill("[name=subject]", SUBJECT)
    page.fill("[name=questions]", QUESTION)
    page.fill("[name=asked_on]", "22.11.2024")
    page.fill("[name=received_on]", "22. november 2024")
    page.fill("[name=edoc_number]", "20240411360")
    page.fill("[name=f2_number]", "2024-24080")
    page.click(".part-form details summary")
    page.select_option("[name=organisations]", label="Mit Kvarter")
    page.select_option("[name=responsible]", label="Katrine Kultur")
    page.click(".part-form button[type=submit]")
    page.wait_for_url("**/inquiries/2024-2/")
    return page.url


def explained(page: Page) -> str:
    """The deadline with every day on the way to it."""
    page.click("#deadline details summary")
    return page.inner_text("#deadline")


def write(page: Page) -> None:
    """The date, a sentence, a figure of the round, and the dialogue with the organisation."""
    page.click("#framing .part__edit")
    page.fill("#framing [name=letter_date]", "2.12.2024")
    page.click("#framing .part-form > .form-actions button[type=submit]")
    expect(page.locator("#framing dl")).to_contain_text("2. december 2024")
    page.click(f"{ANSWER} .part__edit")
    page.locator(EDITOR).click()
    page.keyboard.type("Sociale partnerskaber er givet til foreninger i et antal af ")
    page.wait_for_selector(f"{ANSWER} .save-line[data-state=good]")
    page.click(f"{ANSWER} .answer-tools a[href*='/facts/']")
    figures = page.locator(f"{ANSWER}-tool li", has_text="Folkeoplysende foreninger")
    figures.locator("button").click()
    page.wait_for_selector(f"{ANSWER}-tool:empty", state="attached")
    page.click(f"{ANSWER} .answer-tools a[href*='/contacts/']")
    page.wait_for_selector(f"{ANSWER}-tool [name=contact]")
    for choice in page.locator(f"{ANSWER}-tool [name=contact]").all():
        choice.check()
    page.click(f"{ANSWER}-tool form[method=post] button[type=submit]")
    page.wait_for_selector(f"{ANSWER}-tool:empty", state="attached")
    page.click(f"{ANSWER} .part-form > .form-actions button[type=submit]")
    expect(page.locator(f"{ANSWER} .prose")).to_contain_text("21")
    expect(page.locator(f"{ANSWER} .prose li")).to_have_count(5)


def fetched(page: Page, link: str) -> bytes:
    with page.expect_download() as download:
        page.click(link)
    return download.value.path().read_bytes()


def test_a_question_is_registered_answered_cleared_sent_and_filed(own_demo, open_page):
    drafter = open_page(own_demo, who="kff")
    case = register(drafter)
    told = explained(drafter)
    assert "2. december 2024" in told
    assert told.count("Weekend") == 4
    write(drafter)
    drafter.click("#steps form[action$='/submit/'] button")
    expect(drafter.locator("h1 .badge").first).to_have_text("Til godkendelse")

    chief = open_page(own_demo, who="kff-chef")
    chief.goto(case)
    chief.click("#steps a[href$='/clear/']")
    expect(chief.locator("article.letter")).to_contain_text(QUESTION)
    chief.click("main form button[type=submit]")
    expect(chief.locator("h1 .badge").first).to_have_text("Godkendt")

    drafter.goto(case)
    letter = fetched(drafter, "#letter a[href$='letter.pdf']")
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(letter)).pages)
    for element in (
        "Karim Andersen",
        "Medlem af Borgerrepræsentationen",
        "Spørgsmål til skriftlig besvarelse stillet af Karim Andersen (B)",
        "22.11.2024",
        "Spørgsmål",
        "Svar",
        "2. december 2024",
        "2024-0411360",
        "2024 - 24080",
        "1599 København V",
        "www.kk.dk",
        "Med venlig hilsen",
        "Astrid Elkjær Jakobsen",
        "Konstitueret adm. direktør",
    ):
        assert " ".join(element.split()) in " ".join(text.split()), element

    expect(drafter.locator("[name=sent_on]")).to_have_value("02.12.2024")
    drafter.click("#steps form[action$='/dispatch/'] button")
    expect(drafter.locator("h1 .badge").first).to_have_text("Afsendt")
    drafter.click("#steps form[action$='/close/'] button")
    expect(drafter.locator("h1 .badge").first).to_have_text("Lukket")

    with ZipFile(BytesIO(fetched(drafter, "#filing a[href$='package.zip']"))) as package:
        assert package.read("svar-2024-2.pdf") == letter
        filed = json.loads(package.read("metadata.json"))
    assert filed["letters"][0]["sent_on"] == date(2024, 12, 2).isoformat()
