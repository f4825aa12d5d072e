"""`polku check`: may these diagrams be published? Needs no database."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from app import decisions, knowing
from app.bpmn import Document, Problem, Unreadable
from app.bpmn import check as find_problems
from app.cli import files, levels
from app.cli.translating import LANGUAGE, translator
from app.decisions import Problem as DecisionProblem
from app.decisions import rulebooks
from app.decisions.rulebooks import Rulebook
from app.forms import Form
from app.translating import N_, Translate

#: Problems of diagrams and of decisions look alike.
Said = Problem | DecisionProblem

PUBLISHABLE, PROBLEMS, UNREADABLE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one file: problems, or why it cannot be read."""

    path: Path
    problems: Sequence[Said] = ()
    unreadable: Unreadable | None = None

    @property
    def status(self) -> int:
        """The exit code that this file alone would give."""
        if self.unreadable:
            return UNREADABLE
        return PROBLEMS if any(problem.severity == "error" for problem in self.problems) else PUBLISHABLE


@click.command()
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    metavar="PATH…",
    type=click.Path(exists=True, readable=True, path_type=Path),
)
@click.option("--json", "as_json", is_flag=True, help="Write the result as JSON.")
@LANGUAGE
def check(paths: tuple[Path, ...], as_json: bool, lang: str) -> None:
    """Say whether diagrams and decisions may be published, and if not, what to do about it.

    A PATH is a file, a folder with all files below it, or an archive (zip) of one. Diagrams may call each
    other. Forms are looked for in the folder "forms" beside a file, decisions beside it and in
    workflows/dmn/<service>, and both everywhere in a folder or an archive that is named and has any.
    The exit code is 0 when all may be published, 1 when there are problems, 2 when a file cannot be read.
    """
    translate = translator(lang)
    results = _check_all(paths)
    if not results:
        click.echo(translate(N_("There is no diagram: no file that ends in .bpmn.")), err=True)
        sys.exit(UNREADABLE)
    if as_json:
        found = {"files": [_as_data(result, translate) for result in results]}
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for result in results:
            _show(result, translate)
    sys.exit(max(result.status for result in results))


def _check_all(paths: Sequence[Path]) -> list[Checked]:
    return [*_check_diagrams(paths), *_check_decisions(files.decisions(paths))]


def _check_decisions(sources: Mapping[Path, bytes]) -> Iterator[Checked]:
    """Files of decisions, which may import each other."""
    readable, refused = {}, {}
    for path, source in sources.items():
        try:
            readable[str(path)] = decisions.read(source)
        except Unreadable as refusal:
            refused[path] = refusal
    books = rulebooks.linked({str(path): source for path, source in sources.items()}, readable)
    found = list(rulebooks.problems(books))
    for path in sources:
        problems = [problem for name, problem in found if name == str(path)]
        yield Checked(path, problems, refused.get(path))


def _check_diagrams(paths: Sequence[Path]) -> list[Checked]:
    read_files = {path: files.opened(source) for path, source in files.sources(paths).items()}
    documents = [found for found in read_files.values() if isinstance(found, Document)]
    forms, books = files.all_forms(paths) or {}, files.books(paths)
    own = levels.problems({path: each for path, each in read_files.items() if isinstance(each, Document)})
    return [
        Checked(path, unreadable=found)
        if isinstance(found, Unreadable)
        else Checked(path, problems=[*_problems(path, found, documents, forms, books), *own[path]])
        for path, found in read_files.items()
    ]


def _problems(
    path: Path,
    document: Document,
    documents: Sequence[Document],
    known: Mapping[str, Form | None],
    books: Sequence[Rulebook],
) -> list[Problem]:
    others = [other for other in documents if other is not document]
    beside = files.all_forms([path.parent / "forms"])
    forms = {**known, **(beside or {})} if known or beside is not None else None
    asked = [*books, *rulebooks.readable(rulebooks.beside(path.resolve(), document.decision_ids))]
    found = find_problems(
        document, called=others, forms=forms and set(forms), decisions=rulebooks.names(asked)
    )
    return [*found, *_unknown(document, others, forms or {}, asked)]


def _unknown(
    document: Document,
    others: Sequence[Document],
    forms: Mapping[str, Form | None],
    books: Sequence[Rulebook],
) -> list[Problem]:
    """Variables that nothing gives; nothing is said where a form is not there that might give them."""
    together = [document, *knowing.connected(document, others)]
    wanted = {node.form_id for each in together for node in each.nodes if node.form_id}
    there = {form_id: form for form_id in wanted if (form := forms.get(form_id))}
    if len(there) < len(wanted):
        return []
    found = knowing.unknown(together, there, books)
    return [each.problem() for each in found if each.document is document]


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
        "problems": [as_data(problem, translate) for problem in result.problems],
    }


def as_data(problem: Said, translate: Translate) -> Mapping[str, object]:
    """A problem for JSON."""
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
        said = as_data(problem, translate)
        place = f"{result.path}:{said['line'] or 0}: {_severity(problem, translate)}"
        click.echo(f"{place} [{said['element'] or '–'}] {said['sentence']}\n    → {said['remedy']}")
    if result.status == PUBLISHABLE:
        click.echo(f"{result.path}: {translate(N_('may be published.'))}")


def _severity(problem: Said, translate: Translate) -> str:
    return translate({"error": N_("problem"), "warning": N_("note")}[problem.severity])
