"""What makes an element of one version the same as an element of another.

An id does, a shape is known by what it draws, and what can be there only once by its place. Extension elements
are known by their name; other twins without an id are told apart by what they say (app.changes.keys).
"""

from lxml import etree

from app.bpmn.names import BPMN, BPMNDI, DC, DI, ZEEBE, split

DRAWN = frozenset({BPMNDI, DC, DI})
#: Elements that follow from what is in them, or from what other elements say.
CONTAINERS = frozenset({"extensionElements", "zeebe:properties", "zeebe:ioMapping", "zeebe:taskHeaders"})
LISTINGS = frozenset({"incoming", "outgoing", "flowNodeRef"})
#: Elements of which there is at most one in a place, whatever id a tool gave them.
_SINGLE = frozenset(
    [
        "extensionElements",
        "conditionExpression",
        "script",
        "text",
        "condition",
        "completionCondition",
        "loopCardinality",
        "loopCondition",
        "ioSpecification",
        "messagePath",
    ]
)
#: Elements of which there is at most one of several kinds in a place.
_SLOTS = {
    **dict.fromkeys(["timeDate", "timeDuration", "timeCycle"], "time"),
    **dict.fromkeys(["multiInstanceLoopCharacteristics", "standardLoopCharacteristics"], "loop"),
}
#: Between the key of an element and the way to a part in it; no XML file can hold this sign.
WITHIN = "\x1f"
EVENT = f"{WITHIN}event"  #: the slot of an event's definition
_TELLING = ("name", "key", "target", "id", "event", "eventType", "variable")


def kind_of(xml: etree._Element) -> str:
    """The BPMN word for an element; extension elements carry their namespace, Camunda 8's the usual prefix."""
    namespace, local = split(str(xml.tag))
    if namespace == BPMN or namespace in DRAWN:
        return local
    return f"zeebe:{local}" if namespace == ZEEBE else str(xml.tag)


def has_own_id(xml: etree._Element, kind: str) -> bool:
    """Whether the element is known by its id."""
    return (
        bool(xml.get("id")) and split(str(xml.tag))[0] == BPMN and kind not in _SINGLE and kind not in _SLOTS
    )


def key_within(xml: etree._Element, kind: str, parent: str) -> str:
    """The key of an element that is known by its place in `parent`."""
    if kind in _SLOTS:
        return f"{parent}{WITHIN}{_SLOTS[kind]}"
    if kind in _SINGLE:
        return f"{parent}{WITHIN}{kind}"
    if kind in LISTINGS or kind.endswith(("Ref", "Refs")):
        return f"{parent}{WITHIN}{kind}={(xml.text or '').strip()}"
    told = next((xml.get(name) for name in _TELLING if xml.get(name)), None)
    return f"{parent}{WITHIN}{kind}:{told}" if told is not None else f"{parent}{WITHIN}{kind}"
