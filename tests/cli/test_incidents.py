"""`polku incidents` lists what has stopped and does something about it."""

import pytest
from click.testing import CliRunner, Result

from app.cases.tables import CaseStatus
from app.cli.incidents import incidents
from app.clock import MovedClock
from app.db import Database
from app.incidents import register
from app.processes import runtime
from app.processes.errors import StoppedByIncident
from tests.processes.town import Town


@pytest.fixture
def town(sqlite_database: Database, clock: MovedClock) -> Town:
    """A town in which a case has stopped: its fee is no number."""
    town = Town(sqlite_database, clock)
    town.publish()
    task = town.open_task(town.apply())
    with pytest.raises(StoppedByIncident):
        runtime.complete_task(
            sqlite_database, town.id, task.id, {"fee": "much"}, by=town.adviser, now=town.now
        )
    return town


NUMBER = "TES-2026-00001"


def _run(town: Town, *arguments: str) -> Result:
    environment = {"POLKU_DATABASE_URL": town.database.url, "POLKU_DEMO": "1"}
    return CliRunner().invoke(incidents, arguments, env=environment)


def _id(town: Town) -> str:
    with town.database.reading(town.id) as session:
        [found] = register.open_incidents(session)
        return found.id


def test_open_incidents_are_listed_with_place_and_cause(town: Town) -> None:
    result = _run(town)

    assert NUMBER in result.output
    assert "Does it cost?" in result.output
    assert result.output.endswith("1 open.\n")


def test_edit_sets_what_is_named_and_does_it_again(town: Town) -> None:
    result = _run(town, "edit", _id(town), "--sent", "fee=0", "--sent", 'advice="Yes."', "--reason", "Typo.")

    assert result.exit_code == 0, result.output
    assert town.case(NUMBER).status == CaseStatus.CLOSED


def test_skip_and_cancel_and_retry(town: Town) -> None:
    incident_id = _id(town)

    failed = _run(town, "retry", incident_id, "--reason", "Look again.")
    wrong = _run(town, "skip", _id(town), "--to", "nowhere", "--reason", "By phone.")
    done = _run(town, "cancel", _id(town), "--reason", "Sent twice.")

    assert (failed.exit_code, wrong.exit_code, done.exit_code) == (1, 1, 0)
    assert "It failed again" in failed.output
    assert "The process cannot be moved to this element." in wrong.output
    assert town.case(NUMBER).status == CaseStatus.CLOSED


def test_skip_goes_on_at_the_element(town: Town) -> None:
    result = _run(town, "skip", _id(town), "--to", "answered", "--reason", "By phone.")

    assert result.exit_code == 0, result.output
    assert town.case(NUMBER).outcome == "answered"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("retry", "unknown", "--reason", "x"), "There is no incident unknown."),
        (("edit", "ID", "--set", "fee=much", "--reason", "x"), "the value is no JSON"),
        (("edit", "ID", "--reason", "x"), "Nothing was corrected."),
        (("cancel", "ID", "--reason", " "), "Write what you found or mended"),
        (("cancel", "ID"), "Missing option '--reason'"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(
    town: Town, arguments: tuple[str, ...], sentence: str
) -> None:
    incident_id = _id(town)

    result = _run(town, *(incident_id if each == "ID" else each for each in arguments))

    assert result.exit_code != 0
    assert sentence in result.output
    assert _id(town) == incident_id
