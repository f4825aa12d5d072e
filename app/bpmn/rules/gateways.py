"""Rules about gateways and conditions."""

from collections.abc import Iterator

from app.bpmn.elements import Element
from app.bpmn.findings import error, warning
from app.bpmn.problems import Problem
from app.bpmn.rules.subject import Subject
from app.translating import N_

CONDITION_MISSING = error(
    "condition-missing",
    N_("The arrow from “%(source)s” to “%(target)s” has no condition and is not the default."),
    N_("Give the arrow a condition, such as =amount > 100, or make it the default flow."),
)
CONDITION_ON_DEFAULT = warning(
    "condition-on-default",
    N_("The arrow from “%(source)s” to “%(target)s” is the default, so its condition is never asked."),
    N_("Remove the condition, or make another arrow the default."),
)
CONDITION_IGNORED = error(
    "condition-ignored",
    N_("The arrow from “%(source)s” to “%(target)s” has a condition that nobody asks for."),
    N_("Remove the condition, or put an exclusive gateway before the arrow."),
)
NO_DEFAULT = warning(
    "default-missing",
    N_("No arrow of “%(element)s” is the default: a case for which no condition holds would stop there."),
    N_("Make one arrow the default flow."),
)
DEFAULT_UNKNOWN = error(
    "default-unknown",
    N_("The default of “%(element)s” is an arrow that does not leave it."),
    N_("Choose the default flow of the gateway anew."),
)
RACE_ALONE = error(
    "race-alone",
    N_("“%(element)s” waits for whatever happens first, but fewer than two ways leave it."),
    N_("Add a second event, or wait for the one event without the gateway."),
)
RACE_TARGET = error(
    "race-target",
    N_("“%(element)s” waits for whatever happens first, and “%(target)s” after it is nothing that happens."),
    N_("Lead each arrow of the gateway to an event that waits for a message, a moment or something else."),
)
RACE_SHARED = error(
    "race-shared",
    N_("“%(target)s” is waited for by “%(element)s”, and another arrow leads to it as well."),
    N_("Lead the other arrow to the step after it, or to the gateway."),
)
NEEDLESS = warning(
    "gateway-needless",
    N_("One arrow leads into the gateway “%(element)s” and one out of it: it decides nothing."),
    N_("Delete the gateway, or draw the missing arrow."),
)

_HAPPENING = frozenset({"intermediateCatchEvent", "receiveTask"})
_CHOOSING = ("exclusiveGateway", "inclusiveGateway")


def choices_have_conditions(subject: Subject) -> Iterator[Problem]:
    """Each way out of a choosing gateway has a condition or is the default."""
    for gateway in subject.of_kind(*_CHOOSING):
        if gateway.default and gateway.default not in {flow.id for flow in gateway.outgoing}:
            yield DEFAULT_UNKNOWN.at(gateway)
        if len(gateway.outgoing) > 1:
            yield from _choices(subject, gateway)


def _choices(subject: Subject, gateway: Element) -> Iterator[Problem]:
    undecided = False
    for flow in gateway.outgoing:
        if flow.id and flow.id == gateway.default:
            if flow.condition:
                yield CONDITION_ON_DEFAULT.at(flow, **subject.ends(flow))
        elif not flow.condition:
            undecided = True
            yield CONDITION_MISSING.at(flow, **subject.ends(flow))
    if not gateway.default and not undecided:
        yield NO_DEFAULT.at(gateway)


def conditions_are_asked(subject: Subject) -> Iterator[Problem]:
    """A condition stands only after a gateway that asks for it."""
    for flow in subject.flows:
        source = subject.document.element(flow.source)
        if flow.condition is None or source is None:
            continue
        if source.kind not in _CHOOSING or len(source.outgoing) == 1:
            yield CONDITION_IGNORED.at(flow, **subject.ends(flow))


def races_wait_for_events(subject: Subject) -> Iterator[Problem]:
    """An event-based gateway leads to messages and moments, and they belong to it alone."""
    for gateway in subject.of_kind("eventBasedGateway"):
        if len(gateway.outgoing) < 2:
            yield RACE_ALONE.at(gateway)
        for flow in gateway.outgoing:
            target = subject.document.element(flow.target)
            if target and (target.kind not in _HAPPENING or target.event_kind == "link"):
                yield RACE_TARGET.at(gateway, target=target.label)
            elif target and len(target.incoming) > 1:
                yield RACE_SHARED.at(gateway, target=target.label)


def gateways_decide(subject: Subject) -> Iterator[Problem]:
    """A gateway splits or joins."""
    for gateway in subject.of_kind(*_CHOOSING, "parallelGateway"):
        if len(gateway.incoming) == 1 and len(gateway.outgoing) == 1:
            yield NEEDLESS.at(gateway)
