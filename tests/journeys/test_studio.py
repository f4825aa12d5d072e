"""Process owners in a real browser: draw with mouse and keyboard, see the check react, and publish."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import AXE, Windows
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


def _rename(canvas: Canvas, name: str) -> None:
    """Choose the first step with the keyboard and give it another name."""
    first = canvas.outline.get_by_role("button").first
    first.focus()
    canvas.page.keyboard.press("ArrowDown")
    canvas.page.keyboard.press("ArrowUp")
    canvas.page.keyboard.press("Enter")
    canvas.name(name)


def _drawn(page: Page) -> Canvas:
    """A draft with one element, saved."""
    canvas = _begin(page, "Boat place")
    canvas.place("create.start-event", 120, 200)
    _rename(canvas, "Request received")
    canvas.wait_until_saved()
    return canvas


def test_the_second_of_two_writers_keeps_both_drawings(windows: Windows) -> None:
    first = _drawn(sign_in_staff(windows.open(), "koivula", "mikael"))
    second = Canvas(first.page.context.new_page())
    second.page.goto(first.page.url)
    second.wait()
    _rename(first, "Asked by a colleague")
    first.wait_until_saved()

    _rename(second, "Asked by me")

    said = second.page.get_by_role("alert")
    expect(said).to_contain_text("Mikael Lindroos saved this draft")
    said.get_by_role("button", name="Keep mine as a draft of its own").click()
    expect(second.page).not_to_have_url(first.page.url)
    second.wait()
    expect(second.outline).to_contain_text("Asked by me")
    first.page.reload()
    first.wait()
    expect(first.outline).to_contain_text("Asked by a colleague")


def test_two_drawings_that_were_saved_at_once_are_put_together(windows: Windows) -> None:
    first = _drawn(sign_in_staff(windows.open(), "koivula", "mikael"))
    second = Canvas(first.page.context.new_page())
    second.page.goto(first.page.url)
    second.wait()
    address = first.page.url
    _rename(first, "Asked by a colleague")
    first.wait_until_saved()

    _rename(second, "Asked by me")
    with second.page.expect_navigation():
        second.page.get_by_role("button", name="Put both together").click()

    expect(second.page.locator("main")).to_contain_text("1 place was changed by both: you decide.")
    for width, scheme in ((320, "dark"), (320, "light"), (1280, "dark"), (1280, "light")):
        second.page.set_viewport_size({"width": width, "height": 900})
        second.page.emulate_media(color_scheme=scheme)
        assert _violations(second.page) == []
        assert second.page.evaluate("document.documentElement.scrollWidth") <= width
    second.page.get_by_role("radio", name="Take theirs").check()
    press(second.page.get_by_role("button", name="Save both as one"))
    expect(second.page).to_have_url(address)
    second.wait()
    expect(second.outline).to_contain_text("Asked by a colleague")


def test_what_was_drawn_without_a_connection_is_offered_again(windows: Windows) -> None:
    context = windows.open()
    canvas = _drawn(sign_in_staff(context, "koivula", "mikael"))
    page = canvas.page
    context.set_offline(True)
    canvas.panel.get_by_label("Name", exact=True).fill("Drawn in a tunnel")
    expect(page.locator("[data-saved]")).to_contain_text("no connection")
    context.set_offline(False)

    page.reload()
    canvas.wait()
    page.get_by_role("alert").get_by_role("button", name="Use the kept drawing").click()

    expect(canvas.outline).to_contain_text("Drawn in a tunnel")
    expect(page.locator("[data-saved]")).to_contain_text("Saved ")


def test_undo_takes_back_what_was_drawn(windows: Windows) -> None:
    canvas = _drawn(sign_in_staff(windows.open(), "koivula", "mikael"))
    canvas.name("Something else")

    canvas.page.get_by_role("button", name="Undo").click()

    expect(canvas.outline).to_contain_text("Request received")
    expect(canvas.outline).not_to_contain_text("Something else")


@pytest.mark.parametrize("service", ["street-works", "early-education", "defect-report"])
def test_a_process_that_was_only_opened_and_saved_runs_as_before(windows: Windows, service: str) -> None:
    page = sign_in_staff(windows.open(), "sandvik", "fredrik")
    page.goto(f"/sandvik/processes/{service}")
    press(page.get_by_role("button", name="Change"))
    Canvas(page).wait()

    page.get_by_role("button", name="Save with a reason").click()
    page.get_by_label("What did you change, and why?").fill("Only looked")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("[data-saved]")).to_contain_text("Saved ")
    press(page.get_by_role("link", name="History"))

    expect(page.locator("main")).to_contain_text("Only looked")
    page.go_back()
    press(page.get_by_role("link", name="Publish …"))
    expect(page.locator("main")).to_contain_text("Nothing that runs changes.")


def test_names_with_markup_are_text_in_every_part_of_the_page(windows: Windows) -> None:
    canvas = _drawn(sign_in_staff(windows.open(), "koivula", "mikael"))
    name = '<img src=x onerror=alert(1)> & "quotes" \U0001f600 \u05e9\u05dc\u05d5\u05dd'

    canvas.name(name)

    expect(canvas.page.get_by_role("region", name="Check")).to_contain_text(name)
    expect(canvas.page.locator("main img")).to_have_count(0)


def test_a_form_is_edited_beside_what_people_will_see(windows: Windows) -> None:
    page = sign_in_staff(windows.open(width=1440), "koivula", "mikael")
    _begin(page, "Boat place")
    press(page.get_by_role("link", name="Forms"))
    press(page.get_by_role("link", name="Decision", exact=True))
    expect(page.locator("body")).to_have_attribute("data-ready", "1")
    shown = page.get_by_role("region", name="What people will see")

    page.locator(".fjs-form-field", has_text="Reasons").first.click()
    page.get_by_text("General", exact=True).click()
    label = page.get_by_role("textbox", name="Field label")
    label.click()
    page.keyboard.press("Control+A")
    page.keyboard.type("Why is that?")

    expect(shown.get_by_label("Why is that?")).to_be_visible()
    expect(page.locator("[data-saved]")).to_contain_text("Saved ")


PAGES = (
    "",
    "/repair",
    "/decisions",
    "/forms",
    "/forms/decision.form",
    "/texts",
    "/texts/decision.form",
    "/rehearsal",
    "/scenarios",
    "/comments",
    "/history",
    "/publish",
    "/discard",
)


@pytest.mark.parametrize(("width", "dark", "language"), [(320, False, "fi"), (1280, True, "sv")])
def test_pages_of_the_studio(windows: Windows, width: int, dark: bool, language: str) -> None:
    page = sign_in_staff(windows.open(width=width, dark=dark), "koivula", "mikael")
    page.goto("/koivula/studio/new")
    page.locator("[name=name]").fill("Studio pages")
    press(page.locator("main form button"))
    draft = page.url
    page.goto(f"{draft}/decisions")
    page.locator("main form input[name=title]").fill("Fee")
    press(page.locator("main form button").first)
    decision = page.url
    page.goto(f"{draft}/history?lang={language}")
    found: list[str] = []
    page.on("console", lambda said: found.append(said.text) if said.type == "error" else None)

    for address in (
        "/koivula/studio/",
        "/koivula/studio/new",
        "/koivula/studio/import",
        decision,
        *(draft + each for each in PAGES),
    ):
        page.goto(address)
        if page.locator("#canvas").count() and width > 900:
            Canvas(page).wait()
        found += _violations(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{address}: wider than {width} pixels")

    # A draft that cannot be played says so with a status that the browser reports, too.
    assert [each for each in found if "409 (CONFLICT)" not in each] == []


def _violations(page: Page) -> list[str]:
    """What axe-core finds outside of the drawing."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("axe.run({exclude: [['#canvas']]}, {resultTypes: ['violations']})")
    return [f"{page.url}: {each['id']}: {each['nodes'][0]['target']}" for each in result["violations"]]


def test_citizens_and_caseworkers_are_not_sent_the_studio(windows: Windows) -> None:
    citizen, caseworker = windows.open().new_page(), sign_in_staff(windows.open(), "koivula", "petteri")
    loaded: list[str] = []
    for page in (citizen, caseworker):
        page.on("request", lambda request: loaded.append(request.url))

    citizen.goto("/koivula/services/street-works")
    caseworker.goto("/koivula/staff/worklist/all")

    assert loaded
    assert [address for address in loaded if "modeler" in address or "studio" in address] == []
