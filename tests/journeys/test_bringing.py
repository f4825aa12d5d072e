"""Process owners bring in diagrams of other products in a real browser, and mend what they see."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Windows
from tests.journeys.drawing import Canvas
from tests.journeys.walking import press, sign_in_staff

FILES = Path(__file__).parents[1] / "bpmn" / "files"


def _bring(page: Page, name: str) -> None:
    page.goto("/koivula/studio/import")
    page.get_by_label("Files ending in").set_input_files(FILES / name)
    press(page.get_by_role("button", name="Begin the draft"))
    expect(page.get_by_role("heading", name="Remedies", exact=True)).to_be_visible()


def _rehearse_to_an_end(page: Page) -> None:
    """Do whatever can be done next until the case has ended."""
    for _ in range(8):
        if page.get_by_role("heading", name="The case has ended").count():
            break
        example = page.get_by_role("link", name="Fill with an example")
        if example.count():
            press(example)
        press(page.locator("#next form.st-act button:visible").last)
    expect(page.get_by_role("heading", name="The case has ended")).to_be_visible()


def _assign(canvas: Canvas, steps: list[str]) -> None:
    """Say what only a person can: who does each step here, and that nothing is filled in."""
    for step in steps:
        canvas.choose(step)
        canvas.panel.get_by_label("What is filled in").select_option("")
        group = canvas.panel.get_by_label("Group")
        if group.count():
            group.select_option("permit-office")
    expect(canvas.page.locator("[data-problems] li[data-color=danger]")).to_have_count(0)
    canvas.wait_until_saved()


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        ("camunda7.bpmn", ["Check"]),
        ("flowable.bpmn", ["A tool is asked for", "Decide on the loan"]),
        ("drawing-only.bpmn", []),
    ],
)
def test_a_diagram_of_another_product_is_mended_published_and_run(
    windows: Windows, name: str, steps: list[str]
) -> None:
    page = sign_in_staff(windows.open(width=1440), "koivula", "mikael")
    _bring(page, name)

    press(page.get_by_role("button", name="Apply what is ticked"))

    draft, canvas = page.url, Canvas(page)
    canvas.wait()
    expect(page.locator("[data-problems] li[data-color=danger]", has_text="is not read here")).to_have_count(
        0
    )
    page.goto(f"{draft}/history")
    expect(page.locator("main")).to_contain_text("applied")
    page.goto(draft)
    canvas.wait()
    if steps:
        _assign(canvas, steps)
    page.goto(f"{draft}/rehearsal")
    _rehearse_to_an_end(page)
    page.goto(f"{draft}/publish")
    press(page.get_by_role("button", name="Publish version"))
    expect(page.locator("main")).to_contain_text("is live.")


def test_a_remedy_of_the_check_is_applied_by_a_press_and_taken_back_by_another(windows: Windows) -> None:
    page = sign_in_staff(windows.open(width=1440), "koivula", "mikael")
    _bring(page, "flowable.bpmn")
    press(page.get_by_role("link", name="Leave everything as it is"))
    Canvas(page).wait()
    check = page.get_by_role("region", name="Check")
    problem = check.get_by_role("listitem").filter(has_text="does not begin with “=”")
    expect(problem).to_have_count(1)

    problem.get_by_role("button", name="Mend it").click()

    expect(page.get_by_role("alert")).to_contain_text("becomes FEEL")
    expect(problem).to_have_count(0)
    page.get_by_role("alert").get_by_role("button", name="Undo").click()
    expect(problem).to_have_count(1)
    page.get_by_role("button", name="Redo").click()
    expect(problem).to_have_count(0)
    expect(page.locator("[data-saved]")).to_contain_text("Saved ")
