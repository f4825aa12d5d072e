"""`polku diff`: what differs between two versions, in sentences. Needs no server."""

import json
from pathlib import Path

import click

from app.changes import GROUPS, SIGNS, Change
from app.cli.bundles import PLACE, files_at, stop
from app.cli.translating import LANGUAGE, translator
from app.tailoring import Difference, NotComparable, difference
from app.translating import N_, Translate


@click.command()
@click.argument("old", type=PLACE)
@click.argument("new", type=PLACE)
@click.option("--json", "as_json", is_flag=True, help="Write the result as JSON, with ids and details.")
@LANGUAGE
def diff(old: Path, new: Path, as_json: bool, lang: str) -> None:
    """Say what differs between two versions of a service, by who notices it.

    OLD and NEW are files, or folders with diagrams, forms and decision tables. The same diagram and the same
    form are found by their ids, whatever their files are called.
    The exit code is 0, or 2 when a file cannot be read.
    """
    translate = translator(lang)
    try:
        found = difference(files_at(old), files_at(new))
    except NotComparable as refusal:
        stop(refusal, translate(refusal.sentence), translate(refusal.remedy))
    if as_json:
        spots = [
            [
                as_data(change, translate, lang) | {"spot": spot.key, "file": spot.file}
                for change in spot.changes
            ]
            for spot in found.spots
        ]
        data = {"changes": [change for changes in spots for change in changes]}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        click.echo(_text(found, translate, lang))


def as_data(change: Change, translate: Translate, lang: str) -> dict[str, object]:
    """A change as JSON has it."""
    return {
        "kind": change.kind,
        "level": change.level,
        "group": change.group,
        "topic": change.topic.say(translate, lang),
        "sentence": change.sentence.say(translate, lang),
        "old_elements": change.old_elements,
        "new_elements": change.new_elements,
        "details": [{"name": d.name, "old": d.old, "new": d.new} for d in change.details],
    }


def line(change: Change, translate: Translate, lang: str) -> str:
    """A change as one line with its sign."""
    return f"  {SIGNS[change.kind]} {change.sentence.say(translate, lang)}"


def _text(found: Difference, translate: Translate, lang: str) -> str:
    lines: list[str] = []
    for group, heading in GROUPS.items():
        if changes := found.group(group):
            lines += [*([""] if lines else []), f"{translate(heading)} ({len(changes)})"]
            lines += dict.fromkeys(line(change, translate, lang) for change in changes)
    return "\n".join(lines or [translate(N_("The two versions say the same."))])
