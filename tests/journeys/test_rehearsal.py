"""Process owners rehearse in a real browser: five days at a click, kept as a scenario, and published."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import AXE, Windows
from tests.journeys.walking import answer, press, sign_in_staff


def _open(page: Page, service: str) -> str:
    """The draft of a service; its address."""
    page.goto(f"/koivula/processes/{service}")
    press(page.get_by_role("button", name="Change"))
    return page.url


def _example(page: Page, button: str) -> None:
    press(page.get_by_role("link", name="Fill with an example"))
    press(page.get_by_role("button", name=button, exact=True))


def test_a_draft_is_rehearsed_through_five_days_kept_and_published(windows: Windows) -> None:
    page = sign_in_staff(windows.open(width=1440), "koivula", "mikael")
    draft = _open(page, "defect-report")
    page.goto(draft)
    press(page.get_by_role("link", name="Rehearsal", exact=True))
    expect(page.locator("main")).to_contain_text("Nothing here is real.")

    _example(page, "Begin the case")
    expect(page.get_by_role("heading", name="Where the case is")).to_contain_text("Classify")
    # Without JavaScript a question that an answer brings up comes with the next press.
    answer(page, {"defect_class": "contractor"})
    press(page.get_by_role("button", name="Complete", exact=True))
    answer(page, {"urgency": "week", "work_order": "Fill the hole."})
    press(page.get_by_role("button", name="Complete", exact=True))
    press(page.get_by_role("button", name="5 days on"))
    expect(page.locator("#steps")).to_have_text("Steps 3")
    page.get_by_label("Name", exact=True).focus()
    page.keyboard.type("Waits for the contractor")
    press(page.get_by_role("button", name="Keep the scenario"))

    expect(page.locator("main")).to_contain_text("Waits for the contractor")
    press(page.get_by_role("link", name="History"))
    expect(page.locator("main")).to_contain_text("Scenario kept: Waits for the contractor")
    page.goto(f"{draft}/publish")
    expect(page.get_by_role("region", name="Scenarios")).to_contain_text("Waits for the contractor")
    page.get_by_label("What changed, and why").fill("A scenario more.")
    press(page.get_by_role("button", name="Publish version"))
    expect(page.locator("main")).to_contain_text("is live.")


def test_a_step_is_taken_back_with_the_keyboard_alone(windows: Windows) -> None:
    page = sign_in_staff(windows.open(), "koivula", "mikael")
    page.goto(f"{_open(page, 'street-works')}/rehearsal")
    _example(page, "Begin the case")

    page.get_by_role("button", name="One step back").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page.locator("#steps")).to_have_text("Steps 0")


@pytest.mark.parametrize(("width", "dark", "language"), [(320, False, "fi"), (1440, True, "sv")])
def test_pages_of_a_rehearsal(windows: Windows, width: int, dark: bool, language: str) -> None:
    page = sign_in_staff(windows.open(width=width, dark=dark), "koivula", "mikael")
    draft = _open_without_words(page)
    page.goto(f"{draft}/rehearsal?lang={language}")
    found = _faults(page, width)
    page.goto(f"{draft}/rehearsal?example=1")
    press(page.locator(".st-act > .pk-row button"))
    found += _faults(page, width)
    press(page.locator("button[name=until]").nth(2))
    found += _faults(page, width)
    for address in (f"{draft}/scenarios", f"{draft}/publish"):
        page.goto(address)
        found += _faults(page, width)

    assert found == []


def _open_without_words(page: Page) -> str:
    page.goto("/koivula/processes/early-education")
    press(page.locator("form[action$='/change'] button"))
    return page.url


def _faults(page: Page, width: int) -> list[str]:
    """What axe-core finds, and whether anything is wider than the window."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    found = [f"{page.url}: {each['id']}: {each['nodes'][0]['target']}" for each in result["violations"]]
    if page.evaluate("document.documentElement.scrollWidth") > width:
        found.append(f"{page.url}: wider than {width} pixels")
    return found
