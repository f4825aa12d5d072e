"""Operators and administrators: incidents are found, explained and retried; people are listed."""

from collections.abc import Callable

import pytest

from app.identity.roles import Role
from app.incidents import register
from app.incidents.register import Stop
from tests.processes.town import Town
from tests.web.staff.conftest import StaffedTown
from tests.web.staff.desk import Desk


@pytest.fixture
def operator(visit: Callable[..., Desk], town: StaffedTown) -> Desk:
    """Who runs the installation, signed in at the town."""
    return visit(town.hire("Otto Operator", Role.OPERATOR))


def _stop(town: Town, cause: str = "The fee is no number.") -> tuple[str, str]:
    """An incident that a retry solves: the task's answers are sent again."""
    number = town.apply()
    task = town.open_task(number)
    action = {
        "do": "complete",
        "task_id": task.id,
        "answers": {"advice": "Yes.", "fee": 0},
        "person_id": town.adviser.id,
    }
    with town.database.transaction(town.id) as session:
        stop = Stop(number, cause, action, instance_id=task.instance_id, element_id=task.element_id)
        incident = register.raise_incident(session, stop, now=town.now)
        session.flush()
        return number, incident.id


def test_incident_is_listed_with_its_cause(operator: Desk, town: Town) -> None:
    number, _ = _stop(town)

    page = operator.open("admin/incidents")

    assert number in page.text
    assert "The fee is no number." in page.text


def test_no_incidents_is_said(operator: Desk) -> None:
    assert "Nothing has stopped." in operator.open("admin/incidents").text


def test_retry_with_a_reason_lets_the_case_go_on(operator: Desk, town: Town) -> None:
    number, incident_id = _stop(town)
    page = operator.open(f"admin/incidents/{town.id}/{incident_id}")

    after = operator.send(page, {"reason": "Mended the fee."}, of="retry")

    assert f"The case {number} goes on." in after.text
    assert "Mended the fee." in after.text
    assert town.open_tasks(number) == []


def test_retry_without_a_reason_is_asked_for_one(operator: Desk, town: Town) -> None:
    number, incident_id = _stop(town)

    page = operator.send(
        operator.open(f"admin/incidents/{town.id}/{incident_id}"), {"reason": " "}, of="retry"
    )

    assert page.status == 422
    assert town.open_task(number)


def test_incident_that_was_resolved_meanwhile_is_409(operator: Desk, town: Town) -> None:
    _, incident_id = _stop(town)
    page = operator.open(f"admin/incidents/{town.id}/{incident_id}")
    operator.send(page, {"reason": "Mended."}, of="retry")

    again = operator.send(page, {"reason": "Mended."}, of="retry")

    assert again.status == 409
    assert "This incident is resolved already." in again.text


def test_town_does_not_see_incidents_of_another(operator: Desk, neighbour: StaffedTown) -> None:
    neighbour.publish()
    number, incident_id = _stop(neighbour)

    assert number not in operator.open("admin/incidents").text
    assert operator.open(f"admin/incidents/{neighbour.id}/{incident_id}").status == 404


def test_operator_at_the_consortium_sees_and_retries_those_of_every_town(
    visit: Callable[..., Desk], town: StaffedTown, neighbour: StaffedTown, consortium: StaffedTown
) -> None:
    neighbour.publish()
    (one, _), (other, incident_id) = _stop(town, "One."), _stop(neighbour, "Other.")
    desk = visit(consortium.hire("Otto Operator", Role.OPERATOR), tenant=consortium.id)

    page = desk.open("admin/incidents")
    after = desk.send(
        desk.open(f"admin/incidents/{neighbour.id}/{incident_id}"), {"reason": "Mended."}, of="retry"
    )

    assert one in page.text
    assert other in page.text
    assert "One." in page.text
    assert "goes on." in after.text
    assert neighbour.open_tasks(other) == []


def test_administrator_sees_people_roles_and_groups(visit: Callable[..., Desk], town: StaffedTown) -> None:
    page = visit(town.hire("Anna Administrator", Role.ADMINISTRATOR)).open("admin/people")

    assert "Aava Adviser" in page.text
    assert "Advisers" in page.text
    assert "Caseworker" in page.text
