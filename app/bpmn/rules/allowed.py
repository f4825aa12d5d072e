"""Rule: what is not on the allow-list is refused by name, never ignored."""

from collections import deque
from collections.abc import Iterator, Mapping

from lxml import etree

from app.bpmn.dialect import ALLOWED, DRAWING, EXTENSION_ATTRIBUTES, EXTENSIONS, HARMLESS, Values
from app.bpmn.elements import Node
from app.bpmn.findings import Finding
from app.bpmn.names import BPMN, FLOW_NODES, ZEEBE
from app.bpmn.problems import Problem
from app.bpmn.refused import ATTRIBUTES, ELEMENTS, UNKNOWN_ATTRIBUTE, UNKNOWN_ELEMENT
from app.bpmn.rules.subject import Subject
from app.bpmn.vendors import PRODUCTS, foreign
from app.markup import split

_EVERYWHERE = frozenset({"id", "name"})
#: Elements that their author knows; the parts inside speak through them.
_SPEAKERS = FLOW_NODES | {"process", "sequenceFlow", "lane", "message"}
#: What stands beside the process and is referred to by its events.
_NAMED = ("message", "signal", "error", "escalation")
_ROOTS = frozenset({"process", "extensionElements", *_NAMED})


def only_what_is_allowed(subject: Subject) -> Iterator[Problem]:
    """Walk everything that runs and compare each element with the table."""
    root = subject.document.root
    yield from _beside_the_process(root)
    waiting = deque([(subject.process.xml, Node(subject.process.xml))])
    waiting.extend((xml, Node(xml)) for xml in root.iterchildren(*(f"{{{BPMN}}}{kind}" for kind in _NAMED)))
    while waiting:
        xml, speaker = waiting.popleft()
        kind = split(str(xml.tag))[1]
        yield from _attributes(xml, kind, speaker)
        for child in xml.iterchildren("{*}*"):
            namespace, child_kind = split(str(child.tag))
            if namespace != BPMN:
                yield from _foreign(speaker, namespace, child_kind)
            elif child_kind == "extensionElements":
                yield from _extensions(child, kind, speaker)
            elif child_kind not in DRAWING:
                inner = Node(child) if child_kind in _SPEAKERS else speaker
                yield from _misplaced(kind, child_kind, inner)
                waiting.append((child, inner))


def _beside_the_process(root: etree._Element) -> Iterator[Problem]:
    for xml in root.iterchildren(f"{{{BPMN}}}*"):
        kind = split(str(xml.tag))[1]
        # An event definition outside every process says nothing until an event uses it.
        if kind not in DRAWING | _ROOTS and not kind.endswith("EventDefinition"):
            yield _named(kind).at(Node(xml), kind=kind)


def _misplaced(parent: str, kind: str, speaker: Node) -> Iterator[Problem]:
    # A parent off the list has its problem already, and its parts need none.
    if parent in ALLOWED and kind not in ALLOWED[parent].children:
        yield _named(kind).at(speaker, kind=kind)


def _named(kind: str) -> Finding:
    return ELEMENTS.get(kind, UNKNOWN_ELEMENT)


def _attributes(xml: etree._Element, kind: str, speaker: Node) -> Iterator[Problem]:
    for key, value in xml.attrib.items():
        namespace, name = split(str(key))
        if namespace == ZEEBE and name in EXTENSION_ATTRIBUTES:
            continue
        if namespace:
            yield from _foreign(speaker, namespace, name)
        elif kind in ALLOWED and name not in _EVERYWHERE and not _fits(ALLOWED[kind].attributes, name, value):
            finding = ATTRIBUTES.get((kind, name)) or ATTRIBUTES.get(("", name)) or UNKNOWN_ATTRIBUTE
            yield finding.at(speaker, name=name, value=value[:80])


def _fits(allowed: Mapping[str, Values], name: str, value: str) -> bool:
    if name not in allowed:
        return False
    values = allowed[name]
    return values is None or value in values


def _extensions(holder: etree._Element, kind: str, speaker: Node) -> Iterator[Problem]:
    if kind not in ALLOWED:
        return
    for xml in holder.iterchildren("{*}*"):
        namespace, name = split(str(xml.tag))
        if namespace == ZEEBE and name in ALLOWED[kind].extensions:
            yield from _inside_extension(xml, name, speaker)
        else:
            yield from _foreign(speaker, namespace, name)


def _inside_extension(xml: etree._Element, name: str, speaker: Node) -> Iterator[Problem]:
    entry = EXTENSIONS[name]
    for key, value in xml.attrib.items():
        namespace, attribute = split(str(key))
        if namespace or not _fits(entry.attributes, attribute, value):
            yield from _foreign(speaker, namespace or ZEEBE, attribute)
    for child in xml.iterchildren("{*}*"):
        namespace, local = split(str(child.tag))
        if namespace == ZEEBE and local in entry.children:
            yield from _inside_extension(child, local, speaker)
        else:
            yield from _foreign(speaker, namespace, local)


def _foreign(speaker: Node, namespace: str, name: str) -> Iterator[Problem]:
    if namespace not in HARMLESS:
        product = PRODUCTS.get(namespace, "")
        yield foreign(namespace, name).at(speaker, name=name, product=product, namespace=namespace or "–")
