"""What a rule looks at: the process that runs, and what the municipality has."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.bpmn.document import Document
from app.bpmn.elements import Element, Flow, Node, Process
from app.bpmn.names import BPMN
from app.bpmn.problems import Problem


@dataclass(frozen=True)
class Subject:
    """One diagram under check. A collection that is None is not known, and rules about it keep silent."""

    document: Document
    process: Process
    called: Sequence[Document]
    forms: Collection[str] | None
    groups: Collection[str] | None
    job_types: Collection[str]
    decisions: Collection[str] | None = None

    @cached_property
    def nodes(self) -> list[Element]:
        """The flow nodes of the process, its sub-processes included, in file order."""
        return [node for node in self.document.nodes if node.process_id == self.process.id]

    @cached_property
    def scopes(self) -> list[str]:
        """Ids of the process and its sub-processes."""
        return list(dict.fromkeys([self.process.id, *(node.scope_id for node in self.nodes)]))

    @cached_property
    def flows(self) -> list[Flow]:
        """The sequence flows of the process, its sub-processes included."""
        return [flow for scope in self.scopes for flow in self.document.flows_within(scope)]

    def of_kind(self, *kinds: str) -> Iterator[Element]:
        """The flow nodes of these kinds."""
        return (node for node in self.nodes if node.kind in kinds)

    def link_targets(self, node: Element) -> list[Element]:
        """Where a thrown link leads to: the first target of its name, a second one is an error."""
        return self._links.get(("intermediateCatchEvent", *_link(node)), [])[:1]

    def link_sources(self, node: Element) -> list[Element]:
        """The links that lead to a target."""
        if self.link_targets(node) != [node]:
            return []
        return self._links.get(("intermediateThrowEvent", *_link(node)), [])

    @cached_property
    def _links(self) -> Mapping[tuple[str, str, str], list[Element]]:
        found: dict[tuple[str, str, str], list[Element]] = defaultdict(list)
        for node in self.nodes:
            if node.event_kind == "link":
                found[node.kind, *_link(node)].append(node)
        return found

    def ends(self, flow: Flow) -> dict[str, str]:
        """Where an arrow comes from and leads to, as its author knows them; for sentences about arrows."""
        source, target = self.document.element(flow.source), self.document.element(flow.target)
        return {
            "source": source.label if source else flow.source or "–",
            "target": target.label if target else flow.target or "–",
        }

    def drawn(self, kind: str) -> Iterator[Node]:
        """Parts of the process that are no flow nodes, such as data stores."""
        return (Node(xml) for xml in self.process.xml.iter(f"{{{BPMN}}}{kind}"))


def _link(node: Element) -> tuple[str, str]:
    return node.scope_id, node.event.link if node.event else ""


Rule = Callable[[Subject], Iterator[Problem]]
