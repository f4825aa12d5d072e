"""`polku migrate` plans, begins, shows and undoes the move of running cases."""

import pytest
from click.testing import CliRunner, Result

from app.cli.migrate import migrate
from app.clock import Clock, MovedClock
from app.db import Database
from app.processes import due
from tests.processes.test_migration import RENAMED
from tests.processes.town import Town


@pytest.fixture
def town(sqlite_database: Database) -> Town:
    """A town with three cases on version 1; in version 2 the task has another id."""
    town = Town(sqlite_database, MovedClock(Clock().now()))
    town.publish()
    for _ in range(3):
        town.apply()
    town.publish(RENAMED)
    return town


def _run(town: Town, *arguments: str) -> Result:
    environment = {"POLKU_DATABASE_URL": town.database.url, "POLKU_DEMO": "1"}
    return CliRunner().invoke(migrate, ["advice", "--tenant", town.id, *arguments], env=environment)


def _work(town: Town) -> None:
    town.clock.at = Clock().now()
    while due.work_off(town.desk):
        pass


def test_plan_says_what_is_missing_and_how_to_map_it(town: Town) -> None:
    plan = _run(town, "--to", "2", "--plan")
    mapped = _run(town, "--to", "2", "--plan", "--map", "review=check")

    assert "3  of version 1  needs a counterpart (--map)  review: The new version has no such element." in (
        plan.output
    )
    assert "--map review=  one of: check" in plan.output
    assert mapped.output.strip() == "3  of version 1  can be moved"


def test_cases_are_moved_shown_and_brought_back(town: Town) -> None:
    begun = _run(town, "--to", "2", "--map", "review=check", "--reason", "A new name.")
    migration_id = begun.output.split()[1].rstrip(":")
    _work(town)
    moved = _run(town, "--show", migration_id)
    undone = _run(town, "--undo", migration_id, "--reason", "It was wrong.")
    _work(town)
    back = _run(town, "--show", migration_id)

    assert begun.output.endswith("3 cases are owed to the workers.\n")
    assert moved.output == "To version 2: 3 of 3 done (3 moved).\n"
    assert undone.exit_code == 0
    assert back.output == "To version 2: 3 of 3 done (3 undone).\n"


def test_what_stayed_is_shown_with_its_reason(town: Town) -> None:
    begun = _run(town, "--to", "2", "--reason", "A new name.")
    _work(town)

    shown = _run(town, "--show", begun.output.split()[1].rstrip(":"))

    assert "3 stayed" in shown.output
    assert "TES-2026-00001  review: The new version has no such element." in shown.output.replace(
        f"TES-{town.now.year}", "TES-2026"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--to", "2"), "Write what you found or mended"),
        (("--to", "9", "--reason", "x"), "There is no such version."),
        (("--show", "none"), "There is no such migration."),
        (("--undo", "none", "--reason", "x"), "There is no such migration."),
        (("--to", "2", "--map", "review", "--plan"), "write OLD=NEW"),
        ((), "Give --to, --show or --undo."),
    ],
)
def test_what_is_wrong_is_said(town: Town, arguments: tuple[str, ...], sentence: str) -> None:
    result = _run(town, *arguments)

    assert result.exit_code != 0
    assert sentence in result.output
