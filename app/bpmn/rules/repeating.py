"""Rules about activities that are done more than once."""

import re
from collections.abc import Iterator

from app.bpmn.elements import Element
from app.bpmn.findings import error
from app.bpmn.problems import Problem
from app.bpmn.repeating import Loop, Rounds
from app.bpmn.rules.subject import Subject
from app.translating import N_

#: As many instances of one activity as may be open at once; see app.engine.limits.
MAX_REPEATS = 1_000
_COUNTED = re.compile(
    r"\s*for\s+\w+\s+in\s+(?P<first>\d{1,18})\s*\.\.\s*(?P<last>\d{1,18})\s+return\s.*", re.DOTALL
)

LIST_MISSING = error(
    "list-missing",
    N_("“%(element)s” is to be done once for each item of a list, but no list is given."),
    N_("Give the list after “=” in the panel “Multi-instance”, such as =guardians."),
)
LIST_NOT_FEEL = error(
    "list-not-feel",
    N_("The list of “%(element)s” is the text “%(value)s”, not a FEEL expression."),
    N_("Write “=” before the name of the list."),
)
LIST_LONG = error(
    "list-long",
    N_("“%(element)s” would be done more than %(limit)s times."),
    N_("Do it for fewer, or divide the list among several cases."),
)
TIMES_WRONG = error(
    "times-wrong",
    N_("“%(element)s” is to be done “%(value)s” times, which is no whole number."),
    N_("Write a whole number such as 3, or FEEL after “=”."),
)
RESULTS_HALF = error(
    "results-half",
    N_("“%(element)s” is to collect results, but says only where to or only what."),
    N_("Fill in both the output collection and the output element in the panel “Multi-instance”."),
)
LOOP_ENDLESS = error(
    "loop-endless",
    N_("“%(element)s” is to be done again and again, and nothing says when that is over."),
    N_("Give the loop a condition after “=” that holds as long as it goes on, or a maximum."),
)
LOOP_NOT_FEEL = error(
    "loop-not-feel",
    N_("The loop condition of “%(element)s” does not begin with “=”."),
    N_("Write the condition in FEEL after “=”, such as =not(complete)."),
)
MARKERS = error(
    "markers-two",
    N_("“%(element)s” has both a loop marker and a multi-instance marker."),
    N_("Keep one of them, or put the task into a sub-process that has the other."),
)


def repeated_is_what_can_be(subject: Subject) -> Iterator[Problem]:
    """A multi-instance activity has a list or a number, and collects results wholly or not at all."""
    for node in subject.nodes:
        if node.loop:
            yield from _list(node, node.loop)
            if (node.loop.output_collection is None) != (node.loop.output_element is None):
                yield RESULTS_HALF.at(node)
        if node.rounds:
            yield from _rounds(node, node.rounds)
        if node.loop and node.rounds:
            yield MARKERS.at(node)


def _list(node: Element, loop: Loop) -> Iterator[Problem]:
    if loop.input_collection.strip():
        if not loop.input_collection.startswith("="):
            yield LIST_NOT_FEEL.at(node, value=loop.input_collection[:80])
        elif _is_long(loop.input_collection[1:]):
            yield LIST_LONG.at(node, limit=str(MAX_REPEATS))
    elif not loop.cardinality:
        yield LIST_MISSING.at(node)
    else:
        yield from _times(node, loop.cardinality)


def _times(node: Element, text: str) -> Iterator[Problem]:
    if text.startswith("="):
        return
    if not _is_whole(text):
        yield TIMES_WRONG.at(node, value=text[:40])
    elif len(text) > len(str(MAX_REPEATS)) or int(text) > MAX_REPEATS:
        yield LIST_LONG.at(node, limit=str(MAX_REPEATS))


def _rounds(node: Element, rounds: Rounds) -> Iterator[Problem]:
    if rounds.condition is None and rounds.maximum is None:
        yield LOOP_ENDLESS.at(node)
    if rounds.condition and not rounds.condition.startswith("="):
        yield LOOP_NOT_FEEL.at(node)
    if rounds.maximum is not None and (not _is_whole(rounds.maximum) or len(rounds.maximum) > 9):
        yield TIMES_WRONG.at(node, value=rounds.maximum[:40])


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and bool(text.strip("0"))


def _is_long(source: str) -> bool:
    """Whether a list that is counted out in the diagram is longer than can be repeated for."""
    found = _COUNTED.fullmatch(source)
    return found is not None and int(found["last"]) - int(found["first"]) >= MAX_REPEATS
