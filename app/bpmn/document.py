"""A BPMN file: its processes, elements, flows, lanes and messages, by id and by place."""

from collections import defaultdict
from collections.abc import Mapping

from lxml import etree

from app.bpmn import extensions
from app.bpmn.elements import Element, Event, Flow, Lane, Message, Named, Node, Process
from app.bpmn.extensions import line_of
from app.bpmn.names import BPMN, FLOW_NODES, SCOPES
from app.markup import split


class Document:
    """What `read` made of a file. A scope is a process or a sub-process, named by its id.

    Where ids are missing or used twice, the first holder of an id is found by it, and `nodes` has them all.
    """

    def __init__(self, source: bytes, root: etree._Element) -> None:
        self.source = source  #: the bytes as they came in
        self.root = root
        self.processes = tuple(Process(xml) for xml in root.iterchildren(f"{{{BPMN}}}process"))
        self.nodes: list[Element] = []  #: every flow node in file order
        self.flows: list[Flow] = []  #: every sequence flow in file order
        self.lanes: list[Lane] = []  #: outer lanes before the lanes in them
        self.elements: dict[str, Element] = {}
        self.messages: Mapping[str, Message] = _messages(root)
        self._named: Mapping[tuple[str, str], Named] = _named(root)
        self._within: dict[str, list[Element]] = defaultdict(list)
        self._flows_within: dict[str, list[Flow]] = defaultdict(list)
        self._lane_of: dict[str, Lane] = {}
        self._boundaries: dict[str, list[Element]] = defaultdict(list)
        for process in self.processes:
            self._collect(process)
        self._connect()

    @property
    def process(self) -> Process | None:
        """The process that runs: the first one flagged executable, else the first; None without any."""
        flagged = (process for process in self.processes if process.executable)
        return next(flagged, self.processes[0] if self.processes else None)

    @property
    def decision_ids(self) -> set[str]:
        """Ids of the decisions that its business rule tasks ask."""
        return {node.asked.decision_id for node in self.nodes if node.asked}

    def element(self, element_id: str) -> Element | None:
        """The flow node with this id."""
        return self.elements.get(element_id)

    def within(self, scope_id: str) -> list[Element]:
        """The flow nodes that stand directly in a process or sub-process."""
        return self._within.get(scope_id, [])

    def flows_within(self, scope_id: str) -> list[Flow]:
        """The sequence flows that stand directly in a process or sub-process."""
        return self._flows_within.get(scope_id, [])

    def boundaries(self, element_id: str) -> list[Element]:
        """The boundary events that sit on an activity."""
        return self._boundaries.get(element_id, [])

    def lane(self, element_id: str) -> Lane | None:
        """The innermost lane of an element; an element in a sub-process is in the lane of the sub-process."""
        while element_id:
            if element_id in self._lane_of:
                return self._lane_of[element_id]
            found = self.elements.get(element_id)
            element_id = found.scope_id if found else ""
        return None

    def line(self, element_id: str) -> int | None:
        """The line of the element with this id, from 1."""
        found = self._node(element_id)
        return found.line if found else None

    def name(self, element_id: str, lang: str = "en") -> str:
        """The name of an element or process in a language; English where it has no translation."""
        found = self._node(element_id)
        return found.text("name", lang) if found else ""

    def properties(self, element_id: str) -> Mapping[str, str]:
        """The free properties of an element or process."""
        found = self._node(element_id)
        return found.properties if found else {}

    def message(self, element: Element) -> Message | None:
        """The message that an element waits for or sends."""
        return self.messages.get(element.message_ref or "")

    def named(self, event: Event | None) -> Named | None:
        """The signal, error or escalation that an event refers to."""
        return self._named.get((event.kind, event.ref or "")) if event else None

    def _node(self, element_id: str) -> Node | None:
        holders: tuple[Node, ...] = (*self.processes, *self.lanes)
        return self.elements.get(element_id) or next((n for n in holders if n.id == element_id), None)

    def _collect(self, process: Process) -> None:
        # A list instead of recursion: files of strangers nest as they like.
        waiting = [(process.xml, process.id)]
        while waiting:
            scope, scope_id = waiting.pop()
            for xml in scope.iterchildren(f"{{{BPMN}}}*"):
                kind = split(str(xml.tag))[1]
                if kind in FLOW_NODES:
                    self._add_element(Element(xml, scope_id, process.id))
                elif kind == "sequenceFlow":
                    self._add_flow(Flow(xml, scope_id))
                elif kind == "laneSet":
                    self._add_lanes(xml)
                if kind in SCOPES:
                    waiting.append((xml, xml.get("id", "")))

    def _add_element(self, element: Element) -> None:
        self.nodes.append(element)
        self._within[element.scope_id].append(element)
        if element.id:
            self.elements.setdefault(element.id, element)
        if element.attached_to:
            self._boundaries[element.attached_to].append(element)

    def _add_flow(self, flow: Flow) -> None:
        self.flows.append(flow)
        self._flows_within[flow.scope_id].append(flow)

    def _add_lanes(self, lane_set: etree._Element) -> None:
        for xml in lane_set.iter(f"{{{BPMN}}}lane"):
            lane = Lane(xml)
            self.lanes.append(lane)
            self._lane_of.update((node_id, lane) for node_id in lane.node_ids)

    def _connect(self) -> None:
        for flow in self.flows:
            if source := self.elements.get(flow.source):
                source.outgoing.append(flow)
            if target := self.elements.get(flow.target):
                target.incoming.append(flow)


def _messages(root: etree._Element) -> Mapping[str, Message]:
    found: dict[str, Message] = {}
    for xml in root.iterchildren(f"{{{BPMN}}}message"):
        name = " ".join(xml.get("name", "").split())
        message = Message(xml.get("id", ""), name, extensions.correlation_key(xml), line_of(xml))
        found.setdefault(message.id, message)
    return found


#: What events can refer to → the attribute with its code.
_CODES = {"signal": "id", "error": "errorCode", "escalation": "escalationCode"}


def _named(root: etree._Element) -> Mapping[tuple[str, str], Named]:
    found: dict[tuple[str, str], Named] = {}
    for kind, code in _CODES.items():
        for xml in root.iterchildren(f"{{{BPMN}}}{kind}"):
            name, own = " ".join(xml.get("name", "").split()), xml.get(code, "").strip()
            found.setdefault((kind, xml.get("id", "")), Named(xml.get("id", ""), name, own, line_of(xml)))
    return found
