"""What makes an element of one version the same as an element of another.

An id does, a shape is known by what it draws, and what can be there only once by its place. Extension
elements are known by their name; other twins without an id are told apart by what they say.
"""

from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from app.bpmn.names import BPMN, BPMNDI, DC, DI, ZEEBE
from app.markup import split

DRAWN = frozenset({BPMNDI, DC, DI})
#: Elements that follow from what is in them, or from what other elements say.
CONTAINERS = frozenset({"extensionElements", "zeebe:properties", "zeebe:ioMapping", "zeebe:taskHeaders"})
LISTINGS = frozenset({"incoming", "outgoing", "flowNodeRef"})
#: Between the key of an element and the way to a part in it; no XML file can hold this sign.
WITHIN = "\x1f"
EVENT = f"{WITHIN}event"  #: the slot of an event's definition
#: Elements of which there is at most one in a place, whatever id a tool gave them.
_SINGLE = frozenset(
    """
    extensionElements conditionExpression script text condition completionCondition loopCardinality
    loopCondition ioSpecification messagePath
    """.split()  # noqa: SIM905 - names to read, not a list to edit
)
#: Elements of which there is at most one of several kinds in a place.
_SLOTS = {
    **dict.fromkeys(("timeDate", "timeDuration", "timeCycle"), "time"),
    **dict.fromkeys(("multiInstanceLoopCharacteristics", "standardLoopCharacteristics"), "loop"),
}
_TELLING = ("name", "key", "target", "id", "event", "eventType", "variable")


@dataclass(frozen=True, slots=True)
class Sort:
    """What a tag says about every element that has it."""

    kind: str  #: the BPMN word; of extension elements with the usual prefix or the namespace
    bpmn: bool
    drawn: bool  #: part of the drawing
    has_id: bool  #: known by its id if it has one
    slot: str  #: name of its place among its siblings
    lists: bool  #: only repeats what another element says
    refers: bool  #: its text is the id of another element


@lru_cache(maxsize=4000)
def sort_of(tag: str) -> Sort:
    """The sort of elements with this tag."""
    namespace, local = split(tag)
    bpmn, drawn = namespace == BPMN, namespace in DRAWN
    kind = local if bpmn or drawn else f"zeebe:{local}" if namespace == ZEEBE else tag
    single = kind in _SINGLE or kind in _SLOTS
    refers = bpmn and (kind in LISTINGS or kind.endswith(("Ref", "Refs")))
    return Sort(
        kind, bpmn, drawn, bpmn and not single, _SLOTS.get(kind, kind), bpmn and kind in LISTINGS, refers
    )


def kind_of(xml: etree._Element) -> str:
    """The BPMN word for an element; extension elements carry their namespace or the usual prefix."""
    return sort_of(str(xml.tag)).kind


def key_within(xml: etree._Element, sort: Sort, parent: str) -> str:
    """The key of an element that is known by its place in `parent`."""
    if sort.refers:
        return f"{parent}{WITHIN}{sort.kind}={(xml.text or '').strip()}"
    if sort.bpmn:
        return f"{parent}{WITHIN}{sort.slot}"
    told = next((value for name in _TELLING if (value := xml.get(name))), None)
    return f"{parent}{WITHIN}{sort.kind}:{told}" if told is not None else f"{parent}{WITHIN}{sort.kind}"
