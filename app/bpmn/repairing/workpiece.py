"""The diagram under repair: a copy that remedies change, and what is known around it."""

import copy
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from lxml import etree

from app.bpmn.checking import check
from app.bpmn.document import Document
from app.bpmn.elements import slug
from app.bpmn.names import BPMN, SCOPES
from app.bpmn.problems import Problem
from app.bpmn.repairing import editing
from app.markup import split


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a diagram is repaired for. A collection that is None is not known."""

    called: Sequence[Document] = ()  #: diagrams that it may call
    forms: Collection[str] | None = None
    groups: Collection[str] | None = None
    job_types: Collection[str] | None = None
    decisions: Collection[str] | None = None  #: ids of those that business rule tasks may ask
    process_id: str | None = None  #: the process that is to run, of several
    group: str = "caseworkers"  #: who does what the file gives to nobody
    calls: Mapping[str, str] = field(default_factory=dict)  #: process id in the file → the one to call

    def given_to(self, group: str) -> "Surroundings":
        """The same, with another group for what the file gives to nobody."""
        return replace(self, group=group)


class Workpiece:
    """The copy, with its parts by id."""

    def __init__(self, document: Document, surroundings: Surroundings) -> None:
        self.source = document.source
        self.root = copy.deepcopy(document.root.getroottree()).getroot()
        self.surroundings = surroundings
        self.added: dict[str, etree._Element] = {}  #: elements and flows that were not in the file, by id
        self._prefixes = _prefixes(self.root)
        self._used = {str(value) for value in self.root.xpath("//@id")}

    def changed(self) -> None:
        """Look everything up anew."""
        for name in ("document", "problems", "_holders"):
            self.__dict__.pop(name, None)

    @cached_property
    def document(self) -> Document:
        """The diagram as it is now."""
        return Document(self.source, self.root)

    @cached_property
    def problems(self) -> list[Problem]:
        """What the check says about it now."""
        around = self.surroundings
        return check(
            self.document,
            called=around.called,
            forms=around.forms,
            groups=around.groups,
            job_types=around.job_types,
            decisions=around.decisions,
        )

    @cached_property
    def _holders(self) -> Mapping[str, etree._Element]:
        found: dict[str, etree._Element] = {}
        for xml in self.root.iter(f"{{{BPMN}}}*"):
            if xml.get("id") and editing.holder(xml) is xml:
                found.setdefault(xml.get("id", ""), xml)
        return found

    def find(self, element_id: str | None) -> etree._Element | None:
        """The element, flow, process, lane or message with this id."""
        return self._holders.get(element_id or "")

    def find_any(self, kind: str, element_id: str) -> etree._Element | None:
        """What stands beside the processes with this id, such as a resource."""
        beside = self.root.iterchildren(f"{{{BPMN}}}{kind}")
        return next((xml for xml in beside if xml.get("id") == element_id), None)

    def new_id(self, stem: str) -> str:
        """An id that nothing in the file has, the same for the same file every time."""
        stem = re.sub(r"[^\w.-]", "_", stem) if re.match(r"[^\W\d]", stem) else f"id_{stem}"
        number, found = 1, stem
        while found in self._used:
            number += 1
            found = f"{stem}_{number}"
        self._used.add(found)
        return found

    def add_node(self, scope: etree._Element, kind: str, stem: str, name: str = "") -> etree._Element:
        """A new element in a process or sub-process."""
        node = editing.add(scope, kind, id=self.new_id(stem), **({"name": name} if name else {}))
        self.added[node.get("id", "")] = node
        return node

    def add_flow(self, scope: etree._Element, source: str, target: str) -> etree._Element:
        """A new arrow."""
        flow = editing.add(scope, "sequenceFlow", id=self.new_id(f"{source}_to_{target}"))
        self.added[flow.get("id", "")] = flow
        self.lead(flow, source, target)
        return flow

    def lead(self, flow: etree._Element, source: str, target: str) -> None:
        """Let an arrow go from one element to another; what the elements say of it themselves follows."""
        for end, kind, element_id in (("sourceRef", "outgoing", source), ("targetRef", "incoming", target)):
            if flow.get(end) != element_id:
                self._unsay(flow.get(end), kind, flow.get("id", ""))
                flow.set(end, element_id)
                self._say(element_id, kind, flow.get("id", ""))

    def _say(self, element_id: str, kind: str, flow_id: str) -> None:
        node = self.node(element_id)
        if node is None or not self._says_ways:
            return
        before = [child for child in node if editing.kind_of(child) in _BEFORE_WAYS[kind]]
        said = etree.Element(f"{{{BPMN}}}{kind}")
        said.text = flow_id
        editing.insert(node, len(before), said)

    def _unsay(self, element_id: str | None, kind: str, flow_id: str) -> None:
        node = self.node(element_id or "")
        for said in () if node is None else node.findall(f"{{{BPMN}}}{kind}"):
            if (said.text or "").strip() == flow_id:
                editing.take_out(said)

    @cached_property
    def _says_ways(self) -> bool:
        """Whether the file repeats at each element which arrows it has; both ways are right."""
        return next(self.root.iter(f"{{{BPMN}}}incoming", f"{{{BPMN}}}outgoing"), None) is not None

    def node(self, element_id: str) -> etree._Element | None:
        """The flow node with this id, those that were just added among them."""
        return self.added.get(element_id, self.find(element_id))

    def scopes(self) -> Iterator[etree._Element]:
        """The process that runs and its sub-processes."""
        process = self.document.process
        if process is not None:
            yield process.xml
            yield from (xml for node in self.document.nodes if (xml := node.xml).tag in _SCOPE_TAGS)

    def drop_node(self, xml: etree._Element) -> None:
        """Set an element aside with its arrows and what sits on its border."""
        element_id = xml.get("id", "")
        for flow in list(self.document.flows):
            if element_id in (flow.source, flow.target) and not editing.is_set_aside(flow.xml):
                self.drop_flow(flow.xml)
        for event in self.document.boundaries(element_id):
            if not editing.is_set_aside(event.xml):
                self.drop_node(event.xml)
        editing.set_aside(xml)

    def drop_flow(self, xml: etree._Element) -> None:
        """Set an arrow aside."""
        self._unsay(xml.get("sourceRef"), "outgoing", xml.get("id", ""))
        self._unsay(xml.get("targetRef"), "incoming", xml.get("id", ""))
        editing.set_aside(xml)

    def finished(self) -> bytes:
        """The file."""
        used = {split(str(tag))[0] for xml in self.root.iter("{*}*") for tag in (xml.tag, *xml.attrib)}
        ours = {key: value for key, value in editing.PREFIXES.items() if value in used}
        known = {**ours, **self._prefixes}
        etree.cleanup_namespaces(self.root, top_nsmap=known, keep_ns_prefixes=sorted(self._prefixes))
        return etree.tostring(self.root.getroottree(), xml_declaration=True, encoding="UTF-8")


def _prefixes(root: etree._Element) -> dict[str, str]:
    """Prefix → namespace, the outermost first; values such as “bpmn:tFormalExpression” use them, too."""
    found: dict[str, str] = {}
    for xml in root.iter("{*}*"):
        for prefix, namespace in xml.nsmap.items():
            if prefix:
                found.setdefault(prefix, namespace)
    return found


def variable(text: str) -> str:
    """ "Is it urgent?" → "is_it_urgent"; a name that FEEL can read from words of a diagram."""
    found = slug(text).replace("-", "_")[:40].strip("_")
    return found if found and not found[0].isdigit() else f"v_{found}".strip("_")


_BEFORE_WAYS = {
    "incoming": {"documentation", "extensionElements", "auditing", "monitoring", "incoming"},
    "outgoing": {"documentation", "extensionElements", "auditing", "monitoring", "incoming", "outgoing"},
}
_SCOPE_TAGS = frozenset(f"{{{BPMN}}}{kind}" for kind in SCOPES)
