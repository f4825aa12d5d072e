"""A process owner in a real browser, signed in at a demonstration that runs already."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, sync_playwright

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]


@contextmanager
def owner(site: str, *, tenant: str = "koivula", login: str = "mikael") -> Iterator[Page]:
    """A window of the process owner's; `site` is the address of `polku serve` with POLKU_DEMO=1."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-headless-shell")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        page = browser.new_context(base_url=site, viewport={"width": 1440, "height": 900}).new_page()
        page.goto(f"/{tenant}/staff/sign-in?lang=en")
        page.locator("[name=login]").fill(login)
        page.locator("[name=password]").fill("demonstration")
        with page.expect_navigation():
            page.locator("form:has([name=password]) button").last.click()
        yield page
        browser.close()


def begin(page: Page, name: str, *, tenant: str = "koivula") -> str:
    """Begin an empty draft and wait for its canvas; gives the draft's address."""
    page.goto(f"/{tenant}/studio/new")
    page.locator("[name=name]").fill(name)
    with page.expect_navigation():
        page.locator("main form button").click()
    ready(page)
    return page.url


def ready(page: Page) -> None:
    """Wait until the canvas can be used."""
    page.wait_for_selector("body[data-ready='1']", timeout=60_000)
