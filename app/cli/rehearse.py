"""`polku rehearse`: run a diagram in memory from start to end. Needs no database."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

import click

from app import plain
from app.bpmn import Document, Unreadable
from app.cli import files
from app.clock import Clock
from app.decisions import rulebooks
from app.decisions.rulebooks import Rulebook
from app.forms import Form
from app.processes import answering, rehearsal, scenarios
from app.processes.errors import NotRehearsable
from app.processes.rehearsal import Rehearsal, Verdict

COMPLETED, NOT_COMPLETED, UNREADABLE = 0, 1, 2
_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, readable=True, path_type=Path)


@click.command()
@click.argument("file", type=_FILE)
@click.option("--answers", type=_FILE, help="A JSON file: {element or field: answers}.")
@click.option(
    "--with", "folders", multiple=True, type=_FOLDER, help="A folder in which called diagrams lie, too."
)
@click.option("--scenarios", "kept", type=_FILE, help="A file of scenarios: play these and say what differs.")
@click.option("--json", "as_json", is_flag=True, help="Write the result as JSON.")
def rehearse(
    file: Path, answers: Path | None, folders: tuple[Path, ...], kept: Path | None, as_json: bool
) -> None:
    """Run a diagram from start to end and print its path and how it ended.

    Answers that are not given are made up, from the forms of the service when they are found: in the folder
    "forms" beside the file, beside the file itself, or in forms/<service> of a project. Timers fire and
    awaited messages come by themselves. Called processes are looked for in the folder of the file, decisions
    there and in workflows/dmn/<service>.

    The answers are {"element id": {…}} or, for one visit each, {"element id": [{…}, {…}]}; other keys are
    names of form fields, answered wherever they are asked.
    The exit code is 0 when the process is completed, 1 when it waits, fails or is refused, 2 when a file
    cannot be read. With --scenarios it is 0 when all of them come as expected.
    """
    main, called = _read(file), _called(file, folders)
    books = _books(file, folders, [main, *called])
    if kept is not None:
        sys.exit(_play_all(main, called, books, kept))
    result = rehearsal.rehearse(
        main,
        called,
        forms=_forms(file),
        decisions=answering.deciding(books),
        answers=_answers(answers) if answers else None,
        now=Clock().now(),
    )
    click.echo(json.dumps(_as_data(result), ensure_ascii=False, indent=2) if as_json else _as_text(result))
    sys.exit(COMPLETED if result.verdict is Verdict.COMPLETED else NOT_COMPLETED)


def _play_all(main: Document, called: Sequence[Document], books: Sequence[Rulebook], kept: Path) -> int:
    try:
        results = scenarios.run_on(main, called, books, scenarios.read(files.content(kept)))
    except scenarios.Unreadable as wrong:
        _stop(f"{kept}: {wrong}")
    except NotRehearsable as problems:
        click.echo(f"refused: {problems}")
        return NOT_COMPLETED
    for result in results:
        click.echo(f"{'passed' if result.passed else 'differs'}: {result.scenario.name}")
        for sentence in result.sentences:
            click.echo(f"    → {sentence}")
    return COMPLETED if all(result.passed for result in results) else NOT_COMPLETED


def _read(file: Path) -> Document:
    found = files.opened(files.content(file))
    if isinstance(found, Unreadable):
        _stop(f"{file}: {found}\n    → {found.remedy % found.values}")
    return found


def _stop(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(UNREADABLE)


def _called(file: Path, folders: Sequence[Path]) -> list[Document]:
    """The readable diagrams of the folders; those that are not called do not matter."""
    beside = [path for path in sorted(file.parent.iterdir()) if path.name.endswith(files.ENDINGS)]
    found = files.diagrams([*beside, *folders])
    return files.readable(path for path in found if path.is_file() and not path.samefile(file))


def _books(file: Path, folders: Sequence[Path], documents: Sequence[Document]) -> list[Rulebook]:
    """The readable files with the decisions that are asked, from what belongs to the file or is named."""
    named = {str(path): source for path, source in files.decisions(folders).items()}
    asked = set[str]().union(*(document.decision_ids for document in documents))
    return rulebooks.readable({**named, **rulebooks.beside(file.resolve(), asked)})


def _forms(file: Path) -> Mapping[str, Form]:
    """The readable forms of the nearest folder that has any."""
    folder = file.resolve().parent
    projects = [each.parent / "forms" / folder.name for each in folder.parents if each.name == "workflows"]
    return next(filter(None, map(files.forms, (folder / "forms", folder, *projects))), {})


def _answers(file: Path) -> Mapping[str, object]:
    try:
        found = plain.loads(files.content(file))
    except ValueError as error:
        _stop(f"{file}: This is no JSON file: {error}.")
    if not isinstance(found, dict):
        _stop(f"{file}: The answers must be a JSON object: element ids or field names, and their answers.")
    return found


def _as_data(result: Rehearsal) -> Mapping[str, object]:
    return {
        "verdict": result.verdict.value,
        "reason": result.reason,
        "path": [{"element": v.element_id, "name": v.name, "type": v.type} for v in result.path],
        "problems": [
            {
                "code": problem.code,
                "element": problem.element_id,
                "line": problem.line,
                "sentence": problem.say(problem.sentence),
                "remedy": problem.say(problem.remedy),
            }
            for problem in result.problems
        ],
    }


def _as_text(result: Rehearsal) -> str:
    lines = [f"{visit.element_id:<32} {visit.name or visit.type}" for visit in result.path]
    for problem in result.problems:
        lines.append(f"{problem.line or 0}: [{problem.element_id or '–'}] {problem.say(problem.sentence)}")
        lines.append(f"    → {problem.say(problem.remedy)}")
    reason = result.reason if not result.problems else "The diagram cannot be run."
    return "\n".join([*lines, f"{result.verdict.value}: {reason}"])
