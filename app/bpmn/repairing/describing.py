"""The remedies as text: the table of docs/import.md is made here, so that it is always true."""

import re
from collections.abc import Iterator

from app.bpmn.repairing import (
    calls,
    conditions,
    deadlines,
    drawing,
    events,
    forms,
    identity,
    kinds,
    leftovers,
    loops,
    mappings,
    messages,
    people,
    platform,
    signals,
    sources,
    timers,
    ways,
    work,
)
from app.bpmn.repairing.remedy import Kind

BEGIN, END = "<!-- made from the remedies: begin -->", "<!-- made from the remedies: end -->"
#: Where remedies are, in the order of the table, and what they are about.
CHAPTERS = {
    sources: "the file",
    identity: "ids and processes",
    forms: "forms",
    people: "people",
    deadlines: "deadlines",
    mappings: "inputs and outputs",
    calls: "called processes",
    work: "work, scripts and decisions",
    loops: "repetitions",
    conditions: "conditions",
    kinds: "kinds of elements",
    ways: "beginnings, ends and arrows",
    events: "events",
    messages: "messages",
    signals: "signals and errors",
    timers: "timers",
    leftovers: "what has no counterpart",
    drawing: "the drawing",
    platform: "the modeler",
}
_PLACE = re.compile(r"%\((\w+)\)s")


def table() -> str:
    """Markdown: every remedy by its code, with what it does and what is left to do."""
    lines = ["| about | remedy | what it does | what is left |", "|---|---|---|---|"]
    for module, about in CHAPTERS.items():
        lines += _rows(about, [kind for kind in vars(module).values() if isinstance(kind, Kind)])
    return "\n".join([*lines, ""])


def _rows(about: str, kinds: list[Kind]) -> Iterator[str]:
    for kind in kinds:
        mark = " (guess)" if kind.guessed else ""
        yield f"| {about} | `{kind.code}`{mark} | {_plain(kind.sentence)} | {_plain(kind.remains)} |"


def _plain(template: str) -> str:
    """A sentence with words in italics where its values go."""
    return _PLACE.sub(r"*\1*", template).replace("|", "\\|")
