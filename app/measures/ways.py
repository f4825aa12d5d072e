"""What a version's diagrams say about how long a case stands somewhere."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.bpmn import Document, Element

_CATCHES = frozenset({"intermediateCatchEvent", "receiveTask"})


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a case stands and waits, and what ends the wait."""

    #: element that waits for somebody outside → the elements of which the first that is passed ends the wait
    awaited: Mapping[str, frozenset[str]]
    #: element → the timers that begin when it is passed
    timers_after: Mapping[str, tuple[str, ...]]
    #: elements that the diagram itself has done several times
    looping: frozenset[str]


def ways(documents: Iterable[Document]) -> Ways:
    """The ways of a version with all its diagrams."""
    awaited: dict[str, frozenset[str]] = {}
    timers: dict[str, list[str]] = defaultdict(list)
    looping: set[str] = set()
    for document in documents:
        for element in document.nodes:
            if _loops(document, element):
                looping.add(element.id)
            if element.kind in _CATCHES and element.event_kind != "timer":
                awaited[element.id] = _ends(document, element)
            if element.kind == "intermediateCatchEvent" and element.event_kind == "timer":
                for flow in element.incoming:
                    timers[flow.source].append(element.id)
    return Ways(awaited, {source: tuple(found) for source, found in timers.items()}, frozenset(looping))


def _loops(document: Document, element: Element | None) -> bool:
    """Whether it, or a part of the process that it is in, is done several times by design."""
    while element is not None:
        if element.loop is not None:
            return True
        element = document.element(element.scope_id)
    return False


def _ends(document: Document, element: Element) -> frozenset[str]:
    """The element itself, what stands beside it after a gateway of events, and what interrupts it."""
    found = {element.id, *(each.id for each in document.boundaries(element.id) if each.interrupting)}
    for flow in element.incoming:
        gateway = document.element(flow.source)
        if gateway is not None and gateway.kind == "eventBasedGateway":
            found |= {beside.target for beside in gateway.outgoing}
    return frozenset(found)
