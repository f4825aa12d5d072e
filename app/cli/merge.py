"""`polku merge`: three versions made into one, with questions where two changes meet. Needs no server."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from app.changes.wording import Sentence
from app.changes.wording import Value as Word
from app.cli.bundles import PLACE, UNREADABLE, files_at, stop
from app.cli.diff import as_data, line
from app.cli.translating import LANGUAGE, translator
from app.tailoring import Given, Merged, NotComparable, Question, merge
from app.translating import N_, Translate

CLEAN, OPEN = 0, 1
_CHOICES = ("theirs", "mine", "both", "edit")


@click.command("merge")
@click.argument("base", type=PLACE)
@click.argument("ours", type=PLACE)
@click.argument("theirs", type=PLACE)
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path), help="File or folder for the result."
)
@click.option(
    "--answers",
    type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path),
    help="A JSON file: {key of a question: answer}.",
)
@click.option("--json", "as_json", is_flag=True, help="Write the result as JSON, with ids and details.")
@LANGUAGE
def merge_command(
    base: Path, ours: Path, theirs: Path, out: Path, answers: Path | None, as_json: bool, lang: str
) -> None:
    """Bring the changes from BASE to THEIRS into OURS.

    The three are files, or folders with diagrams, forms and decision tables. What meets no change of ours is
    taken; what meets one is a question, and until it is answered ours stays. An answer is "theirs", "mine",
    "both" or "edit", or {"edit": "another value"}. The key of a change declines it with "mine".
    The exit code is 0 when nothing is open, 1 when there are questions, 2 when a file cannot be read or the
    versions have nothing in common.
    """
    translate = translator(lang)
    given = _given(answers, translate) if answers else {}
    try:
        merged = merge(files_at(base), files_at(ours), files_at(theirs), given)
    except NotComparable as refusal:
        stop(refusal, translate(refusal.sentence), translate(refusal.remedy))
    _write(merged, out, folder=ours.is_dir() or out.is_dir())
    if as_json:
        click.echo(json.dumps(_as_data(merged, translate, lang), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_text(merged, translate, lang)))
    sys.exit(OPEN if merged.questions_open else CLEAN)


def _given(path: Path, translate: Translate) -> Mapping[str, Given]:
    try:
        found = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        found = None
    answers = {key: _answer(value) for key, value in found.items()} if isinstance(found, dict) else {}
    if not isinstance(found, dict) or None in answers.values():
        said = N_("%(file)s holds no answers: it must be JSON such as {“1a2b3c4d”: “theirs”}.")
        click.echo(translate(said) % {"file": path}, err=True)
        sys.exit(UNREADABLE)
    return {key: answer for key, answer in answers.items() if answer}


def _answer(value: object) -> Given | None:
    if isinstance(value, str) and value in _CHOICES:
        return Given(value)  # type: ignore[arg-type]
    written = value.get("edit") if isinstance(value, dict) else None
    return Given("edit", written) if isinstance(written, str) else None


def _write(merged: Merged, out: Path, *, folder: bool) -> None:
    """One file becomes the file `out`; several, or those of a folder, go into the folder `out`."""
    if not folder and len(merged.files) == 1:
        out.write_bytes(next(iter(merged.files.values())))
        return
    for name, content in merged.files.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _as_data(merged: Merged, translate: Translate, lang: str) -> Mapping[str, object]:
    return {
        "open": len(merged.questions_open),
        "questions": [_question(each, translate, lang) for each in merged.questions],
        "applied": [
            as_data(change, translate, lang) | {"spot": spot.key, "file": spot.file}
            for spot in merged.applied
            for change in spot.changes
        ],
    }


def _question(asked: Question, translate: Translate, lang: str) -> Mapping[str, object]:
    def said(sentence: Sentence) -> str:
        return sentence.say(translate, lang)

    def short(value: Word | None) -> str | None:
        return value if value is None or isinstance(value, str) else value.fill(translate, lang, bold=False)

    versions = asked.versions
    return {
        "key": asked.key,
        "file": asked.file,
        "reason": asked.reason,
        "level": asked.level,
        "topic": said(asked.topic),
        "why": said(asked.why),
        "theirs": [as_data(change, translate, lang) for change in asked.theirs],
        "ours": [as_data(change, translate, lang) for change in asked.ours],
        "versions": {
            "base": short(versions.base),
            "theirs": short(versions.theirs),
            "ours": short(versions.ours),
        },
        "answers": [
            {
                "choice": answer.choice,
                "label": translate(answer.label),
                "follows": [said(sentence) for sentence in answer.follows],
            }
            for answer in asked.answers
        ],
        "given": asked.given.choice if asked.given else None,
    }


def _text(merged: Merged, translate: Translate, lang: str) -> Iterator[str]:
    applied = [change for spot in merged.applied for change in spot.changes]
    yield translate(N_("Taken without a question: %(count)s")) % {"count": len(applied)}
    yield from dict.fromkeys(line(change, translate, lang) for change in applied)
    for asked in merged.questions_open:
        yield ""
        yield from _asked(asked, translate, lang)
    if merged.questions_open:
        yield ""
        yield translate(
            N_("Open questions: %(count)s. Until they are answered, ours stays at these places.")
        ) % {"count": len(merged.questions_open)}


def _asked(asked: Question, translate: Translate, lang: str) -> Iterator[str]:
    yield f"{asked.key}  {asked.topic.say(translate, lang)} ({asked.file})"
    yield f"  {asked.why.say(translate, lang)}"
    yield f"  {translate(N_('They:'))}"
    yield from (f"  {line(change, translate, lang)}" for change in asked.theirs)
    yield f"  {translate(N_('You:'))}"
    yield from (f"  {line(change, translate, lang)}" for change in asked.ours)
    for answer in asked.answers:
        follows = " ".join(sentence.say(translate, lang) for sentence in answer.follows)
        yield f"  “{answer.choice}”: {translate(answer.label)}. {follows}"
