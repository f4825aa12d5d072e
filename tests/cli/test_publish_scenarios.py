"""`polku publish` plays the scenarios that lie beside a diagram, and warns of addresses."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli.publish import publish
from app.clock import Clock, MovedClock
from app.db import Database
from app.processes.scenarios import (
    ENDING,
    Action,
    Deed,
    Expectation,
    Recording,
    Scenario,
    write,
)
from tests.engine.diagrams import service
from tests.processes.town import ADVICE, APPLICATION, FORMS, Town


@pytest.fixture
def town(sqlite_database: Database) -> Town:
    return Town(sqlite_database, MovedClock(Clock().now()))


@pytest.fixture
def diagram(town: Town, tmp_path: Path) -> Path:
    """A diagram with its forms, and a scenario that expects an end which it does not come to."""
    recording = Recording(town.now, (Action(Deed.START, "asked", data=APPLICATION),))
    scenario = Scenario("Answered at once", recording, Expectation(ends=("answered",)))
    files = {"advice.bpmn": ADVICE, f"advice{ENDING}": write([scenario]), **FORMS}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path / "advice.bpmn"


def _run(town: Town, diagram: Path, *more: str, addresses: str = "") -> Result:
    environment = {"POLKU_DATABASE_URL": town.database.url, "POLKU_DEMO": "1", "POLKU_ADDRESSES": addresses}
    arguments = [str(diagram), "--tenant", town.id, "--forms", str(diagram.parent), *more]
    return CliRunner().invoke(publish, arguments, env=environment)


def test_a_scenario_that_differs_keeps_a_diagram_from_being_published(town: Town, diagram: Path) -> None:
    result = _run(town, diagram)

    assert result.exit_code == 1
    assert "scenario: Answered at once: comes differently than expected." in result.output


def test_it_is_published_all_the_same_with_a_reason(town: Town, diagram: Path) -> None:
    result = _run(town, diagram, "--despite", "Nobody answers at once.")

    assert result.exit_code == 0
    assert "Version 1 of advice is live" in result.output


def test_an_address_that_the_municipality_is_not_allowed_is_warned_of(
    town: Town, diagram: Path, tmp_path: Path
) -> None:
    asking = service("ask", "polku.http-request", url="https://register.example/owner").encode()
    diagram.write_bytes(ADVICE.replace(b"</bpmn:process>", asking + b"</bpmn:process>"))
    allowed = tmp_path / "addresses.toml"
    allowed.write_text(f'[[{town.id}]]\naddress = "https://register.example/"\n')

    assert "warning: advice.bpmn, ask" in _run(town, diagram).output
    assert "may not ask" not in _run(town, diagram, addresses=str(allowed)).output


def test_addresses_that_cannot_be_read_stop_the_command(town: Town, diagram: Path, tmp_path: Path) -> None:
    result = _run(town, diagram, addresses=str(tmp_path / "none.toml"))

    assert result.exit_code == 1
    assert "Error: POLKU_ADDRESSES" in result.output
