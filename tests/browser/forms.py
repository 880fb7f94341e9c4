"""Opening a form that htmx puts in its place."""

from playwright.sync_api import Page, expect

#: A chapter whose plan is a draft, so that its amounts are edited where they stand.
DRAFT_CHAPTER = "/plans/eksempelby/2024/chapters/lys-paa-pladsen/"
#: The link that opens a row of a list.
ROW = ".row-actions a:not(.row-actions__talk)"


def open_form(page: Page, part: str, link: str) -> None:
    """Press the link in the part, and wait until the form has the keyboard.

    The page gives its first field the focus a moment after it is there; what
    is typed before that would go astray.
    """
    page.locator(f"#{part} {link}").first.click()
    expect(page.locator(f"#{part} .part-form :focus")).to_have_count(1)
