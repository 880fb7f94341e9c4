"""People who write in a browser, and what they have written by their own account."""

import random
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from playwright.sync_api import Error, Page

from tests.browser.site import PASSWORD

CHAPTER = "/plans/tingbjerg-husum/2024/chapters/faelleshaven/"
PART = "background"
EDITOR = f"#{PART} .ProseMirror"
#: A login that has ended leads to the login, whatever was pressed.
EDITOR_OR_LOGIN = f"{EDITOR}, [name=username]"
LEFT = "[data-drafts] li > a"
UNION = f"#{PART} [name=resolve][value=union]"


@dataclass
class Writer:
    """One window of one person, who types words that nobody else types.

    `words` is what the person knows to have typed, whatever the page did.
    """

    page: Page
    login: str
    words: list[str] = field(default_factory=list)
    offline: bool = False

    def type(self) -> None:
        """A word at the end of the text, letter by letter."""
        if not self.writes():
            return
        word = f"{self.login}{len(self.words) + 1}x"
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(f" {word}", delay=5)
        self.words.append(word)

    def writes(self) -> bool:
        """Whether the keyboard is in the open text; brings it there if the page is there."""
        editor = self.page.locator(EDITOR)
        if not editor.count():
            return False
        editor.focus()
        return True

    def go_offline(self) -> None:
        self.offline = True
        self.page.context.set_offline(True)

    def come_back(self) -> None:
        self.offline = False
        self.page.context.set_offline(False)

    def expire(self) -> None:
        """The login ends without the page being told."""
        self.page.context.clear_cookies(name="sessionid")

    def log_in_elsewhere(self) -> None:
        """A login in another tab, as the page asks for."""
        if self.offline:
            return
        tab = self.page.context.new_page()
        tab.goto("/login/")
        if tab.locator("[name=username]").count():
            tab.fill("[name=username]", f"{self.login}@example.dk")
            tab.fill("[name=password]", PASSWORD)
            tab.click("main button[type=submit]")
            tab.wait_for_url("**/")
        tab.close()

    def reload(self) -> None:
        try:
            self.page.reload(timeout=5000)
        except Error:
            assert self.offline
        self.open()

    def crash(self) -> None:
        """The window is gone in the middle of a word; the person opens another."""
        context = self.page.context
        self.page.close()
        self.page = context.new_page()
        self.open()

    def open(self) -> None:
        """The text, open for writing, if the network and the login let one."""
        if self.offline:
            return
        self.page.goto(CHAPTER)
        if self.page.locator(f"#{PART} .part__edit").count():
            self.page.click(f"#{PART} .part__edit")
            self.page.wait_for_selector(EDITOR_OR_LOGIN)

    def choose(self) -> None:
        """Where two texts stand side by side, both are to stand."""
        if self.offline or not self.page.locator(UNION).count():
            return
        self.page.click(UNION)
        # A login that has ended leaves the page as it is.
        with suppress(Error):
            self.page.wait_for_selector(UNION, state="detached", timeout=3000)

    def pause(self) -> None:
        self.page.wait_for_timeout(random.choice((50, 300, 1200)))

    def finish(self) -> bool:
        """One more try to get everything to the server; whether it is there."""
        if self.offline:
            self.come_back()
        if not any(cookie["name"] == "sessionid" for cookie in self.page.context.cookies()):
            self.log_in_elsewhere()
        if not self.page.locator(EDITOR).count():
            self.open()
        self.choose()
        if self.page.locator(LEFT).count():
            self.page.locator(LEFT).first.click()
            self.page.wait_for_selector(EDITOR_OR_LOGIN)
        self.page.evaluate("window.dispatchEvent(new Event('focus'))")
        self.page.wait_for_timeout(700)
        kept = self.page.evaluate(
            "Object.keys(localStorage).filter(k => k.startsWith('draft')).length"
        )
        return not kept and not self.page.locator(UNION).count()


ACTS: list[tuple[Callable[[Writer], None], int]] = [
    (Writer.type, 12),
    (Writer.pause, 4),
    (Writer.go_offline, 2),
    (Writer.come_back, 3),
    (Writer.expire, 1),
    (Writer.log_in_elsewhere, 2),
    (Writer.reload, 2),
    (Writer.crash, 1),
    (Writer.choose, 3),
]


def act_at_random(writer: Writer) -> str:
    acts, weights = zip(*ACTS, strict=True)
    act = random.choices(acts, weights)[0]
    act(writer)
    return f"{writer.login} {act.__name__}"


def words_in(html: str) -> list[str]:
    return re.findall(r"[a-z]+\d+x", html)
