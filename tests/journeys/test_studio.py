"""Process owners in a real browser: draw with mouse and keyboard, see the check react, publish, and be used."""

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import Windows
from tests.journeys.drawing import Canvas
from tests.journeys.walking import answer, apply, open_task, press, sign_in_citizen, sign_in_staff


def _begin(page: Page, name: str) -> Canvas:
    page.goto("/koivula/studio/new")
    page.get_by_label("What is the service called?").fill(name)
    press(page.get_by_role("button", name="Begin the draft"))
    canvas = Canvas(page)
    canvas.wait()
    return canvas


def _draw(canvas: Canvas) -> None:
    """A request that somebody decides on: the permit is sent, or the way ends."""
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
    canvas.append("append.append-task", "Send the permit")
    canvas.turn_into_ready_made("Message to the citizen")
    canvas.panel.get_by_label("Subject in English", exact=True).fill("Your permit")
    canvas.panel.get_by_label("Text in English", exact=True).fill("You may build your sauna.")
    canvas.append("append.end-event", "Permit sent")
    canvas.choose("Granted?")
    canvas.append("append.end-event", "Refused")
    canvas.show("to “Send the permit” has no condition")
    canvas.panel.locator(".cm-content").first.click()
    canvas.page.keyboard.type('granted = "yes"')
    canvas.show("to “Refused” has no condition")
    canvas.turn_into("Default flow")


def test_a_process_is_drawn_checked_published_and_used(windows: Windows) -> None:
    owner = sign_in_staff(windows.open(width=1440), "koivula", "mikael")
    canvas = _begin(owner, "Sauna permit")
    check = owner.get_by_role("region", name="Check")
    expect(check).to_contain_text("has no start event")

    _draw(canvas)

    expect(check).to_contain_text("Nothing stands in the way of publishing.")
    press(owner.get_by_role("link", name="Publish …"))
    expect(owner.locator("main")).to_contain_text("It is the first version of this process.")
    owner.get_by_label("What changed, and why").fill("A new service.")
    press(owner.get_by_role("button", name="Publish version 1"))
    expect(owner.locator("main")).to_contain_text("Version 1 is live.")

    citizen = windows.open(javascript=False).new_page()
    sign_in_citizen(citizen, "koivula", "Emily Carter")
    number = apply(citizen, "koivula", "sauna-permit", {"request": "A sauna by the lake."})
    caseworker = sign_in_staff(windows.open(), "koivula", "petteri")
    open_task(caseworker, "koivula", number)
    expect(caseworker.locator("main")).to_contain_text("A sauna by the lake.")
    answer(caseworker, {"granted": "yes", "reasons": "It stands far enough from the shore."})
    press(caseworker.get_by_role("button", name="Complete"))

    citizen.goto(f"/koivula/cases/{number}")
    expect(citizen.locator("main")).to_contain_text("You may build your sauna.")
