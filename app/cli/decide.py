"""`polku decide`: what do these decisions say, and may they be published? Needs no database."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from lxml import etree

from app.cli.feel import read_data
from app.cli.translating import LANGUAGE, translator
from app.decisions import DecisionError, Model, Problem, Unreadable, link, read
from app.decisions import decide as make
from app.decisions.checks import check
from app.decisions.explaining import explain
from app.feel.budget import Run
from app.feel.writing import write
from app.markup import MAX_BYTES
from app.tenants.calendar import FINLAND
from app.translating import N_, Translate

DECIDED, NOT_DECIDED, UNREADABLE = 0, 1, 2


@click.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE…",
    type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path),
)
@click.option("--decision", "name", help="The decision or decision service to make, by name or id.")
@click.option("--input", "data", default="{}", metavar="JSON", help="The data, by the names of the inputs.")
@click.option("--explain", "why", is_flag=True, help="Say why: rules that apply and what they tested.")
@LANGUAGE
def decide(files: tuple[Path, ...], name: str | None, data: str, why: bool, lang: str) -> None:
    """Make a decision of the first FILE, which may import the others, and write its value.

    Without --decision the decisions are checked, and what may keep them from being published is written.
    The exit code is 0 when all is well, 1 where a decision cannot be made or has problems, 2 when a file
    cannot be read.
    """
    translate = translator(lang)
    model = link([_read(path, translate) for path in files])
    if name is None:
        sys.exit(_show_problems(files[0], model, translate))
    try:
        decided = make(model, name, read_data(data, "--input"), now=datetime.now(UTC), calendar=FINLAND)
    except DecisionError as error:
        click.echo(_said(error.problem, translate), err=True)
        sys.exit(NOT_DECIDED)
    click.echo(write(decided.value, Run(), quoted=True))
    for phrase in explain(decided, lang) if why else decided.notes:
        click.echo(f"    {phrase.say(translate)}", err=not why)


def _read(path: Path, translate: Translate) -> etree._Element:
    try:
        with path.open("rb") as file:
            return read(file.read(MAX_BYTES + 1))
    except Unreadable as refusal:
        sentence, remedy = (translate(each) % refusal.values for each in (refusal.sentence, refusal.remedy))
        click.echo(f"{path}: {sentence}\n    → {remedy}", err=True)
        sys.exit(UNREADABLE)


def _show_problems(path: Path, model: Model, translate: Translate) -> int:
    problems = check(model)
    for problem in problems:
        kind = translate({"error": N_("problem"), "warning": N_("note")}[problem.severity])
        place = f"{path}:{problem.line or 0}: {kind} [{problem.element_id or '–'}]"
        click.echo(f"{place} {_said(problem, translate)}")
    if any(problem.severity == "error" for problem in problems):
        return NOT_DECIDED
    click.echo(f"{path}: {translate(N_('may be published.'))}")
    return DECIDED


def _said(problem: Problem, translate: Translate) -> str:
    sentence, remedy = (
        problem.say(translate(each), translate) for each in (problem.sentence, problem.remedy)
    )
    return f"{sentence}\n    → {remedy}"
