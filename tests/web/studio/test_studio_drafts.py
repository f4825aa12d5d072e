"""Process owners begin, keep, find and discard drafts."""

import json
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

import pytest
from werkzeug.test import TestResponse

from app.identity.roles import Role
from app.processes import drafting, drafting_files
from app.remote import Address
from app.remote.addresses import target
from tests.engine.diagrams import service
from tests.processes.town import ADVICE, FORMS
from tests.web.citizen.visiting import Page
from tests.web.staff.conftest import StaffedTown
from tests.web.staff.desk import Desk

#: What a browser adds when the page of another site has it send something.
OTHER_SITE = {"Sec-Fetch-Site": "cross-site"}
LOUDER = ADVICE.replace(b'name="Review the question"', b'name="Review it again"')
HOSTILE = '</script><script>alert(1)</script>" & \U0001f600 \u05e9\u05dc\u05d5\u05dd'


def change(who: Desk) -> Page:
    """Open the draft of the town's process."""
    return who.send(who.open("processes/advice"), {}, of="advice/change")


def state(page: Page) -> dict[str, Any]:
    """What the canvas begins with."""
    found: dict[str, Any] = json.loads(page.root.get_element_by_id("state").text_content())
    return found


def tell(
    who: Desk, page: Page, what: str, body: object, headers: Mapping[str, str] | None = None
) -> TestResponse:
    """What the page says to the server while somebody draws."""
    begun = state(page)
    headers = headers or {"X-CSRFToken": begun["csrf"], "Sec-Fetch-Site": "same-origin"}
    return who.client.post(begun["addresses"][what], json=body, headers=headers)


def keep(who: Desk, page: Page, diagram: bytes, version: int = 1) -> TestResponse:
    return tell(who, page, "save", {"version": version, "content": diagram.decode()})


def test_changing_a_process_opens_a_draft_of_what_is_live(owner: Desk) -> None:
    page = change(owner)

    assert page.heading == "Advice"
    assert state(page)["content"].encode() == ADVICE
    assert [form["id"] for form in state(page)["forms"]] == ["application", "review"]
    assert [group["id"] for group in state(page)["groups"]] == ["advisers", "others"]


def test_the_outline_and_the_check_are_there_without_scripts(owner: Desk) -> None:
    page = change(owner)

    assert "Review the question" in page.words("//nav//ul//button")
    assert page.words("//section[@id='check']//li/p/strong")


def test_a_new_process_begins_empty_under_its_name(owner: Desk) -> None:
    page = owner.send(owner.open("studio/new"), {"name": f"  {HOSTILE}\x00\n"}, of="new")

    assert page.heading == HOSTILE
    assert "has no start event" in page.text
    assert HOSTILE in owner.open("studio/").text
    assert page.root.xpath("//script[not(@src)]/@type") == ["application/json"]


def test_a_new_process_needs_a_name(owner: Desk) -> None:
    page = owner.send(owner.open("studio/new"), {"name": " \t "}, of="new")

    assert page.status == 422
    assert "Give the process a name." in page.text


def test_a_new_process_begins_as_an_example(owner: Desk) -> None:
    chosen = {"name": "Loud works", "example": "street-works/automatic"}

    page = owner.send(owner.open("studio/new"), chosen, of="new")

    assert page.heading == "Loud works"
    assert len(state(page)["forms"]) == 9


def test_an_example_that_is_not_there_is_refused(owner: Desk) -> None:
    answer = owner.post(owner.open("studio/new"), {"name": "X", "example": "../../etc"}, of="new")

    assert answer.status_code == 422


def test_files_are_brought_in_as_they_are(owner: Desk) -> None:
    files = [(BytesIO(drafting_files.pack({"folder/advice.bpmn": ADVICE, **FORMS})), "all.zip")]

    remedies = owner.send(owner.open("studio/import"), {"files": files}, of="import")
    page = owner.open(remedies.links()["Leave everything as it is"])
    archive = owner.client.get(page.links()["Download all files"])

    assert drafting_files.unpack(archive.data) == {"advice.bpmn": ADVICE, **FORMS}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\x00\x01"])
def test_files_without_a_diagram_are_said_so(owner: Desk, content: bytes) -> None:
    files = [(BytesIO(content), "odd.png")]

    page = owner.send(owner.open("studio/import"), {"files": files}, of="import")

    assert page.status == 422
    assert "There is no diagram among these files." in page.text


def test_a_drawing_is_saved_and_there_for_the_next(owner: Desk, second: Desk) -> None:
    answer = keep(owner, change(owner), LOUDER)

    assert (answer.status_code, answer.json["version"]) == (200, 2)  # type: ignore[index]
    assert state(change(second))["content"].encode() == LOUDER


def test_the_second_writer_is_told_who_was_faster_and_keeps_both_drawings(owner: Desk, second: Desk) -> None:
    page, other = change(owner), change(second)
    keep(owner, page, LOUDER)

    refused = keep(second, other, ADVICE.replace(b"Advice", b"Mine"))
    copied = tell(second, other, "copy", {"content": ADVICE.replace(b"Advice", b"Mine").decode()})

    assert refused.status_code == 409
    assert "Outi Owner saved this draft" in refused.json["sentence"]  # type: ignore[index]
    assert second.open(copied.json["address"]).heading == "Mine"  # type: ignore[index]
    with owner.app.extensions["polku"].database.reading(owner.tenant) as session:
        drafts = [drafting.find(session, each.id).diagram for each in drafting.drafts(session)]
    assert sorted(drafts) == sorted([LOUDER, ADVICE.replace(b"Advice", b"Mine")])


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {"version": 1},
        {"version": "1", "content": "<a/>"},
        {"version": 1, "content": 7},
        {"version": 1, "content": "<a/>", "more": True},
    ],
)
def test_what_is_no_drawing_is_refused(owner: Desk, body: object) -> None:
    assert tell(owner, change(owner), "save", body).status_code == 400


def test_a_drawing_that_cannot_be_read_is_refused_with_its_reason(owner: Desk) -> None:
    answer = keep(owner, change(owner), b"<broken")

    assert answer.status_code == 422
    assert answer.json["sentence"]  # type: ignore[index]


def test_nothing_is_saved_for_another_site(owner: Desk) -> None:
    answer = tell(owner, change(owner), "save", {"version": 1, "content": LOUDER.decode()}, OTHER_SITE)

    assert answer.status_code == 400
    assert state(change(owner))["content"].encode() == ADVICE


def test_the_check_says_what_publishing_would_say_and_saves_nothing(owner: Desk) -> None:
    page = change(owner)

    broken = ADVICE.replace(b'candidateGroups="advisers"', b'candidateGroups="nobody"')
    said = tell(owner, page, "check", {"content": broken.decode()}).json

    assert said is not None
    assert said["marks"]["review"] == "problem"
    assert "which the municipality does not have" in said["problems"]
    assert "1 problem" in said["state"]
    assert state(change(owner))["content"].encode() == ADVICE


def test_the_check_warns_of_an_address_that_is_not_allowed(owner: Desk) -> None:
    page = change(owner)
    asking = service("ask", "polku.http-request", url="https://register.example/owner").encode()
    drawn = ADVICE.replace(b"</bpmn:process>", asking + b"</bpmn:process>")

    warned = tell(owner, page, "check", {"content": drawn.decode()}).json
    begins = target("https://register.example/")
    assert begins is not None
    owner.app.extensions["polku"].addresses = {owner.tenant: (Address(begins),)}
    allowed = tell(owner, page, "check", {"content": drawn.decode()}).json

    assert warned is not None
    assert allowed is not None
    assert "processes may not ask" in warned["problems"]
    assert "processes may not ask" not in allowed["problems"]


def test_names_from_a_diagram_are_text_on_every_page(owner: Desk) -> None:
    name = HOSTILE.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").encode()
    hostile = LOUDER.replace(b"Review it again", name).replace(b'name="Advice"', b'name="%s"' % name)
    page = change(owner)
    said = tell(owner, page, "check", {"content": hostile.decode()}).json
    keep(owner, page, hostile)

    pages = [owner.open(page.path + part) for part in ("", "/history", "/publish", "/discard")]

    assert said is not None
    assert "<script>" not in said["outline"]
    assert [HOSTILE in each.text for each in pages] == [True] * 4
    assert [each.root.xpath("//script[text()='alert(1)']") for each in pages] == [[]] * 4


def test_colleagues_see_who_else_is_there(owner: Desk, second: Desk) -> None:
    page = change(owner)

    assert "Outi Owner is here, too" in change(second).text
    assert "Olli Other is here, too" in tell(owner, page, "presence", {}).json["others"]  # type: ignore[index]
    assert "Outi Owner is here, too" in second.open("studio/").text
    tell(owner, page, "leave", {})
    assert "Outi Owner is here, too" not in second.open("studio/").text


def test_a_former_save_is_brought_back(owner: Desk) -> None:
    page = change(owner)
    keep(owner, page, LOUDER)
    history = owner.open(f"{page.path}/history")

    back = owner.send(history, {}, of="restore")

    assert state(back)["content"].encode() == ADVICE
    assert "Brought back: save 1" in owner.open(f"{page.path}/history").text


def test_a_draft_is_discarded_after_asking(owner: Desk) -> None:
    page = change(owner)

    after = owner.send(owner.open(f"{page.path}/discard"), {}, of="discard")

    assert "The draft is discarded." in after.text
    assert owner.open(page.path).status == 404


@pytest.mark.parametrize("role", [Role.TEAM_LEAD, Role.CASEWORKER, Role.ADMINISTRATOR])
def test_nobody_else_enters_the_studio(
    visit: Callable[..., Desk], town: StaffedTown, owner: Desk, role: Role
) -> None:
    draft = change(owner)
    other = visit(town.hire("Anna Another", role))

    for path in ("studio/", "studio/new", draft.path, f"{draft.path}/publish", f"{draft.path}/files.zip"):
        assert other.open(path).status == 403


def test_the_drawing_is_taken_along_for_documents(owner: Desk) -> None:
    chosen = {"name": HOSTILE, "example": "defect-report/verified"}
    page = owner.send(owner.open("studio/new"), chosen, of="new")

    drawn = {kind: owner.client.get(page.links()[f"Drawing ({kind})"]) for kind in ("SVG", "PDF")}

    assert {kind: each.mimetype for kind, each in drawn.items()} == {
        "SVG": "image/svg+xml",
        "PDF": "application/pdf",
    }
    assert b"<script" not in drawn["SVG"].data
    assert drawn["PDF"].data.startswith(b"%PDF-")
