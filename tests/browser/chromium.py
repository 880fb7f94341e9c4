"""Debian's Chromium, driven by Playwright, for the browser tests."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import playwright
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
# No sandbox: it does not start as root. The rest keeps Chromium from the network.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def executable() -> str:
    """The path of the browser, from CHROMIUM or PATH; "" where there is none."""
    named = os.environ.get("CHROMIUM")
    return next((path for name in (named, *NAMES) if name and (path := shutil.which(name))), "")


def obstacle() -> str:
    """Why browser tests cannot run here, or ""."""
    if not executable():
        return "no Chromium on this machine"
    # A bare Debian lacks a library of the Node.js inside Playwright.
    node = Path(playwright.__file__).parent / "driver" / "node"
    started = subprocess.run([node, "--version"], capture_output=True, text=True)
    return started.stderr.strip() if started.returncode else ""


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser without windows, closed at the end.

    Raises RuntimeError where there is no Chromium. Needs DJANGO_ALLOW_ASYNC_UNSAFE=1 when
    the test also reads the database.
    """
    if reason := obstacle():
        raise RuntimeError(f"{reason}: install chromium and libatomic1, or set CHROMIUM")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable(), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()
