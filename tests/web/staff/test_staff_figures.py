"""Closed cases on the diagram, and before and after a version."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app import measures
from app.identity.roles import Role
from app.measures.figures import LEAST
from tests.measures.made import case, keep
from tests.processes.town import ADVICE, Town
from tests.web.staff.desk import Desk

HEAT, BOTH = "processes/advice/heat", "processes/advice/before-after"
LATER = ADVICE.replace(b'name="Review the question"', b'name="Look at the question"')


@pytest.fixture
def owner(visit: Callable[..., Desk], town: Town) -> Desk:
    """A process owner, signed in."""
    return visit(town.hire("Outi Owner", Role.PROCESS_OWNER))  # type: ignore[attr-defined]


def test_steps_are_told_with_how_often_and_how_long(owner: Desk, town: Town) -> None:
    numbers = [town.apply() for _ in range(6)]
    town.clock.move(timedelta(minutes=50))
    for number in numbers:
        town.complete(number)
    empty = owner.open(HEAT)
    measures.digest(town.database, town.now)

    page = owner.open(HEAT)

    assert "No closed cases in this period" in empty.text
    [review] = [words for words in page.words("//tbody/tr") if words.startswith("Review the question")]
    assert review == "Review the question6–<0.1<0.10"
    assert owner.open(HEAT, show="often").status == 200
    assert "No closed cases" not in owner.open(HEAT, version="1", months="3").text


def test_what_cannot_be_shown_is_not_found(owner: Desk) -> None:
    for query in ({"show": "salaries"}, {"months": "7"}, {"version": "9"}):
        assert owner.open(HEAT, **query).status == 404
    for path in ("processes/nothing/heat", "processes/nothing/before-after"):
        assert owner.open(path).status == 404
    assert owner.open(BOTH, old="7").status == 404


def test_a_difference_of_two_versions_is_told_in_words(owner: Desk, town: Town) -> None:
    town.publish(LATER)
    few = owner.open(BOTH)
    for number, days in ((1, 12), (2, 5)):
        keep(
            town.database,
            town.id,
            *(case(town.now, days=days + at % 3, number=number) for at in range(LEAST)),
        )

    page = owner.open(BOTH)

    assert "Version 1 has 0 closed cases." in few.text
    assert "Too few cases" in few.text
    lead = page.words("//section[@aria-labelledby='fi']//tbody/tr")[0]
    assert "working days shorter" in lead
    messages = next(each for each in page.words("//tbody/tr") if each.startswith("Messages"))
    assert messages.endswith("22No clear difference")
    assert "“Review the question” is now called “Look at the question”." in page.text
