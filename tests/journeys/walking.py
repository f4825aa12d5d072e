"""What a person does on a page: answer what is asked, press a button, sign in."""

import re
from collections.abc import Mapping

from playwright.sync_api import BrowserContext, Locator, Page, expect


def press(control: Locator) -> None:
    """Press a button or link and wait for the page it leads to: a click alone does not wait for it."""
    with control.page.expect_navigation():
        control.click()


def sign_in_citizen(page: Page, tenant: str, name: str) -> None:
    """Choose an invented citizen from the list."""
    page.goto(f"/{tenant}/sign-in?lang=en")
    press(page.get_by_role("button", name=name))


def sign_in_staff(context: BrowserContext, tenant: str, login: str) -> Page:
    """A member of staff at the worklist, signed in with a password."""
    page = context.new_page()
    page.goto(f"/{tenant}/staff/sign-in?lang=en")
    page.locator("[name=login]").fill(login)
    page.locator("[name=password]").fill("demonstration")
    press(page.get_by_role("button", name="Sign in", exact=True))
    return page


def answer(page: Page, answers: Mapping[str, str]) -> None:
    """Answer the questions of this page that `answers` knows, by the names of their fields."""
    for name, value in answers.items():
        controls = page.locator(f"main [name='{name}']:visible")
        if controls.count() == 0:
            continue
        if controls.first.get_attribute("type") in {"radio", "checkbox"}:
            page.locator(f"main [name='{name}'][value='{value}']").check()
        elif controls.first.evaluate("control => control.tagName") == "SELECT":
            controls.first.select_option(value)
        else:
            controls.first.fill(value)


def apply(page: Page, tenant: str, service: str, answers: Mapping[str, str]) -> str:
    """Fill the service's form page by page and send it; gives the case number."""
    page.goto(f"/{tenant}/services/{service}/apply")
    for _ in range(30):
        send = page.get_by_role("button", name="Send")
        if send.count():
            for box in page.locator("main input[type=checkbox]:visible").all():
                box.check()
            press(send.first)
            break
        before = page.url
        answer(page, answers)
        press(page.get_by_role("button", name="Continue").last)
        # A page may come once more, when an answer brought up another question.
        if page.url == before:
            answer(page, answers)
            press(page.get_by_role("button", name="Continue").last)
    found = re.search(r"[A-Z]{3}-\d{4}-\d{5}", page.locator("main").inner_text())
    assert found, page.locator("main").inner_text()
    return found[0]


def open_task(page: Page, tenant: str, number: str) -> None:
    """Find the case by its number and open its open task; take it when nobody has."""
    page.goto(f"/{tenant}/staff/cases/{number}")
    task = page.locator(f"main a[href*='/{tenant}/staff/tasks/']").first
    if task.count():
        press(task)
    take = page.get_by_role("button", name="Take this task")
    if take.count():
        press(take.first)
    expect(page.locator("main")).to_contain_text(number)
