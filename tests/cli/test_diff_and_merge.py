"""`polku diff` and `polku merge` on bare files and folders."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from tests.bpmn.comparing.comparing import BASE, edited
from tests.tailoring.test_questions import FEE_FIRST, WITH_DEPOSIT

RENAMED = edited(BASE, ('name="Decide the permit"', 'name="Decide"'))


def polku(*arguments: object) -> Result:
    """What the command line says."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


def file(folder: Path, name: str, source: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(source)
    return path


@pytest.fixture
def three(tmp_path: Path) -> list[Path]:
    """Base, ours and theirs: two that meet."""
    return [
        file(tmp_path, f"{name}.bpmn", source)
        for name, source in (("base", BASE), ("ours", WITH_DEPOSIT), ("theirs", FEE_FIRST))
    ]


def test_a_difference_is_said_by_who_notices_it(tmp_path: Path) -> None:
    result = polku("diff", file(tmp_path, "a.bpmn", BASE), file(tmp_path, "b.bpmn", FEE_FIRST))

    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "Order of the steps (1)",
        "  ⇄ “Charge the fee” now comes before “Inspect the site”, not after it.",
    ]


def test_no_difference_is_said_too(tmp_path: Path) -> None:
    path = file(tmp_path, "a.bpmn", BASE)

    assert polku("diff", path, path).output == "The two versions say the same.\n"


@pytest.mark.parametrize("lang", ["en", "fi", "sv"])
def test_each_language_can_be_asked_for(tmp_path: Path, lang: str) -> None:
    old, new = file(tmp_path, "a.bpmn", BASE), file(tmp_path, "b.bpmn", RENAMED)

    result = polku("diff", "--lang", lang, old, new)

    assert result.exit_code == 0
    assert "Decide the permit" in result.output


def test_json_has_ids_and_details(tmp_path: Path) -> None:
    old, new = file(tmp_path, "a.bpmn", BASE), file(tmp_path, "b.bpmn", RENAMED)

    (change,) = json.loads(polku("diff", "--json", old, new).output)["changes"]

    assert (change["kind"], change["level"], change["group"]) == ("renamed", "text", "texts")
    assert change["new_elements"] == ["d"]
    assert change["details"] == [{"name": "userTask name", "old": "Decide the permit", "new": "Decide"}]


def test_folders_are_compared_with_their_forms(tmp_path: Path) -> None:
    form = json.dumps({"id": "apply", "properties": {"title": "Apply"}, "components": []}).encode()
    file(tmp_path, "old/permit.bpmn", BASE)
    file(tmp_path, "old/notes.txt", b"not part of it")
    file(tmp_path, "new/other-name.bpmn", RENAMED)
    file(tmp_path, "new/forms/apply.form", form)

    said = polku("diff", tmp_path / "old", tmp_path / "new").output

    assert "The form “Apply” is new." in said
    assert "“Decide the permit” is now called “Decide”." in said
    assert "notes" not in said


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    result = polku("diff", file(tmp_path, "a.bpmn", BASE), file(tmp_path, "empty.bpmn", b""))

    assert result.exit_code == 2
    assert "empty.bpmn cannot be read: The file is empty." in result.output


def test_a_clean_merge_writes_the_file(tmp_path: Path, three: list[Path]) -> None:
    base, _, theirs = three
    ours, out = file(tmp_path, "mine.bpmn", RENAMED), tmp_path / "out.bpmn"

    result = polku("merge", base, ours, theirs, "-o", out)

    assert result.exit_code == 0
    assert "Taken without a question: 1" in result.output
    assert b'name="Decide"' in out.read_bytes()
    assert polku("diff", "--json", ours, out).output.count('"sentence"') == 1


def test_open_questions_are_listed_in_words_with_their_answers(tmp_path: Path, three: list[Path]) -> None:
    out = tmp_path / "out.bpmn"

    result = polku("merge", *three, "-o", out)

    assert result.exit_code == 1
    assert "Both sides changed what comes after what at this place." in result.output
    assert (
        "“both”: Both. The order will be: “Charge the fee”, “Charge the deposit”, then “Inspect"
        in result.output
    )
    assert "Open questions: 1." in result.output
    assert out.read_bytes() == WITH_DEPOSIT


def test_answers_come_from_a_file(tmp_path: Path, three: list[Path]) -> None:
    out = tmp_path / "out.bpmn"
    (question,) = json.loads(polku("merge", *three, "-o", out, "--json").output)["questions"]
    answers = file(tmp_path, "answers.json", json.dumps({question["key"]: "theirs"}).encode())

    result = polku("merge", *three, "-o", out, "--answers", answers)

    assert result.exit_code == 0
    assert b"Charge the deposit" not in out.read_bytes()


@pytest.mark.parametrize("answers", [b"", b"[]", b'{"a": "perhaps"}', b'{"a": {"edit": 1}}', b"\xff"])
def test_answers_that_are_none_are_refused(tmp_path: Path, three: list[Path], answers: bytes) -> None:
    path = file(tmp_path, "answers.json", answers)

    result = polku("merge", *three, "-o", tmp_path / "out.bpmn", "--answers", path)

    assert result.exit_code == 2
    assert "holds no answers" in result.output
    assert not (tmp_path / "out.bpmn").exists()


def test_folders_are_merged_into_a_folder(tmp_path: Path) -> None:
    form = b'{"id": "apply", "components": []}'
    for name, diagram in (("base", BASE), ("ours", RENAMED), ("theirs", FEE_FIRST)):
        file(tmp_path, f"{name}/permit.bpmn", diagram)
    file(tmp_path, "theirs/forms/apply.form", form)

    result = polku("merge", *(tmp_path / name for name in ("base", "ours", "theirs")), "-o", tmp_path / "out")

    assert result.exit_code == 0
    written = sorted(
        path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.*")
    )
    assert written == ["forms/apply.form", "permit.bpmn"]


def test_a_process_that_has_nothing_to_do_with_it_is_refused(tmp_path: Path, three: list[Path]) -> None:
    other = re.sub(rb'"([spifde]|f\d)"', rb'"other_\1"', BASE).replace(b'name="', b'name="Not ')

    result = polku("merge", *three[:2], file(tmp_path, "other.bpmn", other), "-o", tmp_path / "out.bpmn")

    assert result.exit_code == 2
    assert "“other.bpmn” is not a version of the same process" in result.output
    assert not (tmp_path / "out.bpmn").exists()


def test_comparing_loads_neither_the_web_nor_the_database() -> None:
    source = (
        "import sys, app.cli.diff, app.cli.merge; "
        "print({'flask', 'sqlalchemy', 'SpiffWorkflow'} & set(sys.modules))"
    )

    said = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True).stdout

    assert said.strip() == "set()"
