"""A value is chosen on a phone without any diagram, and a proposal is judged by another municipality."""

import json

from playwright.sync_api import Page, expect

from tests.journeys.conftest import AXE, Windows
from tests.journeys.walking import press, sign_in_staff


def test_a_value_is_chosen_and_published_on_a_phone(windows: Windows) -> None:
    tapio = sign_in_staff(windows.open(width=320, dark=True), "koivula", "tapio")
    row = tapio.get_by_role("row", name="Street-works permit")
    press(row.get_by_role("button", name="Parameters"))
    assert _faults(tapio, 320) == []

    tapio.get_by_label("Time to check an application").fill("99")
    press(tapio.get_by_role("button", name="Save"))
    expect(tapio.get_by_role("alert")).to_contain_text("1 to 15 days")
    expect(tapio.get_by_label("Time to check an application")).to_have_value("99")
    tapio.get_by_label("Time to check an application").fill("4")
    press(tapio.get_by_role("button", name="Save"))
    press(tapio.get_by_role("link", name="Publish"))
    expect(tapio.get_by_role("region", name="What changes")).to_contain_text("is 4 days; it was 3 days")
    assert _faults(tapio, 320) == []
    press(tapio.get_by_role("button", name="Publish version"))
    expect(tapio.locator("main")).to_contain_text("is live.")


def test_a_proposal_is_judged_by_another_municipality(windows: Windows) -> None:
    owner = sign_in_staff(windows.open(width=1280), "myllyranta", "olli")
    owner.goto("/myllyranta/library/?lang=en")
    press(owner.get_by_role("link", name="Tell the applicant when no permit is needed"))
    assert _faults(owner, 1280) == []

    owner.get_by_role("radio", name="We object").check()
    owner.get_by_label("Reason").fill("We ask by telephone first.")
    press(owner.get_by_role("button", name="Say so"))

    opinions = owner.get_by_role("region", name="What the others think")
    expect(opinions).to_contain_text("We ask by telephone first.")


def _faults(page: Page, width: int) -> list[str]:
    """What axe-core finds, and whether the page is too wide."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("axe.run({resultTypes: ['violations']})")
    wide = page.evaluate("document.documentElement.scrollWidth") > width
    found = [
        f"{each['id']}: {json.dumps([n['target'] for n in each['nodes']][:3])}"
        for each in result["violations"]
    ]
    return [*found, *(["too wide"] if wide else [])]
