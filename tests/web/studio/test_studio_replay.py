"""The page on which closed cases are played again on a draft."""

from tests.processes.town import ADVICE
from tests.web.staff.conftest import StaffedTown
from tests.web.staff.desk import Desk
from tests.web.studio.test_studio_drafts import LOUDER, change, keep


def _closed(town: StaffedTown, count: int = 2) -> list[str]:
    numbers = [town.apply() for _ in range(count)]
    for number in numbers:
        town.complete(number)
    return numbers


def test_cases_are_played_on_a_draft_and_nothing_is_changed(owner: Desk, town: StaffedTown) -> None:
    numbers = _closed(town)
    page = change(owner)
    keep(owner, page, LOUDER)

    found = owner.open(f"{page.path}/replay")

    assert "2 of 2 cases end the same" in found.text
    assert "The same end, by the same way" in found.text
    assert all(number in found.text for number in numbers)
    assert "Nothing here is real." in found.text


def test_what_comes_differently_is_told_with_names(owner: Desk, town: StaffedTown) -> None:
    _closed(town, 1)
    page = change(owner)
    keep(owner, page, ADVICE.replace(b'candidateGroups="advisers"', b'candidateGroups="others"'))
    town.apply()

    found = owner.open(f"{page.path}/replay?months=1&most=50")

    assert "“Review the question” is done by Others; it was Advisers" in found.text
    assert "1 case on version 1" in found.text
    assert "Safe" in found.text


def test_a_version_without_closed_cases_says_so(owner: Desk, town: StaffedTown) -> None:
    found = owner.open("studio/processes/advice/versions/1/replay?months=nonsense")

    assert "No case was replayed" in found.text
    assert "No case runs on another version." in found.text


def test_a_draft_with_problems_is_not_played(owner: Desk, town: StaffedTown) -> None:
    page = change(owner)
    keep(owner, page, ADVICE.replace(b'formId="review"', b'formId="nothing"'))

    found = owner.open(f"{page.path}/replay")

    assert found.status == 409
    assert "Correct them first" in found.text
