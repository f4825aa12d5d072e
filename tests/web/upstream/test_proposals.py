"""A proposal in the browser: made by a town, judged by its neighbour, decided by the consortium."""

from collections.abc import Callable

import pytest

from app.identity.roles import Role
from tests.processes.town import ADVICE
from tests.web.citizen.visiting import Page
from tests.web.staff.desk import Desk
from tests.web.upstream.conftest import Joint

MINE = ADVICE.replace(b'name="Review the question"', b'name="Review it in pairs"')
LOUD = "<script>alert(1)</script> שלום 🙂"


@pytest.fixture
def neighbour_owner(visit: Callable[..., Desk], joint: Joint) -> Desk:
    """A process owner of the neighbour, signed in."""
    person = joint.neighbour.hire("Nils Neighbour", Role.PROCESS_OWNER)  # type: ignore[attr-defined]
    return visit(person, joint.neighbour.id)


def _proposed(owner: Desk, joint: Joint, **more: str) -> Page:
    joint.town.publish(MINE)
    page = owner.open("library/advice/propose")
    [change] = page.root.xpath("//input[@name='change']/@value")
    return owner.send(page, {"change": change, "title": LOUD, "why": "Two see more.", **more}, of="propose")


def _at(page: Page, joint: Joint, tenant: str) -> str:
    return page.path.replace(f"/{joint.town.id}/", f"/{tenant}/", 1)


def test_it_is_made_judged_and_decided_with_its_dissent(
    owner: Desk, neighbour_owner: Desk, coordinator: Desk, joint: Joint
) -> None:
    page = _proposed(owner, joint)
    assert "“Review the question” is now called “Review it in pairs”." in page.text
    assert LOUD in page.text
    assert not page.root.xpath("//script[text()='alert(1)']")

    theirs = neighbour_owner.open(_at(page, joint, "naapuri"))
    assert neighbour_owner.post(theirs, {"stance": "object"}, of="review").status_code == 422
    neighbour_owner.send(theirs, {"stance": "object", "reason": "We are one."}, of="review")
    neighbour_owner.send(theirs, {"element": "review", "text": LOUD}, of="remark")

    keeper = coordinator.open(_at(page, joint, "consortium"))
    draft = coordinator.send(keeper, {"reason": "Worth it."}, of="accept")
    coordinator.send(coordinator.open(f"{draft.path}/publish"), {}, of="publish")

    after = owner.open(page.path)
    assert "Part of version 2" in after.text
    assert "“We are one.”" in after.text
    definition = owner.open("library/advice").text
    assert "objected: “We are one.”" in definition


def test_only_who_may_decides(owner: Desk, neighbour_owner: Desk, joint: Joint) -> None:
    page = _proposed(owner, joint)
    theirs = neighbour_owner.open(_at(page, joint, "naapuri"))

    def refused(desk: Desk, seen: Page, deed: str) -> int:
        token = seen.root.xpath("//input[@name='csrf_token']/@value")[0]
        headers = {"Sec-Fetch-Site": "same-origin"}
        sent = {"csrf_token": token, "stance": "support", "reason": "No"}
        return desk.client.post(f"{seen.path}/{deed}", data=sent, headers=headers).status_code

    assert [refused(neighbour_owner, theirs, each) for each in ("accept", "decline", "withdraw")] == [403] * 3
    assert [refused(owner, page, each) for each in ("accept", "decline", "review")] == [403] * 3


def test_what_is_missing_is_said_and_what_was_typed_stays(owner: Desk, joint: Joint) -> None:
    joint.town.publish(MINE)

    answer = owner.post(owner.open("library/advice/propose"), {"title": LOUD, "why": "x"}, of="propose")

    assert answer.status_code == 422
    assert "Choose at least one change" in answer.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; שלום 🙂" in answer.text


def test_a_proposal_to_one_is_not_found_by_the_others(
    owner: Desk, neighbour_owner: Desk, coordinator: Desk, joint: Joint
) -> None:
    joint.follow(joint.neighbour)
    page = _proposed(owner, joint, to="naapuri")

    assert neighbour_owner.client.get(_at(page, joint, "naapuri")).status_code == 200
    assert coordinator.client.get(_at(page, joint, "consortium")).status_code == 404
    assert "alert(1)" not in coordinator.open("library/").text
