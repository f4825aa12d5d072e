"""Elements of a diagram become task specs: one function for each kind that can be run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.bpmn import Document, Element
from app.engine import problems
from app.engine import reading_events as events
from app.engine import reading_tasks as tasks
from app.engine.asking import Decide, DecisionTask
from app.engine.catching import BoundaryEvent, CatchEvent, EventSubProcess, StartEvent
from app.engine.gateways import EventGateway, ExclusiveGateway, InclusiveGateway, ParallelGateway
from app.engine.nodes import Activity, FlowNode, Mappings
from app.engine.reading import Reader
from app.engine.repeating import MultiInstance, StandardLoop
from app.engine.scopes import CallActivity, SubProcess
from app.engine.specs import ProcessSpec
from app.engine.tasks import PassingTask, ScriptTask, SendTask, ServiceTask, UserTask
from app.engine.throwing import EndEvent, ThrowEvent

#: Attributes of activities, and of gateways and receive tasks, that mean something else than is run here.
_USUAL = {"isForCompensation": "false", "startQuantity": "1", "completionQuantity": "1"}
_BEGINS = {"instantiate": "false", "eventGatewayType": "Exclusive"}


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where the elements of one scope are built. A called process or sub-process is asked for by its key."""

    spec: ProcessSpec
    document: Document
    reader: Reader
    embed: Callable[[Element, bool], str]  #: the spec key of a sub-process, and whether it is a listener
    call: Callable[[Element, str], str]  #: the spec key of a called process
    decisions: Mapping[str, Decide]
    nodes: dict[str, FlowNode] = field(default_factory=dict)

    def build(self, element: Element) -> None:
        """Add the element to the scope, or note why it cannot be."""
        if not element.id or element.id in self.spec.task_specs:
            self.reader.problems.add(problems.TWICE, element)
            return
        make = _KINDS.get(element.kind)
        if make is None or any(element.xml.get(name, usual) != usual for name, usual in _BEGINS.items()):
            self.reader.problems.add(problems.UNSUPPORTED, element, {"kind": element.kind})
            return
        self.nodes[element.id] = make(self, element)


def _activity(make: Callable[[Workshop, Element, str], Activity]) -> Callable[[Workshop, Element], FlowNode]:
    """An activity with its multi-instance or loop marker, if it has one."""

    def build(shop: Workshop, element: Element) -> FlowNode:
        repetition, looping = tasks.repetition(shop.reader, element), tasks.looping(shop.reader, element)
        unlike = any(element.xml.get(name, usual) != usual for name, usual in _USUAL.items())
        if unlike or (repetition and looping):
            shop.reader.problems.add(problems.LOOP, element)
        if repetition is None and looping is None:
            return make(shop, element, element.id)
        instance = make(shop, element, f"{element.id}[]")
        if looping:
            return StandardLoop(shop.spec, element, looping, instance)
        assert repetition is not None
        return MultiInstance(shop.spec, element, repetition, instance)

    return build


def _user_task(shop: Workshop, element: Element, name: str) -> Activity:
    reader = shop.reader
    return UserTask(shop.spec, element, reader.mappings(element), tasks.desk(reader, element), name)


def _service_task(shop: Workshop, element: Element, name: str) -> Activity:
    reader = shop.reader
    return ServiceTask(shop.spec, element, reader.mappings(element), tasks.work(reader, element), name)


def _send_task(shop: Workshop, element: Element, name: str) -> Activity:
    reader = shop.reader
    return SendTask(shop.spec, element, reader.mappings(element), tasks.work(reader, element), name)


def _script_task(shop: Workshop, element: Element, name: str) -> Activity:
    reader = shop.reader
    return ScriptTask(shop.spec, element, reader.mappings(element), tasks.script(reader, element), name)


def _decision_task(shop: Workshop, element: Element, name: str) -> Activity:
    reader = shop.reader
    asked = tasks.decision(reader, element, shop.decisions)
    return DecisionTask(shop.spec, element, reader.mappings(element), asked, name)


def _passing_task(shop: Workshop, element: Element, name: str) -> Activity:
    return PassingTask(shop.spec, element, shop.reader.mappings(element), name)


def _receive_task(shop: Workshop, element: Element, name: str) -> Activity:
    reader = shop.reader
    return CatchEvent(shop.spec, element, reader.mappings(element), events.rule(reader, element), name)


def _sub_process(shop: Workshop, element: Element, name: str) -> Activity:
    inner = shop.embed(element, False)
    return SubProcess(shop.spec, element, shop.reader.mappings(element), inner, name)


def _call_activity(shop: Workshop, element: Element, name: str) -> Activity:
    called = element.called
    process_id = shop.reader.fixed(element, called.process_id if called else None, "called process")
    inner = shop.call(element, process_id)
    propagate = (called.propagate_parent, called.propagate_child) if called else (True, True)
    return CallActivity(shop.spec, element, shop.reader.mappings(element), inner, propagate, name)


def _scope(shop: Workshop, element: Element) -> FlowNode:
    if not element.triggered_by_event:
        return _activity(_sub_process)(shop, element)
    inner = shop.embed(element, True)
    start = next((e for e in shop.document.within(element.id) if e.kind == "startEvent"), None)
    if start is None:
        return StartEvent(shop.spec, element, Mappings())  # refused: see `embed`
    rule = events.rule(shop.reader, start, repeats=not start.interrupting)
    listener = EventSubProcess(shop.spec, element, inner, start, shop.reader.mappings(start), rule)
    shop.spec.listeners.append(listener)
    return listener


def _start_event(shop: Workshop, element: Element) -> FlowNode:
    # What it waits for matters to whoever starts the process, or to the event sub-process around it.
    return StartEvent(shop.spec, element, shop.reader.mappings(element))


def _end_event(shop: Workshop, element: Element) -> FlowNode:
    reader = shop.reader
    return EndEvent(shop.spec, element, reader.mappings(element), events.effect(reader, element))


def _throw_event(shop: Workshop, element: Element) -> FlowNode:
    reader = shop.reader
    return ThrowEvent(shop.spec, element, reader.mappings(element), events.effect(reader, element))


def _catch_event(shop: Workshop, element: Element) -> FlowNode:
    reader = shop.reader
    if events.only_kind(element) == "link":
        return FlowNode(shop.spec, element)
    return CatchEvent(shop.spec, element, reader.mappings(element), events.rule(reader, element))


def _boundary_event(shop: Workshop, element: Element) -> FlowNode:
    rule = events.rule(shop.reader, element, repeats=not element.interrupting)
    return BoundaryEvent(shop.spec, element, shop.reader.mappings(element), rule, element.interrupting)


_KINDS: Mapping[str, Callable[[Workshop, Element], FlowNode]] = {
    "task": _activity(_passing_task),
    "manualTask": _activity(_passing_task),
    "userTask": _activity(_user_task),
    "serviceTask": _activity(_service_task),
    "sendTask": _activity(_send_task),
    "scriptTask": _activity(_script_task),
    "businessRuleTask": _activity(_decision_task),
    "receiveTask": _activity(_receive_task),
    "callActivity": _activity(_call_activity),
    "subProcess": _scope,
    "exclusiveGateway": lambda shop, element: ExclusiveGateway(shop.spec, element),
    "inclusiveGateway": lambda shop, element: InclusiveGateway(shop.spec, element),
    "parallelGateway": lambda shop, element: ParallelGateway(shop.spec, element),
    "eventBasedGateway": lambda shop, element: EventGateway(shop.spec, element),
    "startEvent": _start_event,
    "endEvent": _end_event,
    "intermediateCatchEvent": _catch_event,
    "intermediateThrowEvent": _throw_event,
    "boundaryEvent": _boundary_event,
}
