"""An update from the consortium in a real browser, by somebody who never sees a file."""

import json

from playwright.sync_api import Page, expect

from tests.journeys.conftest import AXE, Windows
from tests.journeys.walking import press, sign_in_staff


def test_an_update_that_fits_is_taken_and_published(windows: Windows) -> None:
    owner = sign_in_staff(windows.open(width=1280), "sandvik", "fredrik")
    owner.goto("/sandvik/library/?lang=en")

    press(owner.get_by_role("link", name="Look at the update"))
    expect(owner.locator("main")).to_contain_text("now asks “A bus stop is in the way of the works”")
    expect(owner.locator("main")).not_to_contain_text("What shall be?")
    press(owner.get_by_role("button", name="Make a draft of it"))
    _publish(owner)

    owner.goto("/sandvik/library/street-works")
    expect(owner.get_by_role("row", name="Sandvik")).to_contain_text("4 own changes")


def test_questions_are_answered_in_words_with_the_keyboard(windows: Windows) -> None:
    owner = sign_in_staff(windows.open(width=1440), "koivula", "mikael")
    owner.goto("/koivula/library/street-works?lang=en")
    assert _violations(owner) == []
    press(owner.get_by_role("link", name="Look at the update"))
    assert _violations(owner) == []

    expect(owner.get_by_text("0 of 2 answered")).to_be_visible()
    expect(owner.get_by_role("button", name="Make a draft of it")).to_have_count(0)
    _answer(owner, "Keep mine", "Our street order says four days.")
    expect(owner.get_by_text("1 of 2 answered")).to_be_visible()
    _answer(owner, "Keep mine", "Our street order says four days.")
    expect(owner.get_by_text("Every question is answered.")).to_be_visible()
    press(owner.get_by_role("button", name="Make a draft of it"))
    _publish(owner)

    owner.goto("/koivula/library/street-works")
    expect(owner.get_by_role("row", name="Koivula")).to_contain_text("own changes")
    left = owner.get_by_role("region", name="What you left out")
    expect(left).to_contain_text("Our street order says four days.")
    expect(left).to_contain_text("Mikael Lindroos")


def test_the_words_and_the_drawing_of_a_draft_against_what_is_live(windows: Windows) -> None:
    owner = sign_in_staff(windows.open(width=320, dark=True), "lehtola", "eero")
    owner.goto("/lehtola/library/street-works/update?lang=fi")
    assert _violations(owner) == []
    press(owner.locator("form[action$='/take'] button"))
    owner.goto(owner.url + "/publish?lang=en")

    assert _violations(owner) == []
    assert owner.evaluate("document.documentElement.scrollWidth") <= 320
    expect(owner.get_by_role("region", name="What changes")).to_contain_text("7 days; it was 5 days")
    expect(owner.locator("figure [data-mark='changed'] .pk-mark").first).to_be_attached()


def _answer(page: Page, label: str, reason: str) -> None:
    """Choose and send with the keyboard alone."""
    page.get_by_role("radio", name=label).focus()
    page.keyboard.press("Space")
    page.get_by_role("textbox", name="Reason").focus()
    page.keyboard.type(reason)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _publish(page: Page) -> None:
    page.goto(page.url + "/publish")
    press(page.get_by_role("button", name="Publish version"))
    expect(page.locator("main")).to_contain_text("is live.")


def _violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{page.url}: {each['id']}: {json.dumps([node['target'] for node in each['nodes']][:3])}"
        for each in result["violations"]
    ]
