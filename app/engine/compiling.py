"""A diagram with the processes it calls becomes a Definition, or is refused with all its problems."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from app.bpmn import Document, Element, Flow, Process
from app.bpmn.findings import Finding
from app.bpmn.names import ACTIVITIES
from app.engine import definition, problems, starting
from app.engine.asking import Decide
from app.engine.building import Workshop
from app.engine.catching import BoundaryEvent, CatchEvent, StartEvent
from app.engine.definition import Definition, Start, StartTimer
from app.engine.errors import Unpublishable
from app.engine.gateways import EventGateway, ExclusiveGateway, InclusiveGateway
from app.engine.limits import MAX_NESTING
from app.engine.nodes import Activity, FlowNode
from app.engine.nodes import Flow as Way
from app.engine.problems import Problems
from app.engine.reading import Reader
from app.engine.reading_events import kinds, only_kind
from app.engine.specs import ProcessSpec
from app.engine.times import NoTime
from app.feel.budget import Calendar
from app.levels import Values, effective

_CATCHES = "intermediateCatchEvent"


def compile_definition(
    main: Document,
    called: Sequence[Document] = (),
    *,
    decisions: Mapping[str, Decide] = MappingProxyType({}),
    calendar: Calendar | None = None,
    values: Values = MappingProxyType({}),
) -> Definition:
    """The process of `main`, able to call the processes of `called`; raises Unpublishable.

    `decisions` are what business rule tasks may ask, by their ids; `calendar` is what working days are
    counted by: without one, an expression that counts them fails. `values` are those of the parameters that
    a municipality has set; the others are as the process declares them.
    """
    if main.process is None:
        raise Unpublishable([problems.NOTHING])
    compiler = Compiler([main, *called], decisions)
    compiler.process(main.process.id)
    compiler.check_start(main, main.process)
    if compiler.problems.found:
        raise Unpublishable(compiler.problems.found)
    return Definition(
        key=main.process.id,
        name=main.process.name,
        properties=main.process.properties,
        starts=tuple(_starts(main, main.process)),
        elements=MappingProxyType(compiler.elements),
        specs=MappingProxyType(compiler.specs),
        calendar=calendar,
        parameters=effective(main.process, values),
    )


def _starts(document: Document, process: Process) -> list[Start]:
    events = [element for element in document.within(process.id) if element.kind == "startEvent"]
    return [
        Start(
            event.id,
            message.name if (message := document.message(event)) else None,
            event.form_id,
            _start_timer(event),
        )
        for event in events
    ]


def _start_timer(event: Element) -> StartTimer | None:
    timer = event.event.timer if event.event else None
    return StartTimer(timer.kind, timer.value) if timer else None


class Compiler:
    """Compiles one process after the other as they are called."""

    def __init__(self, documents: Sequence[Document], decisions: Mapping[str, Decide]) -> None:
        self.problems = Problems()
        self.specs: dict[str, ProcessSpec] = {}
        self.elements: dict[str, definition.Element] = {}
        self._found = {p.id: document for document in reversed(documents) for p in document.processes}
        self._decisions = decisions
        self._path: list[str] = []
        self._depth = 0

    def process(self, process_id: str) -> None:
        """Compile a process with everything in it and everything it calls."""
        self._path.append(process_id)
        # Where a called process uses an id again, the id means the caller's element.
        for element in self._found[process_id].nodes:
            if element.process_id == process_id:
                self._describe(self._found[process_id], element)
        self._scope(self._found[process_id], process_id, ProcessSpec(process_id, embedded=False))
        self._path.pop()

    def check_start(self, document: Document, process: Process) -> None:
        """The process of a service begins with a message, by the clock, or with nothing."""
        starts = [element for element in document.within(process.id) if element.kind == "startEvent"]
        if not starts:
            self.problems.add(problems.NO_BEGINNING, process)
        for start in starts:
            if only_kind(start) not in ("", "message", "timer"):
                self.problems.add(problems.EVENT, start, {"kind": kinds(start)})
            elif start.event_kind == "message" and document.message(start) is None:
                self.problems.add(problems.MISSING, start, {"what": "message"})
            elif start.event_kind == "timer":
                self._check_timer(document, start)

    def _check_timer(self, document: Document, start: Element) -> None:
        timer = _start_timer(start)
        if timer is None or Reader(document, self.problems).value(start, timer.text) is None:
            self.problems.add(problems.MISSING, start, {"what": "time"})
            return
        try:
            starting.check(timer)
        except NoTime as error:
            self.problems.add(problems.START_TIMER, start, {"reason": str(error)})

    def _scope(self, document: Document, scope_id: str, spec: ProcessSpec) -> None:
        self.specs[spec.name] = spec
        elements = document.within(scope_id)
        shop = Workshop(
            spec,
            document,
            Reader(document, self.problems),
            embed=lambda element, listens: self._embedded(document, spec, element, listens),
            call=self._called,
            decisions=self._decisions,
        )
        for element in elements:
            shop.build(element)
        self._connect(shop, elements, document.flows_within(scope_id))
        self._link(shop, elements)
        for node in shop.nodes.values():
            if isinstance(node, InclusiveGateway):
                node.explore(shop.nodes.values())
        plain = [e for e in elements if e.kind == "startEvent" and not e.events]
        spec.beginning = shop.nodes.get(plain[0].id) if len(plain) == 1 else None

    def _describe(self, document: Document, element: Element) -> None:
        lane = document.lane(element.id)
        self.elements.setdefault(
            element.id,
            definition.Element(
                id=element.id,
                type=element.kind,
                name=element.name,
                properties=element.properties,
                lane=lane.group if lane else None,
                form_id=element.form_id,
            ),
        )

    def _embedded(self, document: Document, around: ProcessSpec, element: Element, listens: bool) -> str:
        spec = ProcessSpec(f"{around.name}#{element.id}", embedded=True)
        if not self._deeper(element, lambda: self._scope(document, element.id, spec)):
            return spec.name
        starts = [e for e in document.within(element.id) if e.kind == "startEvent"]
        if listens:
            node = spec.task_specs.get(starts[0].id) if len(starts) == 1 and starts[0].events else None
            spec.beginning = node
            self._need(spec, element, problems.LISTENER_START)
        else:
            self._need(spec, element, problems.NO_START)
            self._refuse(starts)
        return spec.name

    def _need(self, spec: ProcessSpec, element: Element, finding: Finding) -> None:
        if spec.beginning is None:
            self.problems.add(finding, element)

    def _refuse(self, starts: list[Element]) -> None:
        for start in starts:
            if start.events:
                self.problems.add(problems.EVENT, start, {"kind": start.event_kind})

    def _called(self, element: Element, process_id: str) -> str:
        if process_id in self._path:
            circle = " → ".join([*self._path[self._path.index(process_id) :], process_id])
            self.problems.add(problems.CIRCLE, element, {"process": circle})
        elif process_id not in self._found:
            if process_id:
                self.problems.add(problems.CALLEE, element, {"process": process_id})
        else:
            known = process_id in self.specs
            if known or self._deeper(element, lambda: self.process(process_id)):
                self._need(self.specs[process_id], element, problems.NO_START)
        return process_id

    def _deeper(self, element: Element, compile_inner: Callable[[], None]) -> bool:
        """Compile what is inside, unless it is nested too deeply: what runs nests as it is drawn."""
        if self._depth >= MAX_NESTING:
            self.problems.add(problems.DEEP, element, {"limit": str(MAX_NESTING)})
            return False
        self._depth += 1
        compile_inner()
        self._depth -= 1
        return True

    def _link(self, shop: Workshop, elements: list[Element]) -> None:
        """Lead from each thrown link to the event of its name, as if by an arrow."""
        links = [element for element in elements if only_kind(element) == "link"]
        targets = Counter(link.event.link for link in links if link.kind == _CATCHES and link.event)
        for link in links:
            name = link.event.link if link.event else ""
            if not name or targets[name] != 1:
                self.problems.add(problems.LINK, link)
            elif link.kind != _CATCHES:
                target = next(e for e in links if e.kind == _CATCHES and e.event and e.event.link == name)
                shop.nodes[link.id].lead(Way(f"link {link.id}", shop.nodes[target.id], None))

    def _connect(self, shop: Workshop, elements: list[Element], flows: list[Flow]) -> None:
        here = {element.id for element in elements}
        for number, flow in enumerate(flows):
            if {flow.source, flow.target} <= here:
                self._lead(shop, flow, flow.id or f"flow {number}")
            else:
                self.problems.add(problems.LOOSE, flow)
        for element in elements:
            if element.kind == "boundaryEvent":
                self._attach(shop, element)
            self._check_ways(shop, element, shop.nodes.get(element.id))

    def _lead(self, shop: Workshop, flow: Flow, flow_id: str) -> None:
        source, target = shop.nodes.get(flow.source), shop.nodes.get(flow.target)
        if source is None or target is None:
            return  # the element itself was refused
        if isinstance(target, StartEvent | BoundaryEvent):
            self.problems.add(problems.LOOSE, flow)
        condition = None
        if flow.condition is not None:
            condition = shop.reader.expression(flow, flow.condition, "condition")
            if not isinstance(source, ExclusiveGateway):
                self.problems.add(problems.CONDITION, flow)
        if flow_id in target.incoming:
            self.problems.add(problems.TWICE, flow)
        source.lead(Way(flow_id, target, condition))

    def _attach(self, shop: Workshop, element: Element) -> None:
        host, event = shop.nodes.get(element.attached_to or ""), shop.nodes.get(element.id)
        if isinstance(host, Activity) and shop.document.elements[host.bpmn_id].kind in ACTIVITIES:
            if event is not None:
                host.boundaries.append(event)
        else:
            self.problems.add(problems.BOUNDARY, element)

    def _check_ways(self, shop: Workshop, element: Element, node: FlowNode | None) -> None:
        if isinstance(node, EventGateway):
            targets = [way.target for way in node.flows]
            if not targets or any(
                not isinstance(t, CatchEvent) or isinstance(t, BoundaryEvent) for t in targets
            ):
                self.problems.add(problems.RACE, element)
        elif element.kind in ("exclusiveGateway", "inclusiveGateway") and len(element.outgoing) > 1:
            for flow in element.outgoing:
                if not flow.condition and flow.id != element.default:
                    self.problems.add(problems.NO_CONDITION, flow)
