"""`polku rehearse --scenarios` as it is typed."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main

WORKFLOWS = Path(__file__).parents[2] / "workflows" / "bpmn"


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["rehearse", *map(str, arguments)])


@pytest.mark.parametrize("file", sorted(WORKFLOWS.glob("*/*.scenarios.json")), ids=lambda path: path.stem)
def test_scenarios_that_are_shipped_pass(file: Path) -> None:
    diagram = file.with_name(file.name.replace(".scenarios.json", ".bpmn"))

    result = _run(diagram, "--scenarios", file)

    assert result.exit_code == 0
    assert result.output.count("passed: ") >= 2


def test_scenarios_of_another_variant_say_what_differs() -> None:
    folder = WORKFLOWS / "defect-report"

    result = _run(folder / "verified.bpmn", "--scenarios", folder / "contractor.scenarios.json")

    assert result.exit_code == 1
    assert "differs: Repaired within the week" in result.output
    assert "    → The case now waits at “Verify the repair”" in result.output


def test_a_file_that_holds_no_scenarios_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / "a.scenarios.json"
    file.write_text("{}")

    result = _run(WORKFLOWS / "defect-report" / "verified.bpmn", "--scenarios", file)

    assert result.exit_code == 2
    assert "This file of scenarios cannot be read" in result.output


def test_a_diagram_that_cannot_run_is_refused(tmp_path: Path) -> None:
    source = (WORKFLOWS / "defect-report" / "verified.bpmn").read_text("utf-8")
    diagram = tmp_path / "a.bpmn"
    diagram.write_text(source.replace("bpmn:sendTask", "bpmn:transaction"), "utf-8")

    result = _run(diagram, "--scenarios", WORKFLOWS / "defect-report" / "verified.scenarios.json")

    assert result.exit_code == 1
    assert result.output.startswith("refused: ")
