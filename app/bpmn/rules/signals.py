"""Rules about signals, errors and escalations, and about conditions that are waited for."""

import re
from collections.abc import Iterator

from app.bpmn.elements import Element
from app.bpmn.findings import error, warning
from app.bpmn.problems import Problem
from app.bpmn.rules.subject import Subject
from app.translating import N_

SIGNAL_MISSING = error(
    "signal-missing",
    N_("“%(element)s” is a signal event, and the diagram does not say which signal, or it has no name."),
    N_("Choose a signal with a name in the panel “Signal”."),
)
SIGNAL_DYNAMIC = error(
    "signal-dynamic",
    N_("The signal of “%(element)s” has a computed name, and names are fixed here."),
    N_("Write the name of the signal without “=”."),
)
CODE_MISSING = error(
    "code-missing",
    N_("“%(element)s” names an error or escalation without a code, or throws one without naming it."),
    N_("Choose it in the panel of the event and give it a code; an event that catches all names none."),
)
CODE_DYNAMIC = error(
    "code-dynamic",
    N_("“%(element)s” computes the code of its error or escalation, and codes are fixed here."),
    N_("Write the code without “=”."),
)
ERROR_GOES_ON = error(
    "error-goes-on",
    N_("“%(element)s” catches an error without ending what failed, and an error always ends it."),
    N_("Make the event interrupting, or use an escalation."),
)
CONDITION_NOTHING = error(
    "condition-event-missing",
    N_("“%(element)s” waits for a condition, and the diagram does not say which one."),
    N_("Write the condition in FEEL after “=”, such as =amount > 100."),
)
CONDITION_TEXT = error(
    "condition-event-not-feel",
    N_("The condition that “%(element)s” waits for does not begin with “=”."),
    N_("Write the condition in FEEL after “=”, such as =amount > 100."),
)
CONDITION_CLOCK = warning(
    "condition-of-time",
    N_("The condition of “%(element)s” asks for the time, but it is looked at only when something happens."),
    N_("Wait for a moment with a timer event."),
)
CATCHES_NOTHING = warning(
    "catches-nothing",
    N_("“%(element)s” catches what “%(host)s” throws, but that throws nothing."),
    N_("Put the event on the border of a sub-process, a call or, for an error, a service task."),
)

_CODED = frozenset({"error", "escalation"})
_THROWING = frozenset({"endEvent", "intermediateThrowEvent"})
_CLOCK = re.compile(r"\b(?:now|today)\s*\(")
#: kind of event → what it can come out of.
_SOURCES = {
    "error": frozenset({"subProcess", "callActivity", "serviceTask"}),
    "escalation": frozenset({"subProcess", "callActivity"}),
}


def signals_have_names(subject: Subject) -> Iterator[Problem]:
    """A signal event names one that the file holds."""
    for node in subject.nodes:
        if node.event_kind != "signal":
            continue
        signal = subject.document.named(node.event)
        if signal is None or not signal.name:
            yield SIGNAL_MISSING.at(node)
        elif signal.name.startswith("="):
            yield SIGNAL_DYNAMIC.at(node)


def errors_have_codes(subject: Subject) -> Iterator[Problem]:
    """An error or escalation that is thrown has a code; one that is caught has one, or catches all."""
    for node in subject.nodes:
        if node.event_kind not in _CODED:
            continue
        named = subject.document.named(node.event)
        if named is None and node.kind not in _THROWING and node.event and node.event.ref is None:
            continue
        if named is None or not named.code:
            yield CODE_MISSING.at(node)
        elif named.code.startswith("="):
            yield CODE_DYNAMIC.at(node)


def errors_are_caught_where_they_can_be(subject: Subject) -> Iterator[Problem]:
    """An error ends what it is caught at; what catches sits on something that throws."""
    for node in subject.of_kind("boundaryEvent", "startEvent"):
        if node.event_kind == "error" and not node.interrupting:
            yield ERROR_GOES_ON.at(node)
        host = subject.document.element(node.attached_to or "")
        if host and node.event_kind in _SOURCES and host.kind not in _SOURCES[node.event_kind]:
            yield CATCHES_NOTHING.at(node, host=host.label)


def conditions_are_waited_for(subject: Subject) -> Iterator[Problem]:
    """A conditional event has a condition in FEEL."""
    for node in subject.nodes:
        if node.event_kind == "conditional":
            yield from _condition(node)


def _condition(node: Element) -> Iterator[Problem]:
    condition = node.event.condition if node.event else None
    if not condition:
        yield CONDITION_NOTHING.at(node)
    elif not condition.startswith("="):
        yield CONDITION_TEXT.at(node)
    elif _CLOCK.search(condition):
        yield CONDITION_CLOCK.at(node)
