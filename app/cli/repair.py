"""`polku repair`: make diagrams that others drew run here, remedy by remedy. Needs no database."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import click

from app.bpmn import (
    Document,
    Problem,
    Remedy,
    Repaired,
    Surroundings,
    Unreadable,
    check,
    open_for_repair,
    repair_together,
)
from app.bpmn.repairing import refuse_too_large
from app.cli import files
from app.cli.check import PROBLEMS, PUBLISHABLE, UNREADABLE, as_data
from app.cli.translating import LANGUAGE, translator
from app.decisions import rulebooks
from app.translating import N_, Translate

_PATH = click.Path(exists=True, readable=True, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, readable=True, path_type=Path)


@dataclass(frozen=True, slots=True)
class Mended:
    """What came of one file."""

    path: Path
    source: bytes = b""  #: the file after the repair
    remedies: tuple[Remedy, ...] = ()
    problems: Sequence[Problem] = ()  #: what still keeps it from being published
    unreadable: Unreadable | None = None

    @property
    def status(self) -> int:
        """The exit code that this file alone would give."""
        if self.unreadable:
            return UNREADABLE
        return PROBLEMS if self.problems else PUBLISHABLE


@dataclass(frozen=True, slots=True)
class Choice:
    """Which remedies are wanted, each by its code or by code@element."""

    only: Sequence[str]
    but: Sequence[str]

    def __call__(self, remedy: Remedy) -> bool:
        """Whether this one is."""
        names = {remedy.code, remedy.key}
        return (not self.only or bool(names & set(self.only))) and not names & set(self.but)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=_PATH)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file for one file, else a folder.")
@click.option("--list", "listed", is_flag=True, help="Say what would be done, and write nothing.")
@click.option("--only", multiple=True, metavar="REMEDY", help="These only: code, or code@element.")
@click.option("--except", "but", multiple=True, metavar="REMEDY", help="All but these.")
@click.option("--process", metavar="ID", help="The process that is to run, of several in a file.")
@click.option("--group", metavar="KEY", help="Who does what the file gives to nobody.")
@click.option("--call", "calls", multiple=True, metavar="MISSING=ID", help="Call ID where MISSING is called.")
@click.option(
    "--with", "folders", multiple=True, type=_FOLDER, help="A folder with diagrams that are called."
)
@click.option("--json", "as_json", is_flag=True, help="Write the result as JSON.")
@LANGUAGE
def repair(
    paths: tuple[Path, ...],
    output: Path | None,
    listed: bool,
    only: tuple[str, ...],
    but: tuple[str, ...],
    process: str | None,
    group: str | None,
    calls: tuple[str, ...],
    folders: tuple[Path, ...],
    as_json: bool,
    lang: str,
) -> None:
    """Make diagrams of other products and of drawing tools run here, and say all that is changed.

    A PATH is a file, a folder with all diagrams below it, or an archive (zip) of one. Each remedy has a code,
    and can be chosen or left out; one that guesses says so. What a remedy takes away is kept in the file,
    without effect. Without --output, nothing is written.
    The exit code is 0 when all files may be published afterwards, 1 when problems are left, 2 when a file
    cannot be read.
    """
    translate = translator(lang)
    called = files.readable(files.diagrams(folders))
    decisions = set(rulebooks.names(files.books([*paths, *folders])))
    around = Surroundings(called=called, decisions=decisions, process_id=process, calls=_pairs(calls))
    results = _mend(files.sources(paths), Choice(only, but), around.given_to(group) if group else around)
    if not results:
        _stop(translate(N_("There is no diagram: no file that ends in .bpmn.")))
    places = _places(results, paths, output) if output and not listed else {}
    for path, place in places.items():
        if any(place.resolve() == each.path.resolve() for each in results):
            _stop(translate(N_("%(file)s would be overwritten; choose another place.")) % {"file": place})
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(next(each.source for each in results if each.path == path))
    _tell(results, places, translate, as_json)
    sys.exit(max(result.status for result in results))


def _stop(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(UNREADABLE)


def _pairs(calls: Sequence[str]) -> Mapping[str, str]:
    for each in calls:
        if "=" not in each:
            raise click.BadParameter(f"{each}: write MISSING=ID.", param_hint="--call")
    return {each.partition("=")[0]: each.partition("=")[2] for each in calls}


def _mend(found: Mapping[Path, bytes | Unreadable], choose: Choice, around: Surroundings) -> list[Mended]:
    opened: dict[Path, tuple[Document, tuple[Remedy, ...]]] = {}
    refused: dict[Path, Unreadable] = {}
    for path, source in found.items():
        try:
            opened[path] = _opened(source, choose)
        except Unreadable as refusal:
            refused[path] = refusal
    repaired = repair_together({path: document for path, (document, _) in opened.items()}, choose, around)
    return [
        Mended(path, unreadable=refused[path])
        if path in refused
        else _mended(path, opened[path][1], repaired, around)
        for path in found
    ]


def _opened(source: bytes | Unreadable, choose: Choice) -> tuple[Document, tuple[Remedy, ...]]:
    """The diagram, small enough to be repaired; raises Unreadable."""
    if isinstance(source, Unreadable):
        raise source
    document, applied = open_for_repair(source, choose)
    refuse_too_large(document)
    return document, applied


def _mended(
    path: Path, first: tuple[Remedy, ...], repaired: Mapping[Path, Repaired], around: Surroundings
) -> Mended:
    result = repaired[path]
    others = [each.document for other, each in repaired.items() if other != path]
    problems = check(result.document, called=[*around.called, *others], decisions=around.decisions)
    left = [problem for problem in problems if problem.severity == "error"]
    return Mended(path, result.source, (*first, *result.applied), left)


def _places(results: Sequence[Mended], paths: Sequence[Path], output: Path) -> dict[Path, Path]:
    """Where each repaired file goes: a folder keeps the shape of the one that was named."""
    readable = [result.path for result in results if not result.unreadable]
    if len(paths) == 1 and paths[0] in readable and not output.is_dir():
        return dict.fromkeys(readable, output)
    folders = [path for path in paths if path.is_dir() or path.suffix.lower() == ".zip"]
    return {
        path: output / next((path.relative_to(f) for f in folders if path.is_relative_to(f)), Path(path.name))
        for path in readable
    }


def _tell(
    results: Sequence[Mended], places: Mapping[Path, Path], translate: Translate, as_json: bool
) -> None:
    found = [_as_data(result, places.get(result.path), translate) for result in results]
    if as_json:
        click.echo(json.dumps({"files": found}, ensure_ascii=False, indent=2))
        return
    for result in results:
        for line in _lines(result, places.get(result.path), translate):
            click.echo(line)


def _as_data(result: Mended, place: Path | None, translate: Translate) -> Mapping[str, object]:
    head: dict[str, object] = {"file": str(result.path), "output": str(place) if place else None}
    if refusal := result.unreadable:
        said = {"sentence": translate(refusal.sentence), "remedy": translate(refusal.remedy)}
        return head | {"readable": False} | {key: text % refusal.values for key, text in said.items()}
    return head | {
        "readable": True,
        "publishable": result.status == PUBLISHABLE,
        "remedies": [_remedy(remedy, translate) for remedy in result.remedies],
        "problems": [as_data(problem, translate) for problem in result.problems],
    }


def _remedy(remedy: Remedy, translate: Translate) -> Mapping[str, object]:
    return {
        "key": remedy.key,
        "code": remedy.code,
        "element": remedy.element_id,
        "line": remedy.line,
        "guessed": remedy.guessed,
        "sentence": remedy.say(remedy.sentence, translate),
        "remains": remedy.say(remedy.remains, translate),
    }


def _lines(result: Mended, place: Path | None, translate: Translate) -> list[str]:
    data = _as_data(result, place, translate)
    if result.unreadable:
        return [f"{result.path}: {data['sentence']}", f"    → {data['remedy']}"]
    lines: list[str] = []
    for remedy in result.remedies:
        said = translate(N_("guessed")) if remedy.guessed else translate(N_("repaired"))
        sentence = remedy.say(remedy.sentence, translate)
        lines.append(f"{result.path}:{remedy.line or 0}: {said} [{remedy.key}] {sentence}")
        if remedy.remains:
            lines.append(f"    → {remedy.say(remedy.remains, translate)}")
    for problem in result.problems:
        sentence = problem.say(translate(problem.sentence), translate)
        left = translate(N_("problem"))
        lines.append(f"{result.path}:{problem.line or 0}: {left} [{problem.element_id or '–'}] {sentence}")
    may = N_("may be published.") if result.status == PUBLISHABLE else N_("may not be published yet.")
    return [*lines, f"{place or result.path}: {translate(may)}"]
