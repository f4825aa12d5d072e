"""`polku check` on bare files."""

import json
import subprocess
import sys
import zipfile
from importlib import import_module
from pathlib import Path

import pytest
from click import Command
from click.testing import CliRunner, Result

from app.cli import COMMANDS, main
from tests.bpmn.diagrams import FOR_CLERKS, HEAD, around, chain, extended, process, user
from tests.decisions.models import decision, literal, table
from tests.decisions.models import file as decisions
from tests.levels.declaring import declaring

GOOD = around(task=user("t"))
BAD = around(task=user("t", ""))
CALL = around(
    task='<callActivity id="t">' + extended('<zeebe:calledElement processId="q"/>') + "</callActivity>"
)
CALLED = process('<startEvent id="s"/><endEvent id="e"/>' + chain("s", "e"), 'id="q" isExecutable="true"')
WITH_FORM = around(task=user("t", f'{FOR_CLERKS}<zeebe:formDefinition formId="decide"/>'))


def diagram(folder: Path, name: str, parts: str) -> str:
    """A file in the folder; its path."""
    path = folder / name
    path.write_text(HEAD + parts + "</definitions>" if parts else "", encoding="utf-8")
    return str(path)


def polku(*arguments: str) -> Result:
    """What the command line says."""
    return CliRunner().invoke(main, arguments)


@pytest.mark.parametrize(
    ("parts", "code", "says"),
    [
        (GOOD, 0, "may be published"),
        (BAD, 1, "[t] Nobody may do “t”"),
        ("", 2, "The file is empty."),
    ],
)
def test_the_exit_code_tells_whether_a_diagram_may_be_published(
    tmp_path: Path, parts: str, code: int, says: str
) -> None:
    result = polku("check", diagram(tmp_path, "a.bpmn", parts))

    assert result.exit_code == code
    assert says in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_the_worst_of_several_files_counts(tmp_path: Path) -> None:
    files = [diagram(tmp_path, f"{at}.bpmn", parts) for at, parts in enumerate([GOOD, "", BAD])]

    result = polku("check", *files)

    assert result.exit_code == 2
    assert all(Path(file).name in result.output for file in files)


def test_files_that_are_given_together_may_call_each_other(tmp_path: Path) -> None:
    calling, called = diagram(tmp_path, "a.bpmn", CALL), diagram(tmp_path, "b.bpmn", CALLED)

    alone, together = polku("check", calling), polku("check", calling, called)

    assert (alone.exit_code, together.exit_code) == (1, 0)


def test_forms_are_looked_for_only_in_a_folder_beside_the_file(tmp_path: Path) -> None:
    file = diagram(tmp_path, "a.bpmn", WITH_FORM)

    without_folder = polku("check", file).exit_code
    (tmp_path / "forms").mkdir()
    empty_folder = polku("check", file).exit_code
    (tmp_path / "forms" / "decide.form").write_text("{}")
    with_form = polku("check", file).exit_code

    assert (without_folder, empty_folder, with_form) == (0, 1, 0)


def test_json_has_everything_about_a_problem(tmp_path: Path) -> None:
    file = diagram(tmp_path, "a.bpmn", BAD)

    (said,) = json.loads(polku("check", "--json", file).output)["files"]

    assert (said["file"], said["readable"], said["publishable"]) == (file, True, False)
    (problem,) = said["problems"]
    assert (problem["code"], problem["severity"], problem["element"]) == ("task-for-nobody", "error", "t")
    assert problem["line"] == 1
    assert problem["sentence"].endswith(".")
    assert problem["remedy"].endswith(".")


def test_json_says_why_a_file_cannot_be_read(tmp_path: Path) -> None:
    (said,) = json.loads(polku("check", "--json", diagram(tmp_path, "a.bpmn", "")).output)["files"]

    assert (said["readable"], said["publishable"], said["sentence"]) == (False, False, "The file is empty.")


@pytest.mark.parametrize("lang", ["en", "fi", "sv"])
def test_each_language_can_be_asked_for(tmp_path: Path, lang: str) -> None:
    result = polku("check", "--lang", lang, diagram(tmp_path, "a.bpmn", BAD))

    assert result.exit_code == 1
    assert "[t]" in result.output


def test_a_file_that_is_not_there_is_not_readable() -> None:
    assert polku("check", "nowhere.bpmn").exit_code == 2


def test_every_command_of_the_table_is_there() -> None:
    for place in COMMANDS.values():
        module, _, attribute = place.partition(":")
        assert isinstance(getattr(import_module(module), attribute), Command)


def test_an_unknown_command_is_refused_with_a_sentence() -> None:
    result = polku("teleport")

    assert result.exit_code == 2
    assert "No such command" in result.output


def test_checking_loads_neither_the_web_nor_the_database() -> None:
    source = "import sys, app.cli.check; print({'flask', 'sqlalchemy', 'SpiffWorkflow'} & set(sys.modules))"

    said = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True).stdout

    assert said.strip() == "set()"


def test_a_folder_is_all_diagrams_below_it_with_their_forms(tmp_path: Path) -> None:
    deep = tmp_path / "permits" / "called"
    deep.mkdir(parents=True)
    diagram(tmp_path, "a.bpmn", CALL)
    diagram(deep, "q.bpmn20.xml", CALLED)
    diagram(deep, "readme.txt", "<nothing/>")
    diagram(tmp_path, "c.bpmn", WITH_FORM)

    without_forms = polku("check", str(tmp_path))
    (deep / "other.form").write_text('{"id": "other", "components": []}')
    other_form = polku("check", "--json", str(tmp_path))
    (deep / "any-name.form").write_text('{"id": "decide", "components": []}')
    with_form = polku("check", str(tmp_path))

    assert without_forms.output.count("may be published") == 3
    assert [file["publishable"] for file in json.loads(other_form.output)["files"]] == [True, False, True]
    assert (without_forms.exit_code, other_form.exit_code, with_form.exit_code) == (0, 1, 0)


def test_an_archive_is_checked_like_the_folder_that_it_was(tmp_path: Path) -> None:
    archive = tmp_path / "permits.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("permits/a.bpmn", HEAD + CALL + "</definitions>")
        packed.writestr("permits/q.bpmn", HEAD + CALLED + "</definitions>")
        packed.writestr("permits/c.bpmn", HEAD + WITH_FORM + "</definitions>")
        packed.writestr("permits/other.form", '{"id": "other", "components": []}')

    result = polku("check", str(archive))

    assert result.exit_code == 1
    assert "which is not there." in result.output
    assert result.output.count("may be published") == 2


def test_an_archive_that_is_not_to_be_trusted_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "permits.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("../a.bpmn", "<a/>")

    result = polku("check", str(archive))

    assert result.exit_code == 2
    assert "leads to a place outside its folder." in result.output


def test_a_folder_without_diagrams_is_said_so(tmp_path: Path) -> None:
    result = polku("check", str(tmp_path))

    assert result.exit_code == 2
    assert "There is no diagram" in result.output


ASKING = around(
    task='<businessRuleTask id="t">'
    + extended('<zeebe:calledDecision decisionId="_fee" resultVariable="fee"/>')
    + "</businessRuleTask>"
)


def test_decisions_are_checked_where_they_are_named_or_lie(tmp_path: Path) -> None:
    path = diagram(tmp_path, "a.bpmn", ASKING)
    alone = polku("check", path)
    (tmp_path / "fees.dmn").write_bytes(decisions(decision("fee", table(["1"], ["out"], ("> 5", "1 +")))))

    named = polku("check", str(tmp_path / "fees.dmn"))
    together = polku("check", str(tmp_path))

    assert "[t] “t” asks the decision “_fee”, which is in none of the files." in alone.output
    assert (named.exit_code, together.exit_code) == (1, 1)
    assert "fees.dmn:1: problem [_fee]" in named.output
    assert f"{path}: may be published." in together.output
    assert named.output.strip() in together.output


def test_decisions_in_an_archive_are_checked_too(tmp_path: Path) -> None:
    path = tmp_path / "service.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.bpmn", HEAD + ASKING + "</definitions>")
        archive.writestr("fees.dmn", decisions(decision("fee", literal("12"))))
        archive.writestr("old.dmn", '<definitions xmlns="http://www.omg.org/spec/DMN/20151101/dmn.xsd"/>')

    result = polku("check", str(path))

    assert result.exit_code == 2
    assert f"{path}/a.bpmn: may be published." in result.output
    assert f"{path}/fees.dmn: may be published." in result.output
    assert "old.dmn: The file is DMN 1.1" in result.output


def test_values_beside_a_diagram_are_checked_with_it(tmp_path: Path) -> None:
    path = diagram(tmp_path, "a.bpmn", GOOD)
    Path(path).write_bytes(declaring("days 3..30 = 5").replace(b"P5D", b"=parameters.wrong"))
    (tmp_path / "a.parameters.json").write_text('{"limit": 99}', encoding="utf-8")

    said = polku("check", path)

    assert said.exit_code == 1
    assert "reads the parameter “wrong”" in said.output
    assert "is 99 days here, and the process permits 3 to 30 days" in said.output


def test_a_variable_that_nothing_gives_is_a_note_unless_a_form_may_give_it(tmp_path: Path) -> None:
    asks = '<zeebe:formDefinition formId="decide"/><zeebe:taskSchedule dueDate="=visit_on"/>'
    path = diagram(tmp_path, "a.bpmn", around(task=user("t", f"{FOR_CLERKS}{asks}")))
    without_forms = polku("check", path)
    field = {"id": "f", "type": "textfield", "key": "decision", "label": "Decision"}
    form = {"id": "decide", "type": "default", "schemaVersion": 18, "components": [field]}
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "decide.form").write_text(json.dumps(form), encoding="utf-8")

    with_forms = polku("check", path)
    (tmp_path / "forms" / "decide.form").write_text(
        json.dumps(form).replace('"decision"', '"visit_on"'), encoding="utf-8"
    )
    given = polku("check", path)

    assert "note [t] “t” reads “visit_on”, which no form and no step gives." in with_forms.output
    assert "visit_on" not in without_forms.output + given.output
    assert {each.exit_code for each in (without_forms, with_forms, given)} == {0}
