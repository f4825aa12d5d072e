"""`polku rehearse` as it is typed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from tests.decisions.models import decision, literal
from tests.decisions.models import file as decisions
from tests.engine.diagrams import diagram, element, end, python, start, task, zeebe

SEEDED = sorted((Path(__file__).parents[2] / "workflows" / "bpmn").glob("*/*.bpmn"))
CALLING = element("callActivity", "call", extra=zeebe("calledElement", processId="inspect"))


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["rehearse", *map(str, arguments)])


def _write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_completed_process_prints_its_path_and_succeeds(tmp_path: Path) -> None:
    file = _write(
        tmp_path, "a.bpmn", diagram(start("s"), task("a", name="Look"), end("e"), flows="s a e").source
    )

    result = _run(file)

    assert result.exit_code == 0
    assert "Look" in result.output
    assert result.output.strip().endswith("completed: The process reached its end.")


def test_called_process_is_found_in_the_same_folder(tmp_path: Path) -> None:
    callee = diagram(start("is"), task("visit"), end("ie"), flows="is visit ie", key="inspect")
    _write(tmp_path, "inspect.bpmn", callee.source)
    _write(tmp_path, "broken.bpmn", b"nothing")
    file = _write(tmp_path, "a.bpmn", diagram(start("s"), CALLING, end("e"), flows="s call e").source)

    result = _run(file, "--json")

    found = json.loads(result.output)
    assert found["verdict"] == "completed"
    assert [step["element"] for step in found["path"]] == ["s", "is", "visit", "ie", "call", "e"]


def test_called_process_is_found_in_a_folder_that_is_named(tmp_path: Path) -> None:
    callee = diagram(start("is"), task("visit"), end("ie"), flows="is visit ie", key="inspect")
    deep = tmp_path / "library" / "inspections"
    deep.mkdir(parents=True)
    _write(deep, "inspect.bpmn", callee.source)
    file = _write(tmp_path, "a.bpmn", diagram(start("s"), CALLING, end("e"), flows="s call e").source)

    alone, together = _run(file), _run(file, "--with", tmp_path / "library")

    assert (alone.exit_code, together.exit_code) == (1, 0)


@pytest.mark.parametrize(
    ("parts", "flows", "verdict"),
    [
        ([CALLING, end("e")], "s call e", "refused"),
        ([python("x", "y = 1 / 0"), end("e")], "s x e", "incident"),
        ([element("exclusiveGateway", "m"), task("a")], "s m a m", "waiting"),
    ],
)
def test_anything_but_completed_fails(tmp_path: Path, parts: list[str], flows: str, verdict: str) -> None:
    file = _write(tmp_path, "a.bpmn", diagram(start("s"), *parts, flows=flows).source)

    result = _run(file)

    assert result.exit_code == 1
    assert f"\n{verdict}: " in "\n" + result.output


def test_answers_come_from_a_file(tmp_path: Path) -> None:
    document = diagram(
        start("s"),
        element("exclusiveGateway", "g"),
        task("a"),
        end("e"),
        flows="s a g\ng -> e : =ok\ng -> a : default",
    )
    file = _write(tmp_path, "a.bpmn", document.source)
    answers = _write(tmp_path, "answers.json", b'{"a": [{"ok": false}, {"ok": true}]}')

    result = _run(file, "--answers", answers, "--json")

    assert [step["element"] for step in json.loads(result.output)["path"]].count("a") == 2


@pytest.mark.parametrize(("diagram_source", "answers"), [(b"nothing", b"{}"), (None, b"[1]"), (None, b"{")])
def test_unreadable_file_is_said_so(tmp_path: Path, diagram_source: bytes | None, answers: bytes) -> None:
    good = diagram(start("s"), end("e"), flows="s e").source
    file = _write(tmp_path, "a.bpmn", diagram_source or good)

    result = _run(file, "--answers", _write(tmp_path, "answers.json", answers))

    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert result.output.count("\n") >= 1


@pytest.mark.parametrize("file", SEEDED, ids=lambda file: file.stem)
def test_every_seeded_process_reaches_its_end(file: Path) -> None:
    result = _run(file)

    assert result.exit_code == 0, result.output


def test_decisions_are_asked_that_lie_beside_the_file(tmp_path: Path) -> None:
    extra = zeebe("calledDecision", decisionId="_fee", resultVariable="fee")
    asking = diagram(start("s"), element("businessRuleTask", "ask", extra=extra), end("e"), flows="s ask e")
    file = _write(tmp_path, "a.bpmn", asking.source)

    without = _run(file)
    _write(tmp_path, "fees.dmn", decisions(decision("fee", literal("12"))))
    beside = _run(file)

    assert "asks the decision “_fee”, which is not among the files" in without.output
    assert beside.exit_code == 0, beside.output
