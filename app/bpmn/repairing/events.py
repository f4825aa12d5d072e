"""Remedies for events that do not run: the nearest event that does, and what no longer happens by itself."""

from collections.abc import Iterator, Sequence
from functools import partial

from lxml import etree

from app.bpmn.elements import Element
from app.bpmn.problems import Problem
from app.bpmn.repairing import editing
from app.bpmn.repairing.messages import message_for, wait_for
from app.bpmn.repairing.planning import rule
from app.bpmn.repairing.remedy import Offer, exact, guess
from app.bpmn.repairing.workpiece import Workpiece
from app.translating import N_

WAITS = guess(
    "event-message",
    N_(
        "“%(element)s” waits for something that does not run there (%(kind)s); it waits for the message "
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
    N_("“%(element)s” begins in a way that does not run there (%(kind)s); somebody begins it now."),
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
    N_("“%(element)s” waits for steps to be undone, which does not run here; it has no effect now."),
)
LISTENS_FOR = guess(
    "listener-message",
    N_("“%(element)s” begins an event sub-process, and now waits for the message “%(message)s”."),
    N_("Say who sends the message, or choose another event."),
)
LISTENS = guess(
    "listener-message",
    N_("Nothing begins the event sub-process “%(element)s”; it is the message “%(message)s” now."),
    N_("Say who sends the message, or choose another event for its start."),
)

LISTENS_ONCE = guess(
    "listener-start-kept",
    N_("“%(element)s” is a second start of an event sub-process, which can have only one; it is kept aside."),
    N_("Draw an event sub-process for each of them."),
)

_RUNS = ("message", "timer", "signal", "terminate")
_WAITING = ("intermediateCatchEvent", "boundaryEvent")
#: Codes of the check that say that an event does not run where it is.
_CODES = """
    error-misplaced escalation-misplaced conditional-misplaced timer-misplaced link-misplaced
    terminate-misplaced
    cancel compensation start-kind inner-start event-waits-for-nothing condition-event-missing
    effect-missing effect-unknown link-alone link-twice
"""


def misplaced(work: Workpiece, xml: etree._Element, problems: Sequence[Problem]) -> Iterator[Offer]:
    """An event of a kind that does not run there."""
    node = Element(xml, "", "")
    kind = ", ".join(event.kind for event in node.events) or "–"
    if node.kind in ("intermediateThrowEvent", "endEvent"):
        yield SENDS_NOTHING.at(xml, partial(_plain, xml), kind=kind)
    elif node.kind == "intermediateCatchEvent" and node.event_kind in ("", "link"):
        yield NOTHING.at(xml, partial(_pass, xml))
    elif node.kind in _WAITING:
        yield from _message(work, node, kind)
    elif node.kind == "startEvent":
        yield from _start(work, node, problems, kind)


def _message(work: Workpiece, node: Element, kind: str) -> Iterator[Offer]:
    if node.event_kind != "compensate":
        name = message_for(work, node.xml, kind)
        yield WAITS.at(node.xml, partial(_wait, work, node.xml, name), kind=kind, message=name)


def _wait(work: Workpiece, xml: etree._Element, name: str) -> None:
    _plain(xml)
    wait_for(work, xml, name)


def _start(work: Workpiece, node: Element, problems: Sequence[Problem], kind: str) -> Iterator[Offer]:
    inside = any(problem.code == "inner-start" for problem in problems)
    if inside or node.event_kind in ("timer", "error", "escalation", "compensate", "cancel"):
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


def _pass(xml: etree._Element) -> None:
    _plain(xml)
    editing.become(xml, "intermediateThrowEvent")


def several(_: Workpiece, xml: etree._Element, __: Sequence[Problem]) -> Iterator[Offer]:
    """An event about several things: one of them stays."""
    kinds = [event.kind for event in Element(xml, "", "").events]
    kept = next((kind for kind in kinds if kind in _RUNS), kinds[0])
    apply = partial(_keep_one, xml, kinds.index(kept))
    yield ONE_OF.at(xml, apply, kind=", ".join(kinds), kept=kept)


def _keep_one(xml: etree._Element, place: int) -> None:
    definitions = [child for child in xml if editing.kind_of(child).lower().endswith("eventdefinition")]
    for number, child in enumerate(definitions):
        if number != place:
            editing.set_aside(child)


def second_starts(work: Workpiece, xml: etree._Element, _: Sequence[Problem]) -> Iterator[Offer]:
    """A second plain start event."""
    name = message_for(work, xml)
    yield SECOND_START.at(xml, partial(wait_for, work, xml, name), message=name)


def undoing(work: Workpiece, xml: etree._Element, _: Sequence[Problem]) -> Iterator[Offer]:
    """A compensation event on a border is kept aside."""
    node = Element(xml, "", "")
    if node.kind == "boundaryEvent" and node.event_kind == "compensate":
        yield UNDONE.at(xml, partial(work.drop_node, xml))


def listeners(work: Workpiece, xml: etree._Element, _: Sequence[Problem]) -> Iterator[Offer]:
    """An event sub-process without one start event that says what it waits for."""
    starts = [node for node in work.document.within(xml.get("id", "")) if node.kind == "startEvent"]
    first = next((node for node in starts if node.events), starts[0] if starts else None)
    name = message_for(work, xml)
    if first is None:
        yield LISTENS.at(xml, partial(_listen, work, xml, name), message=name)
    elif not first.events:
        yield LISTENS_FOR.at(first.xml, partial(wait_for, work, first.xml, name), message=name)
    for other in starts:
        if other is not first:
            yield LISTENS_ONCE.at(other.xml, partial(work.drop_node, other.xml))


def _listen(work: Workpiece, xml: etree._Element, name: str) -> None:
    wait_for(work, work.add_node(xml, "startEvent", f"{xml.get('id')}_start"), name)


RULES = (
    rule(undoing, "compensation"),
    rule(several, "event-several"),
    rule(misplaced, _CODES),
    rule(second_starts, "starts-several"),
    rule(listeners, "listener-start"),
)
