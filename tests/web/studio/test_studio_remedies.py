"""Process owners bring in diagrams of other products, and take the remedies that are offered, or not."""

from io import BytesIO
from pathlib import Path

import pytest

from app.bpmn import check, read, remedies
from tests.processes.town import ADVICE
from tests.web.citizen.visiting import Page
from tests.web.staff.desk import Desk
from tests.web.studio.test_studio_drafts import change, keep, state, tell

FILES = Path(__file__).parents[2] / "bpmn" / "files"
FLOWABLE = (FILES / "flowable.bpmn").read_bytes()


def bring(owner: Desk, name: str = "flowable.bpmn") -> Page:
    files = [(BytesIO((FILES / name).read_bytes()), name)]
    return owner.send(owner.open("studio/import"), {"files": files}, of="import")


def offered(page: Page) -> list[str]:
    return [str(each) for each in page.root.xpath("//input[@name='remedy']/@value")]


@pytest.mark.parametrize("name", ["camunda7.bpmn", "flowable.bpmn", "drawing-only.bpmn"])
def test_a_diagram_of_another_product_shows_what_would_change_before_it_does(owner: Desk, name: str) -> None:
    page = bring(owner, name)

    assert page.heading == "Remedies"
    keys = {remedy.key for remedy in remedies(read((FILES / name).read_bytes()))}
    assert {each.partition("/")[2] for each in offered(page)} & keys
    assert len(page.root.xpath("//figure")) == 2
    draft = owner.open(page.links()["Leave everything as it is"])
    assert state(draft)["content"].encode() == (FILES / name).read_bytes()


def test_ticked_remedies_are_applied_and_the_history_keeps_the_diagram_as_it_was(owner: Desk) -> None:
    page = bring(owner)

    draft = owner.send(page, {}, of="repair")

    mended = state(draft)["content"].encode()
    assert [each for each in check(read(mended)) if each.code.startswith("extension")] == []
    saves = owner.open(draft.path + "/history")
    assert "remedies applied" in saves.text
    back = owner.send(saves, {}, of="history/1/restore")
    assert state(back)["content"].encode() == FLOWABLE


def test_a_remedy_that_is_not_ticked_is_not_applied(owner: Desk) -> None:
    page = bring(owner)
    one = next(each for each in offered(page) if "condition" in each)

    draft = owner.send(page, {"remedy": [one]}, of="repair")

    mended = state(draft)["content"]
    assert "=lent = true" in mended
    assert "candidateGroups" in mended
    assert "zeebe:assignmentDefinition" not in mended


def test_remedies_are_not_applied_over_what_a_colleague_has_saved(owner: Desk, second: Desk) -> None:
    page = bring(owner)
    draft = owner.open(page.links()["Leave everything as it is"])
    keep(second, second.open(draft.path), FLOWABLE.replace(b"Handed over", b"Handed out"))

    refused = owner.send(page, {}, of="repair")

    assert refused.status == 409
    assert b"Handed out" in state(owner.open(draft.path))["content"].encode()


def test_the_check_offers_a_remedy_and_a_press_gives_the_drawing_after_it(owner: Desk) -> None:
    page = change(owner)

    listed = tell(owner, page, "remedies", {"content": FLOWABLE.decode()}).json
    assert listed is not None
    key = listed["problems"].split('data-mend="')[1].split('"')[0]
    mended = tell(owner, page, "mend", {"content": FLOWABLE.decode(), "key": key}).json

    assert mended is not None
    assert mended["content"] != FLOWABLE.decode()
    assert mended["sentence"]
    assert state(owner.open(page.path))["content"].encode() == ADVICE


def test_a_remedy_that_does_not_fit_any_more_is_refused(owner: Desk) -> None:
    page = change(owner)

    answer = tell(owner, page, "mend", {"content": ADVICE.decode(), "key": "no-such@thing"})

    assert answer.status_code == 409


@pytest.mark.parametrize("body", [{}, {"content": 1}, {"content": "", "key": 5}])
def test_what_is_no_drawing_is_not_mended(owner: Desk, body: object) -> None:
    page = change(owner)

    assert tell(owner, page, "mend", body).status_code == 400
