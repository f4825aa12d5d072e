"""axe-core finds nothing, light and dark, on a phone and on a desk, in each language; nothing overflows."""

import json
import os

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import AXE, Windows
from tests.journeys.test_main_path import REPORT
from tests.journeys.walking import apply, sign_in_citizen, sign_in_staff

CITIZEN = (
    "/",
    "/koivula/",
    "/koivula/services",
    "/koivula/services/street-works",
    "/koivula/services/early-education/apply",
    "/koivula/services/defect-report/message",
    "/koivula/cases",
    "/koivula/cases/{number}",
    "/koivula/accessibility",
    "/koivula/data-protection",
    "/tuulisalo/services/street-works",
    "/koivula/nothing-here",
)
STAFF = (
    "/koivula/staff/worklist/all",
    "/koivula/staff/worklist/mine",
    "/koivula/staff/cases",
    "/koivula/staff/cases/{number}",
    "/koivula/staff/cases/{number}/timeline",
    "/koivula/staff/cases/{number}/diagram",
    "/koivula/staff/team",
)
#: Width, dark, language. Finnish has the longest words, so it is read on the phone.
OWNER = (
    "/koivula/processes/publish",
    "/koivula/processes/street-works",
    "/koivula/processes/street-works/migrate",
    "/koivula/processes/street-works/where",
    "/koivula/processes/street-works/heat",
    "/koivula/processes/street-works/before-after",
    "/koivula/library/street-works/comparison",
    "/koivula/library/street-works/variants/sandvik",
    "/koivula/processes/street-works/versions/1/description",
    "/koivula/studio/processes/street-works/compare",
    "/koivula/studio/processes/street-works/versions/2/replay?months=12",
    "/koivula/studio/ours",
    "/koivula/library/",
    "/koivula/library/street-works/propose",
)
JOINING = (
    "/koivula/joining/street-works/interview/process",
    "/koivula/joining/street-works/map",
    "/koivula/joining/street-works/map/inspection",
    "/koivula/joining/street-works/plan",
    "/koivula/joining/calendar",
    "/koivula/joining/experiments",
    "/koivula/joining/ledger",
)
#: Both widths and both colours; with LOOKS=all in the environment every pair of them.
LOOKS = [(320, True, "fi"), (1280, False, "sv")]
if os.environ.get("LOOKS") == "all":
    LOOKS += [(320, False, "en"), (1280, True, "en")]


@pytest.fixture(scope="module")
def number(chromium: Browser, site: str) -> str:
    page = Windows(chromium, site).open().new_page()
    sign_in_citizen(page, "koivula", "Emily Carter")
    return apply(page, "koivula", "defect-report", REPORT)


@pytest.mark.parametrize(("width", "dark", "language"), LOOKS)
def test_citizens_pages(windows: Windows, number: str, width: int, dark: bool, language: str) -> None:
    page = windows.open(width=width, dark=dark).new_page()
    sign_in_citizen(page, "koivula", "Emily Carter")
    page.goto(f"/koivula/?lang={language}")

    assert _findings(page, [each.format(number=number) for each in CITIZEN], width) == []


@pytest.mark.parametrize(("width", "dark", "language"), LOOKS)
def test_staff_pages(windows: Windows, number: str, width: int, dark: bool, language: str) -> None:
    page = sign_in_staff(windows.open(width=width, dark=dark), "koivula", "outi")
    page.goto(f"/koivula/staff/cases/{number}?lang={language}")
    task = page.locator("main a[href*='/staff/tasks/']").first.get_attribute("href")
    assert task

    assert _findings(page, [*(each.format(number=number) for each in STAFF), task], width) == []


@pytest.mark.parametrize(("width", "dark", "language"), LOOKS)
def test_pages_of_owners_administrators_and_operators(
    windows: Windows, width: int, dark: bool, language: str
) -> None:
    owner = sign_in_staff(windows.open(width=width, dark=dark), "koivula", "mikael")
    administrator = sign_in_staff(windows.open(width=width, dark=dark), "koivula", "paivi")
    operator = sign_in_staff(windows.open(width=width, dark=dark), "consortium", "oona")

    assert _findings(owner, [f"/koivula/processes/?lang={language}", *OWNER, *JOINING], width) == []
    assert (
        _findings(
            administrator, [f"/koivula/admin/people?lang={language}", "/koivula/admin/incidents"], width
        )
        == []
    )
    assert _findings(operator, [f"/consortium/admin/incidents?lang={language}"], width) == []


def _findings(page: Page, addresses: list[str], width: int) -> list[str]:
    found: list[str] = []
    page.on("console", lambda message: found.append(f"{page.url}: {message.text}"))
    for address in addresses:
        page.goto(address)
        found += _violations(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{page.url}: wider than {width} pixels")
    # A page that is not there is told so by the browser too; that is no fault of ours.
    return [each for each in found if "404 (NOT FOUND)" not in each]


def _violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{page.url}: {each['id']}: {json.dumps([node['target'] for node in each['nodes']][:3])}"
        for each in result["violations"]
    ]
