"""Rules about the ways through a diagram: everything is reached, and every way ends."""

from collections import deque
from collections.abc import Iterable, Iterator

from app.bpmn.elements import Element
from app.bpmn.findings import N_, error, warning
from app.bpmn.names import GATEWAYS
from app.bpmn.problems import Problem
from app.bpmn.rules.circles import circles
from app.bpmn.rules.subject import Subject

UNREACHABLE = error(
    "unreachable",
    N_("No way leads from the start to “%(element)s”."),
    N_("Connect it with an arrow, or delete it."),
)
DEAD_END = error(
    "dead-end",
    N_("The way stops at “%(element)s” without an end event."),
    N_("Draw an arrow from it to the next step or to an end event."),
)
NEVER_ENDS = error(
    "never-ends",
    N_("From “%(element)s” no way leads to an end: the case would go round for ever."),
    N_("Add an exclusive gateway from which one way leads on to an end event."),
)
IMPLICIT_SPLIT = error(
    "implicit-split",
    N_("Several arrows leave “%(element)s”, and it is not clear whether all or one of them is meant."),
    N_("Add a parallel gateway after it for all of them, or an exclusive gateway for one of them."),
)
BUSY_CIRCLE = warning(
    "busy-circle",
    N_("The way goes round at “%(element)s” without ever waiting for a person, a message or a moment."),
    N_("Make sure that the condition for leaving the circle comes true after a few rounds."),
)

#: Where a case rests, so that a circle through it is no hurry.
_RESTS = frozenset(
    {"userTask", "receiveTask", "serviceTask", "intermediateCatchEvent", "eventBasedGateway", "callActivity"}
)


def everything_is_reached(subject: Subject) -> Iterator[Problem]:
    """From the start events of its scope, every element can be reached."""
    for scope in subject.scopes:
        nodes = subject.document.within(scope)
        starts = [node for node in nodes if node.kind == "startEvent"]
        reached = _reached(subject, [*starts, *(node for node in nodes if node.triggered_by_event)])
        # Without a start that is the one problem to solve.
        if starts:
            yield from (UNREACHABLE.at(node) for node in nodes if node not in reached and not _aside(node))


def _aside(node: Element) -> bool:
    """Refused for itself; arrows do not lead to it or from it."""
    return node.triggered_by_event or node.xml.get("isForCompensation") == "true"


def _reached(subject: Subject, starts: Iterable[Element]) -> set[Element]:
    waiting = deque(starts)
    reached = set(waiting)
    while waiting:
        for after in _after(subject, waiting.popleft()):
            if after not in reached:
                reached.add(after)
                waiting.append(after)
    return reached


def _after(subject: Subject, node: Element) -> Iterator[Element]:
    for flow in node.outgoing:
        if target := subject.document.element(flow.target):
            yield target
    yield from subject.document.boundaries(node.id)


def every_way_ends(subject: Subject) -> Iterator[Problem]:
    """An end event can be reached from every element."""
    for node in subject.nodes:
        if not node.outgoing and node.kind != "endEvent" and not _aside(node):
            yield DEAD_END.at(node)
    ending = _leading_to_an_end(subject)
    lost = [node for node in subject.nodes if node not in ending]
    among = set(lost)
    for group in circles(lost, lambda node: (n for n in _after(subject, node) if n in among)):
        yield NEVER_ENDS.at(group[0])


def _leading_to_an_end(subject: Subject) -> set[Element]:
    waiting = deque(node for node in subject.nodes if not node.outgoing)
    found = set(waiting)
    while waiting:
        for before in _before(subject, waiting.popleft()):
            if before not in found:
                found.add(before)
                waiting.append(before)
    return found


def _before(subject: Subject, node: Element) -> Iterator[Element]:
    for flow in node.incoming:
        if source := subject.document.element(flow.source):
            yield source
    if node.attached_to and (host := subject.document.element(node.attached_to)):
        yield host


def splits_are_drawn(subject: Subject) -> Iterator[Problem]:
    """Only a gateway has several ways out."""
    for node in subject.nodes:
        if len(node.outgoing) > 1 and node.kind not in GATEWAYS:
            yield IMPLICIT_SPLIT.at(node)


def circles_rest(subject: Subject) -> Iterator[Problem]:
    """A circle passes something that waits."""
    hurried = [node for node in subject.nodes if node.kind not in _RESTS and node.kind != "subProcess"]
    among = set(hurried)
    for group in circles(hurried, lambda node: (n for n in _after(subject, node) if n in among)):
        yield BUSY_CIRCLE.at(group[0])
