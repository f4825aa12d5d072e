"""What operators and administrators do about an incident, on its pages."""

from collections.abc import Callable

import pytest

from app.cases import timeline
from app.cases.tables import CaseStatus
from app.identity.roles import Role
from app.incidents import register
from app.processes import runtime
from app.processes.errors import StoppedByIncident
from tests.web.citizen.visiting import Page
from tests.web.staff.conftest import StaffedTown
from tests.web.staff.desk import Desk

WRONG = {"advice": "Yes.", "fee": "nothing at all"}


@pytest.fixture
def number(town: StaffedTown) -> str:
    """A case that stopped when its task was completed."""
    number = town.apply()
    with pytest.raises(StoppedByIncident):
        runtime.complete_task(
            town.database, town.id, town.open_task(number).id, WRONG, by=town.adviser, now=town.now
        )
    return number


@pytest.fixture
def address(town: StaffedTown, number: str) -> str:
    """Where the incident of that case is shown."""
    with town.database.reading(town.id) as session:
        [found] = register.open_incidents(session)
    return f"admin/incidents/{town.id}/{found.id}"


@pytest.fixture(params=[Role.OPERATOR, Role.ADMINISTRATOR])
def mender(request: pytest.FixtureRequest, visit: Callable[..., Desk], town: StaffedTown) -> Desk:
    """Somebody who may do it: an operator, and an administrator of the municipality."""
    return visit(town.hire("Marja Mender", request.param))


def _kinds(town: StaffedTown, number: str) -> list[str]:
    with town.database.reading(town.id) as session:
        return [event.kind for event in timeline.of_case(session, number)]


def _summary(page: Page) -> list[str]:
    return page.words("//*[@id='error-summary']//a")


def test_incident_offers_what_can_be_done(mender: Desk, address: str) -> None:
    links = mender.open(address).links()

    assert {"Correct the data, then retry", "Go on at another step", "End the process"} <= set(links)


def test_data_is_corrected_and_what_stopped_is_done_again(
    mender: Desk, town: StaffedTown, number: str, address: str
) -> None:
    page = mender.open(f"{address}/correct")
    sent = page.form("correct").fields["sent"].replace('"nothing at all"', "0")

    after = mender.send(page, {"sent": sent, "reason": "A typing error."}, of="correct")

    assert f"The case {number} goes on." in after.text
    assert town.case(number).status == CaseStatus.CLOSED
    assert "corrected" in _kinds(town, number)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"sent": '{"fee": }'}, "This cannot be read as data: look at line 1, column 9."),
        ({"data": "[]"}, "This cannot be read as data: look at line 1, column 1."),
        ({}, "Nothing was corrected. Change something, or retry it as it is."),
        ({"data": '{"case": 1}'}, "The variable “case” is the case itself and cannot be set."),
        ({"sent": "{}", "reason": ""}, "Write what you found or mended: the next person will thank you."),
    ],
)
def test_wrong_correction_is_422_with_a_sentence_and_changes_nothing(
    mender: Desk, town: StaffedTown, number: str, address: str, typed: dict[str, str], sentence: str
) -> None:
    before = _kinds(town, number)

    page = mender.send(mender.open(f"{address}/correct"), {"reason": "Why not.", **typed}, of="correct")

    assert page.status == 422
    assert _summary(page) == [sentence]
    assert page.root.xpath("//title")[0].text_content().startswith("Error:")
    assert _kinds(town, number) == before
    for name, value in typed.items():
        assert page.form("correct").fields[name].strip() == value


def test_process_goes_on_at_the_chosen_step(
    mender: Desk, town: StaffedTown, number: str, address: str
) -> None:
    page = mender.open(f"{address}/skip")
    assert "Review the question" in page.text

    after = mender.send(page, {"target": "answered", "reason": "By phone."}, of="skip")

    assert f"The case {number} goes on." in after.text
    assert town.case(number).outcome == "answered"


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("nowhere", "The process cannot be moved to this element."),
        ("", "Choose the step at which the process goes on."),
    ],
)
def test_step_at_which_nothing_can_go_on_is_422(
    mender: Desk, town: StaffedTown, number: str, address: str, target: str, sentence: str
) -> None:
    page = mender.open(f"{address}/skip")

    after = mender.send(page, {"target": target, "reason": "By phone."}, of="skip")

    assert after.status == 422
    assert _summary(after) == [sentence]
    assert town.open_task(number)


def test_process_is_ended_and_the_case_is_closed(
    mender: Desk, town: StaffedTown, number: str, address: str
) -> None:
    after = mender.send(mender.open(f"{address}/cancel"), {"reason": "Sent twice."}, of="cancel")

    assert f"The process is ended, and the case {number} is closed." in after.text
    assert "Sent twice." in after.text
    assert town.case(number).status == CaseStatus.CLOSED


@pytest.mark.parametrize("deed", ["retry", "correct", "skip", "cancel"])
def test_every_deed_wants_a_reason(
    mender: Desk, town: StaffedTown, number: str, address: str, deed: str
) -> None:
    page = mender.open(address if deed == "retry" else f"{address}/{deed}")

    after = mender.send(page, {"reason": " ", "target": "answered"}, of=deed)

    assert after.status == 422
    assert "Write what you found or mended" in _summary(after)[0]
    assert town.case(number).status == CaseStatus.STOPPED


@pytest.mark.parametrize("deed", ["correct", "skip", "cancel"])
def test_resolved_incident_offers_nothing_and_takes_nothing(
    mender: Desk, town: StaffedTown, number: str, address: str, deed: str
) -> None:
    page = mender.open(f"{address}/{deed}")
    mender.send(mender.open(f"{address}/cancel"), {"reason": "Sent twice."}, of="cancel")

    again = mender.send(page, {"reason": "Again."}, of=deed)

    assert again.status == 409
    assert "End the process" not in mender.open(f"{address}/{deed}").text


def test_deeds_stand_in_the_timeline_of_the_case(
    mender: Desk, visit: Callable[..., Desk], town: StaffedTown, number: str, address: str
) -> None:
    mender.send(mender.open(f"{address}/cancel"), {"reason": "Sent twice."}, of="cancel")
    adviser = visit(town.adviser)

    page = adviser.open(f"staff/cases/{number}/timeline")

    assert "Marja Mender ended the process: Sent twice." in page.text


def test_neighbour_cannot_touch_the_incident(
    visit: Callable[..., Desk], neighbour: StaffedTown, town: StaffedTown, number: str, address: str
) -> None:
    stranger = visit(neighbour.hire("Nils Neighbour", Role.ADMINISTRATOR), tenant=neighbour.id)

    for deed in ("", "/correct", "/skip", "/cancel"):
        assert stranger.open(f"{address}{deed}").status == 404
