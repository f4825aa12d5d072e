"""Remedies for where a process begins and ends, for arrows that lead nowhere, and for forks."""

from collections.abc import Iterator, Sequence
from functools import partial

from lxml import etree

from app.bpmn.elements import Element, Flow
from app.bpmn.names import FLOW_NODES, GATEWAYS
from app.bpmn.problems import Problem
from app.bpmn.repairing import editing
from app.bpmn.repairing.planning import rule, whole
from app.bpmn.repairing.remedy import Offer, exact, guess
from app.bpmn.repairing.workpiece import Workpiece
from app.translating import N_

START = guess(
    "start-added",
    N_("“%(element)s” has no start event; one is added before %(first)s, where nothing leads to."),
    N_("Give it the message that begins a case, if there is one."),
)
START_PARALLEL = guess(
    "start-added",
    N_(
        "“%(element)s” has no start event; one is added. Nothing leads to %(first)s: they begin at once, "
        "as BPMN has it."
    ),
    N_("Give it the message that begins a case, if there is one; draw arrows if they follow each other."),
)
END = exact("end-added", N_("The way ends at “%(element)s”; an end event is added after it."))
SPLIT = exact(
    "split-drawn",
    N_("Several arrows leave “%(element)s”, some with conditions: all that hold are taken, by a gateway."),
)
UNREACHED = guess(
    "unreached-kept",
    N_("No way leads to “%(element)s”; it is taken out of what runs and kept in the file."),
    N_("Draw it anew where it belongs, if it is to happen."),
)
LOOSE = guess(
    "arrow-kept",
    N_("The arrow from “%(source)s” to “%(target)s” does not connect two elements; it is kept aside."),
    N_("Draw the way anew if a case is to take it."),
)
INTO_START = guess(
    "arrow-past-start",
    N_("An arrow leads into “%(element)s”, where none may; it leads to what follows: %(first)s."),
)
PAST_END = guess(
    "end-passed",
    N_("An arrow leaves the end event “%(element)s”; it becomes an event on the way, which is passed."),
)
LOOSE_EVENT = guess(
    "event-kept",
    N_("“%(element)s” sits on the border of nothing; it is taken out of what runs and kept in the file."),
)
EMPTY = guess(
    "scope-empty",
    N_("Nothing in “%(element)s” can begin; it gets a start and an end event, so that a case passes it."),
    N_("Draw what is to happen in it."),
)


def starts(work: Workpiece, xml: etree._Element, _: Sequence[Problem]) -> Iterator[Offer]:
    """A start event before whatever no arrow leads to."""
    nodes = work.document.within(xml.get("id", ""))
    inside = [node for node in nodes if _may_begin(node)]
    first = [node for node in inside if not node.incoming] or inside[:1]
    if first and not any(node.kind == "startEvent" for node in nodes):
        kind = START if len(first) == 1 else START_PARALLEL
        names = ", ".join(f"“{node.label}”" for node in first[:5])
        yield kind.at(xml, partial(_begin, work, xml, [node.id for node in first]), first=names)


def _may_begin(node: Element) -> bool:
    aside = node.triggered_by_event or node.xml.get("isForCompensation") == "true"
    jumped_to = node.kind == "intermediateCatchEvent" and node.event_kind == "link"
    return bool(node.id) and node.kind not in ("boundaryEvent", "startEvent") and not aside and not jumped_to


def _begin(work: Workpiece, scope: etree._Element, first: Sequence[str]) -> None:
    start = work.add_node(scope, "startEvent", f"{scope.get('id')}_start").get("id", "")
    if len(first) > 1:
        fork = work.add_node(scope, "parallelGateway", f"{scope.get('id')}_fork").get("id", "")
        work.add_flow(scope, start, fork)
        start = fork
    for each in first:
        work.add_flow(scope, start, each)


def ends(work: Workpiece, xml: etree._Element, _: Sequence[Problem]) -> Iterator[Offer]:
    """An end event after whatever no arrow leaves."""
    scope = xml.getparent()
    if editing.kind_of(xml) in FLOW_NODES and scope is not None:
        yield END.at(xml, partial(_end, work, scope, xml))


def _end(work: Workpiece, scope: etree._Element, xml: etree._Element) -> None:
    end = work.add_node(scope, "endEvent", f"{xml.get('id')}_end")
    work.add_flow(scope, xml.get("id", ""), end.get("id", ""))


def splits(work: Workpiece, root: etree._Element, problems: Sequence[Problem]) -> Iterator[Offer]:
    """A gateway where several arrows, some with conditions, leave a task."""
    named = {problem.element_id for problem in problems}
    for source in dict.fromkeys(flow.source for flow in work.document.flows if flow.id in named):
        node = work.document.element(source)
        if node is not None and node.kind not in GATEWAYS and len(node.outgoing) > 1:
            yield SPLIT.at(node.xml, partial(_fork, work, node))


def _fork(work: Workpiece, node: Element) -> None:
    scope = node.xml.getparent()
    assert scope is not None
    fork = work.add_node(scope, "inclusiveGateway", f"{node.id}_fork")
    if node.default:
        editing.set_aside_attribute(node.xml, "default")
        fork.set("default", node.default)
    for flow in node.outgoing:
        if not flow.condition and flow.id != node.default:
            editing.set_text(flow.xml, "conditionExpression", "=true")
        work.lead(flow.xml, fork.get("id", ""), flow.target)
    work.add_flow(scope, node.id, fork.get("id", ""))


def unreached(work: Workpiece, xml: etree._Element, _: Sequence[Problem]) -> Iterator[Offer]:
    """Elements that no way leads to."""
    yield UNREACHED.at(xml, partial(_drop, work, xml))


def _drop(work: Workpiece, xml: etree._Element) -> None:
    if not editing.is_set_aside(xml):
        work.drop_node(xml)


def loose_events(work: Workpiece, xml: etree._Element, _: Sequence[Problem]) -> Iterator[Offer]:
    """Events on the border of nothing."""
    yield LOOSE_EVENT.at(xml, partial(_drop, work, xml))


def loose_arrows(work: Workpiece, xml: etree._Element, problems: Sequence[Problem]) -> Iterator[Offer]:
    """Arrows with an end at nothing, or across a border."""
    said = {key: str(problems[0].values.get(key, "–")) for key in ("source", "target")}
    yield LOOSE.at(xml, partial(_drop_flow, work, xml), **said)


def _drop_flow(work: Workpiece, xml: etree._Element) -> None:
    if not editing.is_set_aside(xml):
        work.drop_flow(xml)


def arrows_into_start(work: Workpiece, xml: etree._Element, _: Sequence[Problem]) -> Iterator[Offer]:
    """Arrows back to a start event go to what follows it."""
    node = work.document.element(xml.get("id", ""))
    after = {flow.target for flow in node.outgoing} if node else set()
    if node is None or len(after) != 1:
        return
    first = after.pop()
    yield INTO_START.at(xml, partial(_lead_on, work, list(node.incoming), first), first=first)


def _lead_on(work: Workpiece, flows: Sequence[Flow], target: str) -> None:
    for flow in flows:
        work.lead(flow.xml, flow.source, target)


def arrows_out_of_end(_: Workpiece, xml: etree._Element, __: Sequence[Problem]) -> Iterator[Offer]:
    """An end event in the middle of a way."""
    yield PAST_END.at(xml, partial(editing.become, xml, "intermediateThrowEvent"))


def empty_scopes(work: Workpiece, root: etree._Element, problems: Sequence[Problem]) -> Iterator[Offer]:
    """A process with nothing that could begin gets a start and an end."""
    for problem in problems:
        scope = work.find(problem.element_id)
        inside = work.document.within(problem.element_id or "")
        if scope is not None and not any(_may_begin(node) or node.kind == "startEvent" for node in inside):
            yield EMPTY.at(scope, partial(_begin_and_end, work, scope))


def _begin_and_end(work: Workpiece, scope: etree._Element) -> None:
    start = work.add_node(scope, "startEvent", f"{scope.get('id')}_start")
    end = work.add_node(scope, "endEvent", f"{scope.get('id')}_end")
    work.add_flow(scope, start.get("id", ""), end.get("id", ""))


RULES = (
    rule(loose_arrows, "flow-dangling flow-crosses"),
    rule(loose_events, "boundary-loose"),
    rule(arrows_into_start, "flow-into-start link-entered"),
    rule(arrows_out_of_end, "flow-out-of-end"),
    whole(empty_scopes, "start-missing"),
    rule(starts, "start-missing"),
    rule(ends, "dead-end"),
    whole(splits, "condition-ignored"),
    rule(unreached, "unreachable"),
)
