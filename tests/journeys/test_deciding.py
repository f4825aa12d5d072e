"""Process owners edit a decision in a real browser, and see its examples tried."""

from playwright.sync_api import expect

from tests.journeys.conftest import Windows
from tests.journeys.walking import press, sign_in_staff


def test_rules_are_typed_and_examples_tried(windows: Windows) -> None:
    page = sign_in_staff(windows.open(width=1440), "koivula", "mikael")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto("/koivula/studio/new")
    page.get_by_label("What is the service called?").fill("Parking")
    press(page.get_by_role("button", name="Begin the draft"))
    press(page.get_by_role("link", name="Decisions"))
    page.get_by_label("Name of a new decision").fill("Parking fee")
    press(page.get_by_role("button", name="Add the decision"))
    expect(page.locator("body")).to_have_attribute("data-ready", "1")

    page.locator(".add-rule-add").first.click()

    page.locator("#canvas td.output-cell").first.click()
    page.keyboard.type('"12.5"')
    page.keyboard.press("Tab")
    examples = page.get_by_role("region", name="Check and examples")
    examples.get_by_label("Expected result of example 1").fill('"12.5"')
    page.keyboard.press("Tab")

    expect(examples).to_contain_text("What comes out")
    expect(page.locator("[data-saved]")).to_contain_text("Saved ")
    expect(page.locator("body")).to_have_attribute("data-unsaved", "0")
    page.reload()
    expect(examples.get_by_label("Expected result of example 1")).to_have_value('"12.5"')
    assert said == []
