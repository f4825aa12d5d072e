"""Process owners move running cases to another version, on the pages of the process."""

from collections.abc import Callable

import pytest

from app.identity.roles import Role
from app.processes import due
from tests.processes.test_migration import DONE, RENAMED
from tests.web.citizen.visiting import Page
from tests.web.staff.conftest import StaffedTown
from tests.web.staff.desk import Desk

PLAN = "processes/advice/migrate"


@pytest.fixture
def number(town: StaffedTown) -> str:
    """A case on version 1; in version 2, its task has another id."""
    number = town.apply()
    town.publish(RENAMED)
    return number


@pytest.fixture
def owner(visit: Callable[..., Desk], town: StaffedTown) -> Desk:
    """A process owner, signed in."""
    return visit(town.hire("Outi Owner", Role.PROCESS_OWNER))


def _work(town: StaffedTown) -> None:
    while due.work_off(town.desk):
        pass


def _begin(owner: Desk, **typed: str) -> Page:
    page = owner.open(PLAN, **{"map.review": "check"})
    return owner.send(page, {"reason": "A new name.", **typed}, of="migrate")


def test_process_leads_to_the_plan_as_long_as_cases_run_on_other_versions(
    owner: Desk, town: StaffedTown, number: str
) -> None:
    before = owner.open("processes/advice").links()
    _begin(owner)
    _work(town)
    after = owner.open("processes/advice")

    assert "Move the 1 case that runs on another version" in before
    assert "that runs on another version" not in after.text
    assert "A new name." in after.text
    assert "1 of 1" in after.text


def test_plan_shows_what_would_become_of_the_cases(owner: Desk, number: str) -> None:
    page = owner.open(PLAN)
    mapped = owner.open(PLAN, **{"map.review": "check"})

    assert page.words("//tbody/tr/th") == ["Needs a counterpart"]
    assert "Review the question: The new version has no such element." in page.text
    assert page.words("//select[@name='map.review']/option") == ["Nothing: these cases stay", "Check it"]
    assert mapped.words("//tbody/tr/th") == ["Can be moved"]
    assert mapped.words("//select[@name='map.review']/option[@selected]") == ["Check it"]


def test_cases_are_moved_and_the_page_says_how_far_it_is(owner: Desk, town: StaffedTown, number: str) -> None:
    page = _begin(owner)
    assert "0 of 1 case is done." in page.text
    _work(town)

    done = owner.open(page.path)

    assert "Cases moved to version 2" in done.heading
    assert town.open_task(number).element_id == "check"
    assert not done.root.xpath("//progress")


def test_what_stayed_is_listed_with_its_reason(owner: Desk, town: StaffedTown, number: str) -> None:
    page = owner.send(owner.open(PLAN), {"reason": "A new name."}, of="migrate")
    _work(town)

    done = owner.open(page.path)

    assert done.words("//section//tbody/tr") == [
        f"{number}Review the question: The new version has no such element."
    ]


def test_move_is_undone(owner: Desk, town: StaffedTown, number: str) -> None:
    page = _begin(owner)
    _work(town)

    undoing = owner.send(owner.open(page.path), {"reason": "It was wrong."}, of="undo")
    _work(town)
    undone = owner.open(page.path)

    assert "It is being undone." in undoing.text
    assert "It was wrong." in undone.text
    assert "Brought back" in undone.text
    assert town.open_task(number).element_id == "review"


def test_move_and_undo_want_a_reason(owner: Desk, town: StaffedTown, number: str) -> None:
    refused = _begin(owner, reason=" ")
    page = _begin(owner)
    _work(town)
    still = owner.send(owner.open(page.path), {"reason": ""}, of="undo")

    for answer in (refused, still):
        assert answer.status == 422
        assert "Write what you found or mended" in answer.text
    assert refused.form("migrate").fields["map.review"] == "check"
    assert town.open_task(number).element_id == "check"


def test_nothing_to_move_is_said(owner: Desk, town: StaffedTown) -> None:
    page = owner.open(PLAN)
    town.apply()
    town.publish(DONE)
    confirmed = owner.open(PLAN)
    owner.send(confirmed, {"reason": "So."}, of="migrate")
    _work(town)

    again = owner.send(confirmed, {"reason": "So."}, of="migrate")

    assert "All running cases are on this version already." in page.text
    assert again.status == 409


@pytest.mark.parametrize(
    "address",
    [
        "processes/nothing/migrate",
        f"{PLAN}?to=9",
        f"{PLAN}?to=none",
        f"{PLAN}?to={'9' * 40}",
        "processes/advice/migrations/none",
    ],
)
def test_unknown_process_version_and_move_are_not_found(owner: Desk, number: str, address: str) -> None:
    assert owner.open(address).status == 404


def test_mapping_of_a_stranger_changes_nothing_but_the_plan(owner: Desk, number: str) -> None:
    strange = {"map.": "x", "map.<b>": '"><script>', "map.review": "no such element"}

    page = owner.open(PLAN, **strange)

    assert page.status == 200
    assert page.words("//tbody/tr/th") == ["Needs a counterpart"]
    assert not page.root.xpath("//script[not(@src)]")


def test_others_look_and_only_owners_move(
    owner: Desk, visit: Callable[..., Desk], town: StaffedTown, number: str
) -> None:
    address = _begin(owner).path
    lead = visit(town.hire("Liisa Lead", Role.TEAM_LEAD))

    page = lead.open(address)

    assert page.status == 200
    assert not page.root.xpath("//main//form")
    assert lead.open(PLAN).status == 403
    assert "Move the" not in lead.open("processes/advice").text
