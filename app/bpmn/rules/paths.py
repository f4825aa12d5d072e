"""Rules about the ways through a diagram: everything is reached, and every way ends."""

from collections import deque
from collections.abc import Iterable, Iterator

from app.bpmn.elements import Element
from app.bpmn.findings import error, warning
from app.bpmn.names import GATEWAYS
from app.bpmn.problems import Problem
from app.bpmn.rules.circles import circles
from app.bpmn.rules.subject import Subject
from app.bpmn.times import is_no_time
from app.translating import N_

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
IMPLICIT_SPLIT = warning(
    "implicit-split",
    N_("Several arrows leave “%(element)s”: all of these ways are gone at once."),
    N_("Nothing needs to be done if that is meant; for one of them, add an exclusive gateway after it."),
)
BUSY_CIRCLE = warning(
    "busy-circle",
    N_("The way goes round at “%(element)s” without ever waiting for a person, a message or a moment."),
    N_("Make sure that the condition for leaving the circle comes true after a few rounds."),
)

ENDLESS_CIRCLE = error(
    "endless-circle",
    N_("The way goes round at “%(element)s” without waiting and without a choice: it would never stop."),
    N_("Add a task or a timer to the circle, or an exclusive gateway from which one way leads out."),
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
        reached = _reached(subject, starts)
        # Without a start that is the one problem to solve.
        if starts:
            yield from (UNREACHABLE.at(node) for node in nodes if node not in reached and not _aside(node))


def _aside(node: Element) -> bool:
    """Arrows do not lead to it: an event sub-process, or what is refused for itself."""
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
    if _jumps(node):
        yield from subject.link_targets(node)


def every_way_ends(subject: Subject) -> Iterator[Problem]:
    """An end event can be reached from every element."""
    for node in subject.nodes:
        if not node.outgoing and node.kind != "endEvent" and not _aside(node) and not _jumps(node):
            yield DEAD_END.at(node)
    ending = _leading_to_an_end(subject)
    lost = [node for node in subject.nodes if node not in ending]
    among = set(lost)
    for group in circles(lost, lambda node: (n for n in _after(subject, node) if n in among)):
        yield NEVER_ENDS.at(group[0])


def _leading_to_an_end(subject: Subject) -> set[Element]:
    waiting = deque(node for node in subject.nodes if not node.outgoing and not _jumps(node))
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
    if node.event_kind == "link" and node.kind == "intermediateCatchEvent":
        yield from subject.link_sources(node)


def _jumps(node: Element) -> bool:
    """Whether the way goes on at the target of a link."""
    return node.event_kind == "link" and node.kind == "intermediateThrowEvent"


def splits_are_drawn(subject: Subject) -> Iterator[Problem]:
    """Only a gateway has several ways out."""
    for node in subject.nodes:
        if len(node.outgoing) > 1 and node.kind not in GATEWAYS:
            yield IMPLICIT_SPLIT.at(node)


def circles_rest(subject: Subject) -> Iterator[Problem]:
    """A circle passes something that waits, or at least something that decides."""
    hurried = [node for node in subject.nodes if not _rests(node) and node.kind != "subProcess"]
    certain = [node for node in hurried if not _decides(node)]
    endless = list(_circles(subject, certain))
    yield from (ENDLESS_CIRCLE.at(group[0]) for group in endless)
    told = {node for group in endless for node in group}
    for group in _circles(subject, hurried):
        if told.isdisjoint(group):
            yield BUSY_CIRCLE.at(group[0])


def _circles(subject: Subject, nodes: list[Element]) -> Iterator[list[Element]]:
    among = set(nodes)
    yield from circles(nodes, lambda node: (after for after in _after(subject, node) if after in among))


def _rests(node: Element) -> bool:
    timer = node.event.timer if node.event else None
    if node.kind == "intermediateCatchEvent" and timer and timer.kind == "timeDuration":
        return timer.value.startswith("=") or not is_no_time(timer.value)
    return node.kind in _RESTS and node.event_kind != "link"


def _decides(node: Element) -> bool:
    """Whether a token may leave a circle here, or stay behind."""
    if node.kind == "parallelGateway":
        return len(node.incoming) > 1
    return node.kind in {"exclusiveGateway", "inclusiveGateway"} and len(node.outgoing) > 1
