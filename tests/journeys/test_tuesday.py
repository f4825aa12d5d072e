"""A process owner draws a service; a citizen uses it; it is changed, and the running case with it."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Windows
from tests.journeys.drawing import Canvas
from tests.journeys.walking import answer, apply, open_task, press, sign_in_citizen, sign_in_staff

GRANTED = {"granted": "yes", "reasons": "There is room at the pier."}


def test_a_service_is_drawn_rehearsed_used_changed_and_its_running_case_moved(windows: Windows) -> None:
    owner = sign_in_staff(windows.open(width=1440), "koivula", "mikael")
    canvas = _begin(owner, "Canoe place")
    draft = owner.url
    _add_fee(owner)
    owner.goto(draft)
    canvas.wait()
    _draw(canvas)
    expect(owner.locator("[data-problems] li[data-color=danger]")).to_have_count(0)
    canvas.wait_until_saved()
    owner.goto(f"{draft}/rehearsal")
    _rehearse(owner)
    owner.goto(draft)
    _publish(owner, "A new service.")

    number = _ask(windows)
    _decide(windows, number)

    owner.goto("/koivula/processes/canoe-place")
    press(owner.get_by_role("button", name="Change"))
    canvas.wait()
    canvas.choose("Wait for the payment")
    canvas.panel.get_by_label("Value").fill("P14D")
    canvas.wait_until_saved()
    press(owner.get_by_role("link", name="Publish …"))
    expect(owner.get_by_role("region", name="What changes")).to_contain_text("14 days; it was 5 days")
    press(owner.get_by_role("button", name="Publish version 2"))

    owner.goto("/koivula/processes/canoe-place")
    press(owner.get_by_role("link", name="Move the 1 case"))
    owner.get_by_label("Why").fill("Everybody gets the longer time.")
    press(owner.get_by_role("button", name="Move the cases"))
    _look_until_done(owner)
    owner.goto("/koivula/processes/canoe-place")
    versions = owner.get_by_role("table", name="Versions, newest first")
    expect(versions.get_by_role("row", name="Version 2").get_by_role("cell").last).to_have_text("1")
    expect(versions.get_by_role("row", name="Version 1").get_by_role("cell").last).to_have_text("0")


def _begin(page: Page, name: str) -> Canvas:
    page.goto("/koivula/studio/new")
    page.get_by_label("What is the service called?").fill(name)
    press(page.get_by_role("button", name="Begin the draft"))
    canvas = Canvas(page)
    canvas.wait()
    return canvas


def _add_fee(page: Page) -> None:
    """A decision with one rule: every place costs the same."""
    press(page.get_by_role("link", name="Decisions"))
    page.get_by_label("Name of a new decision").fill("Canoe fee")
    press(page.get_by_role("button", name="Add the decision"))
    expect(page.locator("body")).to_have_attribute("data-ready", "1")
    page.locator(".add-rule-add").first.click()
    page.locator("#canvas td.output-cell").first.click()
    page.keyboard.type('"40"')
    page.keyboard.press("Tab")
    expect(page.locator("body")).to_have_attribute("data-unsaved", "0")


def _draw(canvas: Canvas) -> None:
    """Eight elements: a person decides, rules set the fee, a message tells it, the payment has five days."""
    canvas.place("create.start-event", 80, 200)
    canvas.turn_into("Message start event")
    canvas.name("Request received")
    canvas.panel.get_by_label("What has to arrive").select_option("application")
    canvas.panel.get_by_label("What is filled in").select_option("application")
    canvas.append("append.append-task", "Decide on the request")
    canvas.turn_into("User task")
    canvas.panel.get_by_label("What is filled in").select_option("decision")
    canvas.panel.get_by_label("Group").select_option("permit-office")
    canvas.append("append.gateway", "Granted?")
    canvas.append("append.append-task", "Set the fee")
    canvas.turn_into("Business rule task")
    canvas.panel.get_by_label("Which rules decide").select_option(label="Canoe fee")
    canvas.panel.get_by_label("Name of the result").fill("fee")
    canvas.append("append.append-task", "Tell the fee")
    canvas.turn_into_ready_made("Message to the citizen")
    canvas.panel.get_by_label("Subject in English", exact=True).fill("Your canoe place")
    canvas.panel.get_by_label("Text in English", exact=True).fill("The place is yours once you have paid.")
    canvas.append("append.intermediate-event", "Wait for the payment")
    canvas.turn_into("Timer intermediate catch event")
    canvas.panel.get_by_label("Type").select_option("timeDuration")
    canvas.panel.get_by_label("Value").fill("P5D")
    canvas.append("append.end-event", "Place kept")
    canvas.choose("Granted?")
    canvas.append("append.end-event", "Refused")
    canvas.show("to “Set the fee” has no condition")
    canvas.write('granted = "yes"')
    canvas.show("to “Refused” has no condition")
    canvas.turn_into("Default flow")


def _rehearse(page: Page) -> None:
    """Play both people, and let five days pass."""
    press(page.get_by_role("link", name="Fill with an example"))
    press(page.get_by_role("button", name="Begin the case", exact=True))
    answer(page, GRANTED)
    press(page.get_by_role("button", name="Complete", exact=True))
    expect(page.get_by_role("region", name="What the process knows")).to_contain_text("40")
    expect(page.get_by_role("region", name="Messages")).to_contain_text("Your canoe place")
    expect(page.get_by_role("heading", name="Where the case is")).to_contain_text("Wait for the payment")
    press(page.get_by_role("button", name="5 days on"))
    expect(page.locator("#next")).to_contain_text("The case has ended: Place kept")


def _publish(page: Page, note: str) -> None:
    press(page.get_by_role("link", name="Publish …"))
    page.get_by_label("What changed, and why").fill(note)
    press(page.get_by_role("button", name="Publish version"))
    expect(page.locator("main")).to_contain_text("is live.")


def _ask(windows: Windows) -> str:
    """A citizen asks for a place; the number of the case."""
    citizen = windows.open(javascript=False).new_page()
    sign_in_citizen(citizen, "koivula", "Emily Carter")
    return apply(citizen, "koivula", "canoe-place", {"request": "A place for one canoe."})


def _decide(windows: Windows, number: str) -> None:
    caseworker = sign_in_staff(windows.open(), "koivula", "petteri")
    open_task(caseworker, "koivula", number)
    answer(caseworker, GRANTED)
    press(caseworker.get_by_role("button", name="Complete"))


def _look_until_done(page: Page) -> None:
    """Cases are moved by a job of their own; a person looks again."""
    again = page.get_by_role("link", name="Look again")
    for _ in range(200):
        if not again.count():
            break
        press(again)
    expect(page.locator("main")).to_contain_text("Done")
