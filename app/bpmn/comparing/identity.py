"""The same element under another id: found by what it is called and what it is connected to.

Modelers give a new id to what is cut and pasted, and some tools give new ids to everything they save. Such an
element is the same to whoever reads the diagram, so ids are made alike before two versions are compared.
"""

import copy
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from lxml import etree

from app.bpmn.comparing.keys import sort_of
from app.bpmn.comparing.values import reference
from app.bpmn.document import Document
from app.bpmn.elements import Element, Flow, Node
from app.bpmn.names import BPMN, FLOW_NODES

#: Rounds in which unnamed elements are found by neighbours that were found before.
_ROUNDS = 4
Sign = Hashable | None  #: what two elements must have in common; None fits nothing
_Thing = TypeVar("_Thing", bound=Node)


def renamed(old: Document, new: Document) -> dict[str, str]:
    """The ids of `new` that mean an element which `old` calls otherwise: new id → old id."""
    finding = _Finding(old, new)
    if finding.gone and finding.fresh:
        finding.run()
    return finding.found


def with_ids(document: Document, ids: Mapping[str, str]) -> Document:
    """The same diagram with other ids: id → what it becomes, wherever it is referred to."""
    if not ids:
        return document
    root = copy.deepcopy(document.root)
    rewrite(root, ids)
    return Document(document.source, root)


def rewrite(root: etree._Element, ids: Mapping[str, str]) -> None:
    """Give elements other ids, in place."""
    for xml in root.iter("{*}*"):
        sort = sort_of(str(xml.tag))
        if not sort.bpmn and not sort.drawn:
            continue
        for name, value in xml.attrib.items():
            if _refers(str(name), sort.bpmn) and (other := ids.get(reference(xml, str(value)))):
                xml.set(name, other)
        if sort.refers and (other := ids.get(reference(xml, xml.text or ""))):
            xml.text = other


def _refers(name: str, bpmn: bool) -> bool:
    return name in ("default", "bpmnElement") or name.endswith("Ref") or (name == "id" and bpmn)


class _Finding:
    def __init__(self, old: Document, new: Document) -> None:
        self.old, self.new = old, new
        had, has = _ids(old), _ids(new)
        self.gone = had - has
        self.fresh = has - had
        self.found: dict[str, str] = {}

    def run(self) -> None:
        """Pair by name, then by what is around what was paired, as long as that finds more."""
        if (was := self.old.process) and (now := self.new.process):
            self._pair([was], [now], lambda process: "process")
        things = list(_things(self.old)), list(_things(self.new))
        for _ in range(_ROUNDS):
            before = len(self.found)
            self._pair(*things, self._by_name)
            self._pair(self.old.flows, self.new.flows, self._by_ends)
            self._pair(self.old.nodes, self.new.nodes, self._by_neighbours)
            if len(self.found) == before:
                break

    def _pair(self, old: Iterable[_Thing], new: Iterable[_Thing], sign: Callable[[_Thing], Sign]) -> None:
        """Pair those of a sign that only one of the old and one of the new elements has."""
        taken = set(self.found.values())
        was = _by_sign((thing for thing in old if thing.id in self.gone and thing.id not in taken), sign)
        now = _by_sign(
            (thing for thing in new if thing.id in self.fresh and thing.id not in self.found), sign
        )
        for each, before in was.items():
            after = now.get(each, [])
            if len(before) == len(after) == 1:
                self.found[after[0].id] = before[0].id

    def _by_name(self, thing: Node) -> Sign:
        """What it is called, or says, and where it stands; what is no step may do without a name."""
        above = thing.xml.getparent()
        within = self._known(above.get("id", "")) if above is not None else ""
        said = thing.name or " ".join((thing.xml.findtext(f"{{{BPMN}}}text") or "").split())
        if not said and (thing.kind in FLOW_NODES or thing.kind == "sequenceFlow"):
            return None
        ends = tuple(self._known(thing.xml.get(end, "")) for end in ("sourceRef", "targetRef"))
        return thing.kind, said, within, ends

    def _by_ends(self, flow: Node) -> Sign:
        assert isinstance(flow, Flow)
        return self._known(flow.source), self._known(flow.target)

    def _by_neighbours(self, node: Node) -> Sign:
        assert isinstance(node, Element)
        before = tuple(sorted(self._known(flow.source) for flow in node.incoming))
        after = tuple(sorted(self._known(flow.target) for flow in node.outgoing))
        return (node.kind, node.name, before, after) if before or after else None

    def _known(self, element_id: str) -> str:
        return self.found.get(element_id, element_id)


def _by_sign(things: Iterable[_Thing], sign: Callable[[_Thing], Sign]) -> Mapping[Sign, list[_Thing]]:
    found: dict[Sign, list[_Thing]] = defaultdict(list)
    for thing in things:
        found[sign(thing)].append(thing)
    found.pop(None, None)
    return found


def _things(document: Document) -> Iterator[Node]:
    """Everything with an id, but the file as a whole and what says how an event comes about."""
    for xml in document.root.iterdescendants(f"{{{BPMN}}}*"):
        if xml.get("id") and not str(xml.tag).endswith("EventDefinition"):
            yield Node(xml)


def _ids(document: Document) -> set[str]:
    return {str(xml.get("id")) for xml in document.root.iter(f"{{{BPMN}}}*") if xml.get("id")}
