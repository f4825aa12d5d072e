"""`polku check`: may these diagrams be published? Needs no database."""

import gettext
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

import app
from app.bpmn import Document, Problem, Unreadable, read
from app.bpmn import check as find_problems
from app.bpmn.findings import N_
from app.bpmn.reading import MAX_BYTES

Translate = Callable[[str], str]

PUBLISHABLE, PROBLEMS, UNREADABLE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one file: problems, or why it cannot be read."""

    path: Path
    problems: Sequence[Problem] = ()
    unreadable: Unreadable | None = None

    @property
    def status(self) -> int:
        """The exit code that this file alone would give."""
        if self.unreadable:
            return UNREADABLE
        return PROBLEMS if any(problem.severity == "error" for problem in self.problems) else PUBLISHABLE


@click.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE…",
    type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path),
)
@click.option("--json", "as_json", is_flag=True, help="Write the result as JSON.")
@click.option(
    "--lang", type=click.Choice(["en", "fi", "sv"]), default="en", help="Language of the sentences."
)
def check(files: tuple[Path, ...], as_json: bool, lang: str) -> None:
    """Say whether diagrams may be published, and if not, what to do about it.

    Several files may call each other. Forms are looked for in the folder "forms" beside a file,
    if there is one.
    The exit code is 0 when all may be published, 1 when there are problems, 2 when a file cannot be read.
    """
    results = _check_all(files)
    translate = translator(lang)
    if as_json:
        found = {"files": [_as_data(result, translate) for result in results]}
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for result in results:
            _show(result, translate)
    sys.exit(max(result.status for result in results))


def _check_all(files: Sequence[Path]) -> list[Checked]:
    read_files = {path: _read(path) for path in files}
    documents = [found for found in read_files.values() if isinstance(found, Document)]
    return [
        Checked(path, unreadable=found)
        if isinstance(found, Unreadable)
        else Checked(path, problems=_problems(path, found, documents))
        for path, found in read_files.items()
    ]


def _read(path: Path) -> Document | Unreadable:
    try:
        with path.open("rb") as file:
            return read(file.read(MAX_BYTES + 1))
    except Unreadable as refusal:
        return refusal


def _problems(path: Path, document: Document, documents: Sequence[Document]) -> list[Problem]:
    others = [other for other in documents if other is not document]
    return find_problems(document, called=others, forms=_forms_beside(path))


def _forms_beside(path: Path) -> set[str] | None:
    folder = path.parent / "forms"
    return {form.stem for form in folder.glob("*.form")} if folder.is_dir() else None


def translator(lang: str) -> Translate:
    """What says the product's sentences in a language."""
    folder = Path(app.__file__).parent / "translations"
    return gettext.translation("messages", folder, [lang], fallback=True).gettext


def _as_data(result: Checked, translate: Translate) -> Mapping[str, object]:
    head: dict[str, object] = {"file": str(result.path), "publishable": result.status == PUBLISHABLE}
    if refusal := result.unreadable:
        return head | {
            "readable": False,
            "sentence": translate(refusal.sentence) % refusal.values,
            "remedy": translate(refusal.remedy) % refusal.values,
        }
    return head | {
        "readable": True,
        "problems": [_problem(problem, translate) for problem in result.problems],
    }


def _problem(problem: Problem, translate: Translate) -> Mapping[str, object]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "element": problem.element_id,
        "line": problem.line,
        "sentence": problem.say(translate(problem.sentence), translate),
        "remedy": problem.say(translate(problem.remedy), translate),
    }


def _show(result: Checked, translate: Translate) -> None:
    data = _as_data(result, translate)
    if result.unreadable:
        click.echo(f"{result.path}: {data['sentence']}\n    → {data['remedy']}")
        return
    for problem in result.problems:
        said = _problem(problem, translate)
        place = f"{result.path}:{said['line'] or 0}: {_severity(problem, translate)}"
        click.echo(f"{place} [{said['element'] or '–'}] {said['sentence']}\n    → {said['remedy']}")
    if result.status == PUBLISHABLE:
        click.echo(f"{result.path}: {translate(N_('may be published.'))}")


def _severity(problem: Problem, translate: Translate) -> str:
    return translate({"error": N_("problem"), "warning": N_("note")}[problem.severity])
