"""What people who work with a case read of the decisions that were made in it."""

from collections.abc import Callable

import pytest

from app.identity.roles import Role
from app.incidents import register
from app.processes.errors import StoppedByIncident
from tests.processes.pricing import RULES, fees, publish
from tests.web.staff.conftest import StaffedTown
from tests.web.staff.desk import Desk


@pytest.fixture
def number(town: StaffedTown) -> str:
    """A case in a service that asks a decision."""
    publish(town, fees(*RULES))
    return town.apply()


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["price: rule 1 applies (fee = 7: <= 10)", "Remark on rule 1: Small matters."]),
        ("fi", ["price: sääntö 1 pätee (fee = 7: <= 10)", "Huomautus sääntöön 1: Small matters."]),
        ("sv", ["price: regel 1 gäller (fee = 7: <= 10)", "Small matters."]),
    ],
)
def test_the_timeline_says_why_in_the_readers_language(
    visit: Callable[..., Desk], town: StaffedTown, number: str, language: str, sentences: list[str]
) -> None:
    town.complete(number, fee=7)

    page = visit(town.adviser).open(f"staff/cases/{number}/timeline", lang=language)

    assert all(sentence in page.text for sentence in sentences), page.text


def test_an_incident_names_decision_rule_and_values(
    visit: Callable[..., Desk], town: StaffedTown, number: str
) -> None:
    with pytest.raises(StoppedByIncident):
        town.complete(number, fee=6000)
    with town.database.reading(town.id) as session:
        [found] = register.open_incidents(session)

    page = visit(town.hire("Otto Operator", Role.OPERATOR)).open(f"admin/incidents/{town.id}/{found.id}")

    assert "The decision gives no answer that the process could go on with." in page.text
    assert "price: rule 3 gives no value for “out” (fee = 6000)." in page.text
