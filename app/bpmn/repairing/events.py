"""Remedies for events that do not run: the nearest event that does, and what no longer happens by itself."""

from collections.abc import Iterator, Sequence
from functools import partial

from lxml import etree

from app.bpmn.elements import Element, Event
from app.bpmn.findings import N_
from app.bpmn.problems import Problem
from app.bpmn.repairing import editing
from app.bpmn.repairing.messages import message_for, wait_for
from app.bpmn.repairing.planning import rule
from app.bpmn.repairing.remedy import Offer, exact, guess
from app.bpmn.repairing.workpiece import Workpiece

WAITS = guess(
    "event-message",
    N_(
        "“%(element)s” waits for something that does not run here (%(kind)s); it waits for the message "
        "“%(message)s” now, which has to be sent."
    ),
    N_("Say who sends the message, or wait for a moment instead."),
)
SENDS_NOTHING = guess(
    "event-plain",
    N_("“%(element)s” tells something (%(kind)s) that is not told here; it only marks a point now."),
    N_("Choose what is sent in the panel, such as polku.message."),
)
BEGINS = guess(
    "start-plain",
    N_("“%(element)s” begins by itself (%(kind)s); it is a plain start now, and somebody has to begin it."),
)
INNER = guess(
    "start-plain",
    N_("“%(element)s” is inside a sub-process, which begins by itself; it waits for nothing now (%(kind)s)."),
)
NOTHING = exact("event-passed", N_("“%(element)s” waits for nothing; it is passed."))
ONE_OF = guess(
    "event-one",
    N_("“%(element)s” is about several things at once (%(kind)s); one that runs is kept: %(kept)s."),
    N_("Draw one event for each of the others."),
)
SECOND_START = guess(
    "start-message",
    N_("“%(element)s” is a second plain start; it begins with the message “%(message)s” now."),
    N_("Say who sends the message, or delete this start."),
)
UNDONE = guess(
    "undoing-kept",
    N_("“%(element)s” waits for finished steps to be undone, which does not run here; it has no effect now."),
)
LINK_PASSED = exact(
    "link-passed", N_("“%(element)s” is where an arrow leads now instead of a jump; it is passed.")
)
LINKED = exact("link-drawn", N_("The jump from “%(element)s” to “%(target)s” is drawn as an arrow."))

_RUNS = ("message", "timer", "terminate")
_WAITING = ("intermediateCatchEvent", "boundaryEvent")
#: Codes of the check that say that a kind of event does not run where it is.
CODES = (
    "signal error-event escalation conditional cancel compensation terminate-misplaced timer-start "
    "effect-missing effect-unknown event-waits-for-nothing inner-start link"
)


def unknown(work: Workpiece, xml: etree._Element, problems: Sequence[Problem]) -> Iterator[Offer]:
    """An event of a kind that does not run there."""
    node = work.document.element(xml.get("id", ""))
    if node is None:
        return
    kind = ", ".join(event.kind for event in node.events) or "–"
    if any(problem.code == "link" for problem in problems):
        yield from _link(work, node)
    elif node.kind in ("intermediateThrowEvent", "endEvent"):
        yield SENDS_NOTHING.at(xml, partial(_plain, xml), kind=kind)
    elif node.kind in _WAITING and not node.events:
        yield from _waits_for_nothing(work, node)
    elif node.kind in _WAITING:
        yield from _message(work, node, kind)
    elif node.kind == "startEvent":
        yield from _start(work, node, problems, kind)


def _waits_for_nothing(work: Workpiece, node: Element) -> Iterator[Offer]:
    if node.kind == "boundaryEvent":
        yield from _message(work, node, "–")
    else:
        yield NOTHING.at(node.xml, partial(editing.become, node.xml, "intermediateThrowEvent"))


def _message(work: Workpiece, node: Element, kind: str) -> Iterator[Offer]:
    if node.event_kind == "compensate":
        return
    name = message_for(work, node.xml, kind)

    def apply() -> None:
        _plain(node.xml)
        wait_for(work, node.xml, name)

    yield WAITS.at(node.xml, apply, kind=kind, message=name)


def _start(work: Workpiece, node: Element, problems: Sequence[Problem], kind: str) -> Iterator[Offer]:
    above = node.xml.getparent()
    if above is not None and above.get("triggeredByEvent") == "true":
        yield from _message(work, node, kind)
    elif any(problem.code == "inner-start" for problem in problems):
        yield INNER.at(node.xml, partial(_plain, node.xml), kind=kind)
    elif node.event_kind == "timer" or not node.events:
        yield BEGINS.at(node.xml, partial(_plain, node.xml), kind=kind)
    else:
        yield from _message(work, node, kind)


def _plain(xml: etree._Element) -> None:
    """Without what it waits for or tells, and without what says how."""
    for child in [child for child in xml if editing.kind_of(child).endswith("EventDefinition")]:
        editing.set_aside(child)
    for child in list(xml.iterfind(".//{*}taskDefinition")):
        if editing.holder(child) is xml and not editing.is_set_aside(child):
            editing.set_aside(child)


def _link(work: Workpiece, node: Element) -> Iterator[Offer]:
    """A throw is connected with the catch of the same name; the catch is passed."""
    name = _link_name(node.xml)
    beside = [other for other in work.document.within(node.scope_id) if _link_name(other.xml) == name]
    if node.kind == "intermediateCatchEvent":
        throws = [other for other in beside if other.kind == "intermediateThrowEvent"]
        if throws or node.incoming:
            yield LINK_PASSED.at(node.xml, partial(_pass, node.xml))
        return
    target = next((other for other in beside if other.kind == "intermediateCatchEvent"), None)
    scope = node.xml.getparent()
    if target is None or scope is None:
        yield SENDS_NOTHING.at(node.xml, partial(_plain, node.xml), kind="link")
    else:
        yield LINKED.at(node.xml, partial(_connect, work, scope, node, target), target=target.label)


def _connect(work: Workpiece, scope: etree._Element, node: Element, target: Element) -> None:
    _plain(node.xml)
    work.add_flow(scope, node.id, target.id)


def _pass(xml: etree._Element) -> None:
    _plain(xml)
    if editing.kind_of(xml) != "intermediateThrowEvent":
        editing.become(xml, "intermediateThrowEvent")


def _link_name(xml: etree._Element) -> str:
    definition = next((child for child in xml if editing.kind_of(child) == "linkEventDefinition"), None)
    return "" if definition is None else definition.get("name") or xml.get("name") or "–"


def several(_: Workpiece, xml: etree._Element, __: Sequence[Problem]) -> Iterator[Offer]:
    """An event about several things: one of them stays."""
    events: Sequence[Event] = Element(xml, "", "").events
    kinds = [event.kind for event in events]
    kept = next((kind for kind in kinds if kind in _RUNS), kinds[0])
    place = kinds.index(kept)
    yield ONE_OF.at(xml, partial(_keep_one, xml, place), kind=", ".join(kinds), kept=kept)


def _keep_one(xml: etree._Element, place: int) -> None:
    definitions = [child for child in xml if editing.kind_of(child).endswith("EventDefinition")]
    for number, child in enumerate(definitions):
        if number != place:
            editing.set_aside(child)


def second_starts(work: Workpiece, xml: etree._Element, _: Sequence[Problem]) -> Iterator[Offer]:
    """A second plain start event."""
    name = message_for(work, xml)
    yield SECOND_START.at(xml, partial(wait_for, work, xml, name), message=name)


def compensations(work: Workpiece, xml: etree._Element, _: Sequence[Problem]) -> Iterator[Offer]:
    """A compensation event on a border is kept aside, with what undoes."""
    node = Element(xml, "", "")
    if node.kind == "boundaryEvent" and node.event_kind == "compensate":
        yield UNDONE.at(xml, partial(work.drop_node, xml))


RULES = (
    rule(compensations, "compensation"),
    rule(several, "event-several"),
    rule(unknown, CODES),
    rule(second_starts, "starts-several"),
)
