"""What axe finds on an open page, in the light and in the dark, and whether it fits a phone."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

#: In a window that shows no other scheme than the light one, all of these.
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
    # The one rule that reads style sheets as files is not among them.
    "preload": False,
}
#: The schemes differ in nothing but colours: what these ask about.
COLOURS = RULES | {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
PHONE = {"width": 320, "height": 640}
#: The font that every page loads first is one that it writes with.
FONT = "[...document.fonts].some((face) => face.style === 'normal' && face.status === 'loaded')"


def wait_until_ready(page: Page) -> None:
    """No page asks for anything by itself once it is loaded, but fonts and its editor."""
    page.evaluate("document.fonts.ready.then(() => null)")
    if page.locator("[data-rich-text]").count():
        page.wait_for_selector(".ProseMirror")


def faults(page: Page, rules: dict[str, Any] = RULES) -> list[str]:
    found = Axe().run(page, options=rules).response["violations"]
    return [
        f"{rule['id']}: {rule['help']} ({node['target']})"
        for rule in found
        for node in rule["nodes"]
    ]


def faults_in_the_dark(page: Page) -> list[str]:
    # Without movement there is no colour on its way from the one scheme to the other.
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found = faults(page, COLOURS)
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    return [f"in the dark: {fault}" for fault in found]


def faults_in_both(page: Page) -> list[str]:
    """What axe finds in either scheme; the page is open in the light one."""
    return faults(page) + faults_in_the_dark(page)


def too_wide(page: Page) -> list[str]:
    """What is to be said of a page that scrolls sideways on a phone; it is made one first."""
    before = page.viewport_size
    page.set_viewport_size(PHONE)
    width = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size(before)
    return [f"{width} px wide on a phone"] if width > PHONE["width"] else []


def unused_font(page: Page) -> list[str]:
    return [] if page.evaluate(FONT) else ["preloads a font without writing with it"]


def told_by_page(found: dict[str, list[str]]) -> str:
    return "\n".join(f"{name}: {fault}" for name, faults in found.items() for fault in faults)
