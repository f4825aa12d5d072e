"""`polku repair` as it is typed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.bpmn import check, read
from app.cli import main
from tests.bpmn.diagrams import HEAD, around, chain, process, user
from tests.bpmn.repairing.cases import ENDS, one

FORM = one("userTask", 'c:formKey="look" c:assignee="anna"')
CALL = one("callActivity", 'calledElement="q"')
CALLED = process(ENDS + chain("s", "e"), 'id="q"')


def polku(*arguments: object) -> Result:
    """What the command line says."""
    return CliRunner().invoke(main, ["repair", *map(str, arguments)])


def diagram(folder: Path, name: str, parts: str) -> Path:
    """A file in the folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + parts + "</definitions>" if parts else "", encoding="utf-8")
    return path


def test_a_repaired_file_may_be_published(tmp_path: Path) -> None:
    out = tmp_path / "out.bpmn"

    result = polku(diagram(tmp_path, "a.bpmn", FORM), "-o", out)

    assert result.exit_code == 0
    assert "The form “look” of “Look” is looked for under the id look." in result.output
    assert not [problem for problem in check(read(out.read_bytes())) if problem.severity == "error"]


def test_without_a_place_nothing_is_written(tmp_path: Path) -> None:
    file = diagram(tmp_path, "a.bpmn", FORM)
    before = file.read_bytes()

    listed, bare = polku(file, "--list", "-o", tmp_path / "out.bpmn"), polku(file)

    assert listed.output.replace("out.bpmn", "a.bpmn") == bare.output
    assert [path.name for path in tmp_path.iterdir()] == ["a.bpmn"]
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("options", "done"),
    [
        (["--only", "form"], {"form"}),
        (["--only", "form@t", "--only", "people@nowhere"], {"form"}),
        (["--except", "people", "--except", "platform"], {"form", "foreign-kept", "nobody", "drawing"}),
    ],
)
def test_remedies_are_chosen_singly(tmp_path: Path, options: list[str], done: set[str]) -> None:
    result = polku(diagram(tmp_path, "a.bpmn", FORM), "--json", *options)

    (said,) = json.loads(result.output)["files"]
    assert {remedy["code"] for remedy in said["remedies"]} == done
    assert result.exit_code == (0 if said["publishable"] else 1)


def test_a_folder_is_repaired_together_and_keeps_its_shape(tmp_path: Path) -> None:
    diagram(tmp_path / "in", "a.bpmn", CALL)
    diagram(tmp_path / "in", "called/q.bpmn", CALLED)

    result = polku(tmp_path / "in", "-o", tmp_path / "out")

    assert result.exit_code == 0
    assert sorted(path.relative_to(tmp_path / "out") for path in (tmp_path / "out").rglob("*.bpmn")) == [
        Path("a.bpmn"),
        Path("called/q.bpmn"),
    ]
    assert "callee-passed" not in result.output


def test_called_diagrams_are_found_in_a_folder_or_replaced_by_name(tmp_path: Path) -> None:
    file = diagram(tmp_path / "in", "a.bpmn", CALL.replace('"q"', '"old"'))
    diagram(tmp_path / "library", "q.bpmn", CALLED)

    alone = polku(file)
    chosen = polku(file, "--with", tmp_path / "library", "--call", "old=q")

    assert "callee-passed" in alone.output
    assert "callee-chosen" in chosen.output
    assert chosen.exit_code == 0


def test_group_and_process_can_be_named(tmp_path: Path) -> None:
    two = around(task=user("t", "")).replace('isExecutable="true"', "") + CALLED
    file = diagram(tmp_path, "a.bpmn", two)

    usual, wanted = polku(file, "--group", "permit-office"), polku(file, "--process", "q")

    assert "it is given to the group permit-office." in usual.output
    assert "[executable@q]" in wanted.output


def test_what_cannot_be_read_is_said_and_the_rest_is_repaired(tmp_path: Path) -> None:
    good, bad = diagram(tmp_path, "a.bpmn", FORM), diagram(tmp_path, "b.bpmn", "")

    result = polku(good, bad, "-o", tmp_path / "out")
    (_, said) = json.loads(polku(good, bad, "--json").output)["files"]

    assert result.exit_code == 2
    assert f"{bad}: The file is empty." in result.output
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.bpmn"]
    assert (said["readable"], said["sentence"]) == (False, "The file is empty.")


def test_what_is_left_to_do_is_said(tmp_path: Path) -> None:
    result = polku(diagram(tmp_path, "a.bpmn", around(task=user("t", ""))), "--except", "nobody")

    assert result.exit_code == 1
    assert "problem [t]" in result.output
    assert "may not be published yet." in result.output


def test_nothing_that_is_read_is_overwritten(tmp_path: Path) -> None:
    file = diagram(tmp_path, "a.bpmn", FORM)
    before = file.read_bytes()

    result = polku(file, "-o", file)

    assert result.exit_code == 2
    assert "would be overwritten" in result.output
    assert file.read_bytes() == before


def test_an_empty_folder_is_said_so(tmp_path: Path) -> None:
    result = polku(tmp_path)

    assert result.exit_code == 2
    assert "There is no diagram" in result.output


def test_a_call_without_its_replacement_is_refused(tmp_path: Path) -> None:
    assert polku(diagram(tmp_path, "a.bpmn", FORM), "--call", "old").exit_code == 2


@pytest.mark.parametrize("lang", ["en", "fi", "sv"])
def test_each_language_can_be_asked_for(tmp_path: Path, lang: str) -> None:
    assert "form@t" in polku(diagram(tmp_path, "a.bpmn", FORM), "--lang", lang).output
