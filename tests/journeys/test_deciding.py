"""Process owners edit a decision in a real browser, and see its examples tried."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Windows
from tests.journeys.walking import press, sign_in_staff

#: What can be scrolled sideways: the page itself, or a table of examples within it.
SIDEWAYS = """() => [document.documentElement, ...document.querySelectorAll("[data-examples] .st-wide")]
  .filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.className || "page")"""

#: Ids of shapes that lie under the name of the decisions.
HIDDEN = """() => {
  const name = document.querySelector("#canvas .dmn-definitions").getBoundingClientRect();
  const isUnder = (box) =>
    box.left < name.right && box.right > name.left && box.top < name.bottom && box.bottom > name.top;
  return [...document.querySelectorAll("#canvas .djs-shape")]
    .filter((shape) => isUnder(shape.querySelector(".djs-visual").getBoundingClientRect()))
    .map((shape) => shape.dataset.elementId);
}"""


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


@pytest.mark.parametrize(("width", "dark"), [(320, True), (1280, False)])
def test_examples_are_read_and_changed_without_scrolling_sideways(
    windows: Windows, width: int, dark: bool
) -> None:
    page = sign_in_staff(windows.open(width=width, dark=dark), "koivula", "mikael")
    page.goto("/koivula/studio/new")
    page.get_by_label("What is the service called?").fill("Parking")
    page.get_by_role("radio", name="Resident parking: by the table").check()
    press(page.get_by_role("button", name="Begin the draft"))
    press(page.get_by_role("link", name="Decisions"))
    press(page.locator("main a[href$='.dmn']").first)
    card = page.get_by_role("table", name="Examples of permit").get_by_role("row").nth(1)

    expect(card.get_by_role("cell").nth(4)).to_contain_text('"grant"')
    expect(card.get_by_label("Expected result of example 1")).to_be_editable()
    assert page.evaluate(SIDEWAYS) == []


def test_the_name_of_the_decisions_hides_none_of_them(windows: Windows) -> None:
    page = sign_in_staff(windows.open(width=1280), "koivula", "mikael")
    page.goto("/koivula/studio/new")
    page.get_by_label("What is the service called?").fill("Works")
    page.get_by_role("radio", name="Street-works permit").first.check()
    press(page.get_by_role("button", name="Begin the draft"))
    press(page.get_by_role("link", name="Decisions"))
    press(page.locator("main a[href$='.dmn']").first)
    expect(page.locator("body")).to_have_attribute("data-ready", "1")

    assert page.locator("#canvas .djs-shape").count() > 1
    assert page.evaluate(HIDDEN) == []
