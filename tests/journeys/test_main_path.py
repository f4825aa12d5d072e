"""The whole path in a real browser, in two municipalities whose processes differ."""

from collections.abc import Mapping
from datetime import UTC, datetime

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Windows
from tests.journeys.walking import answer, apply, open_task, press, sign_in_citizen, sign_in_staff

REPORT = {
    "defect_kind": "light",
    "description": "The lamp has been dark since Monday.",
    "danger": "no",
    "address": "Koivukatu 4",
    "wants_reply": "yes",
}
ORDER = {"defect_class": "contractor", "urgency": "week", "work_order": "Change the lamp."}
TODAY = datetime.now(UTC).date()
REPAIR = {
    "fixed": "yes",
    "repaired_on-day": str(TODAY.day),
    "repaired_on-month": str(TODAY.month),
    "repaired_on-year": str(TODAY.year),
    "work_done": "The lamp was changed.",
}


def test_a_report_is_asked_about_repaired_and_verified_in_koivula(windows: Windows) -> None:
    citizen = windows.open(javascript=False).new_page()
    sign_in_citizen(citizen, "koivula", "Emily Carter")
    number = apply(citizen, "koivula", "defect-report", REPORT)

    maintenance = sign_in_staff(windows.open(), "koivula", "timo")
    open_task(maintenance, "koivula", number)
    press(maintenance.get_by_role("button", name="Ask for information"))
    maintenance.locator("main textarea[name=question]").fill("Which lamp post is it?")
    press(maintenance.locator("main").get_by_role("button").last)

    citizen.goto(f"/koivula/cases/{number}")
    expect(citizen.locator("main")).to_contain_text("Which lamp post is it?")
    citizen.locator("main textarea").last.fill("The one with the number 123.")
    press(citizen.get_by_role("button", name="Send").last)

    open_task(maintenance, "koivula", number)
    expect(maintenance.locator("main")).to_contain_text("The one with the number 123.")
    _complete(maintenance, ORDER)

    contractor = sign_in_staff(windows.open(), "koivula", "reijo")
    open_task(contractor, "koivula", number)
    _complete(contractor, REPAIR)

    open_task(maintenance, "koivula", number)
    _complete(maintenance, {"verified": "yes"})

    citizen.goto(f"/koivula/cases/{number}")
    expect(citizen.locator("main")).to_contain_text("Closed")


def test_the_contractor_closes_the_report_in_sandvik(windows: Windows) -> None:
    citizen = windows.open(javascript=False).new_page()
    sign_in_citizen(citizen, "sandvik", "Maja Lindström")
    number = apply(citizen, "sandvik", "defect-report", REPORT)

    maintenance = sign_in_staff(windows.open(), "sandvik", "daniel")
    open_task(maintenance, "sandvik", number)
    _complete(maintenance, ORDER)
    contractor = sign_in_staff(windows.open(), "sandvik", "benny")
    open_task(contractor, "sandvik", number)
    _complete(contractor, REPAIR)

    citizen.goto(f"/sandvik/cases/{number}")
    expect(citizen.locator("main")).to_contain_text("Closed")


def test_a_wrong_answer_leaves_the_task_open_and_keeps_what_was_typed(windows: Windows) -> None:
    citizen = windows.open().new_page()
    sign_in_citizen(citizen, "koivula", "Emily Carter")
    number = apply(citizen, "koivula", "defect-report", REPORT)
    maintenance = sign_in_staff(windows.open(), "koivula", "timo")
    open_task(maintenance, "koivula", number)

    answer(maintenance, {"defect_class": "contractor"})
    # The answer brings up another question, which is then left without one.
    press(maintenance.get_by_role("button", name="Complete"))
    with maintenance.expect_response(lambda response: response.request.method == "POST") as answered:
        maintenance.get_by_role("button", name="Complete").click()

    assert answered.value.status == 422
    expect(maintenance.locator("main [name=defect_class][value=contractor]")).to_be_checked()
    open_task(maintenance, "koivula", number)
    expect(maintenance.get_by_role("button", name="Complete")).to_be_visible()


def _complete(page: Page, answers: Mapping[str, str]) -> None:
    """Fill the task's form, again when an answer brings up more of it, and complete the task."""
    answer(page, answers)
    complete = page.get_by_role("button", name="Complete")
    press(complete)
    if complete.count():
        answer(page, answers)
        press(complete)
    expect(complete).to_have_count(0)
