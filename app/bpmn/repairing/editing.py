"""Changes to the XML of a diagram that lose nothing: what is taken away is set aside with its element.

A `polku:original` among the extension elements of an element holds what the element was before: attributes as
attributes, elements as elements, both as they were written. `polku:kind` is the kind of element it was,
`polku:of` the part of the element that they belong to. Nothing in it is looked at by the check or the engine.
"""

from collections.abc import Iterator

from lxml import etree

from app.bpmn.dialect import ALLOWED, DRAWING, EXTENSIONS
from app.bpmn.names import BPMN, BPMNDI, DC, DI, FLOW_NODES, KEPT, ZEEBE
from app.markup import split

ORIGINAL = f"{{{KEPT}}}original"
_EXTENSION_ELEMENTS = f"{{{BPMN}}}extensionElements"
#: How the namespaces of what a repair writes are abbreviated, where the file does not do so itself.
PREFIXES = {
    "zeebe": ZEEBE,
    "polku": KEPT,
    "bpmndi": BPMNDI,
    "dc": DC,
    "di": DI,
    "modeler": "http://camunda.org/schema/modeler/1.0",
}
for _prefix, _namespace in {"bpmn": BPMN, **PREFIXES}.items():
    etree.register_namespace(_prefix, _namespace)

#: Elements that keep what is set aside; their parts keep it with them.
HOLDERS = FLOW_NODES | {
    *("definitions", "process", "sequenceFlow", "lane", "message", "signal", "error", "escalation"),
}


def kind_of(xml: etree._Element) -> str:
    """The local name; "" for comments and instructions."""
    return split(xml.tag)[1] if isinstance(xml.tag, str) else ""


def holder(xml: etree._Element) -> etree._Element:
    """The element that its author knows and this is a part of."""
    while kind_of(xml) not in HOLDERS or split(str(xml.tag))[0] != BPMN:
        above = xml.getparent()
        if above is None:
            return xml
        xml = above
    return xml


def parts(xml: etree._Element) -> Iterator[etree._Element]:
    """An element with the parts of it that mean something here or somewhere else.

    Left out is what stands in it for itself, such as the tasks of a process, what is only drawn, what was set
    aside, and the inside of what other products add.
    """
    waiting = [xml]
    while waiting:
        part = waiting.pop()
        yield part
        if split(str(part.tag))[0] in (BPMN, ZEEBE):
            waiting += [child for child in reversed(part) if _is_part(child)]


def _is_part(xml: etree._Element) -> bool:
    if not isinstance(xml.tag, str) or xml.tag == ORIGINAL:
        return False
    namespace, kind = split(xml.tag)
    return namespace != BPMN or kind not in DRAWING | HOLDERS


def is_set_aside(xml: etree._Element) -> bool:
    """Whether this was taken out of what runs, or out of the file."""
    if xml.tag == ORIGINAL or any(above.tag == ORIGINAL for above in xml.iterancestors()):
        return True
    return kind_of(xml) != "definitions" and not any(
        kind_of(above) == "definitions" for above in xml.iterancestors()
    )


def extension_elements(xml: etree._Element) -> etree._Element:
    """The extension elements of a BPMN element; made where there are none (BPMN 2.0, Table 8.1: after
    the documentation)."""
    found = xml.find(_EXTENSION_ELEMENTS)
    if found is None:
        found = etree.Element(_EXTENSION_ELEMENTS)
        insert(xml, len(xml.findall(f"{{{BPMN}}}documentation")), found)
    return found


def insert(parent: etree._Element, place: int, child: etree._Element) -> None:
    """Add a child at a place, on a line of its own where the others have one."""
    parent.insert(place, child)
    if child.getnext() is None:
        _align_last(parent, child)
    else:
        child.tail = _white(parent.text)


def append(parent: etree._Element, child: etree._Element) -> None:
    """Add a child at the end, on a line of its own where the others have one."""
    parent.append(child)
    _align_last(parent, child)


def _align_last(parent: etree._Element, child: etree._Element) -> None:
    before = child.getprevious()
    if before is not None:
        child.tail, before.tail = before.tail, _white(parent.text) or before.tail


def _white(text: str | None) -> str | None:
    return text if text and not text.strip() else None


def extend(xml: etree._Element, name: str, **attributes: str) -> etree._Element:
    """The zeebe: extension element of this name with these attributes; what it says already stays."""
    inside = extension_elements(xml)
    found = inside.find(f"{{{ZEEBE}}}{name}")
    if found is None:
        found = etree.Element(f"{{{ZEEBE}}}{name}")
        append(inside, found)
    for key, value in attributes.items():
        found.set(key, found.get(key) or value)
    return found


def add_property(xml: etree._Element, name: str, value: str) -> None:
    """A free property."""
    etree.SubElement(extend(xml, "properties"), f"{{{ZEEBE}}}property", name=name, value=value)


def set_aside(part: etree._Element) -> None:
    """Move an element, with everything in it, to where its holder keeps what it was."""
    above = part.getparent()
    assert above is not None, "the root of a file is not set aside"
    take_out(part)
    _original(above).append(part)


def set_aside_attribute(xml: etree._Element, key: str) -> None:
    """Move an attribute to where its holder keeps what it was."""
    value = xml.attrib.pop(key)
    original = _original(xml, without=key)
    original.set(key, value)


def become(xml: etree._Element, kind: str) -> None:
    """Make another kind of element of it; what that kind may not carry is set aside."""
    original = _original(xml, without=f"{{{KEPT}}}kind")
    original.set(f"{{{KEPT}}}kind", kind_of(xml))
    xml.tag = f"{{{BPMN}}}{kind}"
    allowed = ALLOWED[kind]
    for key in list(xml.attrib):
        namespace, name = split(str(key))
        if not namespace and name not in allowed.attributes and name not in ("id", "name"):
            set_aside_attribute(xml, str(key))
    for child in list(xml.iterchildren("{*}*")):
        namespace, name = split(str(child.tag))
        if namespace == BPMN and name != "extensionElements" and name not in allowed.children | DRAWING:
            set_aside(child)
    for child in list(extension_elements(xml).iterchildren(f"{{{ZEEBE}}}*")):
        name = kind_of(child)
        if name in EXTENSIONS and name not in allowed.extensions:
            set_aside(child)


def add(parent: etree._Element, kind: str, **attributes: str) -> etree._Element:
    """A BPMN element at the end of another."""
    added = etree.Element(f"{{{BPMN}}}{kind}", attributes)
    append(parent, added)
    return added


def set_text(parent: etree._Element, kind: str, text: str) -> None:
    """The text of a part such as a condition or a duration; what was written before is set aside."""
    found = parent.find(f"{{{BPMN}}}{kind}")
    replaced = etree.Element(f"{{{BPMN}}}{kind}")
    replaced.text = text
    if found is None:
        parent.append(replaced)
        return
    found.addprevious(replaced)
    set_aside(found)


def take_out(part: etree._Element) -> None:
    """Remove an element; text behind it stays where it is."""
    behind = part.tail
    part.tail = None
    above, before = part.getparent(), part.getprevious()
    assert above is not None
    if part.getnext() is None and before is not None and not (before.tail or "").strip():
        before.tail = behind
    elif behind and behind.strip():
        if before is not None:
            before.tail = (before.tail or "") + behind
        else:
            above.text = (above.text or "") + behind
    above.remove(part)


def _original(xml: etree._Element, without: str = "") -> etree._Element:
    """Where what `xml` was is kept; a place that does not have the attribute `without` yet."""
    whose = holder(xml)
    of = "" if xml is whose or xml.tag == _EXTENSION_ELEMENTS else kind_of(xml)
    inside = extension_elements(whose)
    for found in inside.iterchildren(ORIGINAL):
        if found.get(f"{{{KEPT}}}of", "") == of and not (without and found.get(without)):
            return found
    made = etree.Element(ORIGINAL)
    append(inside, made)
    if of:
        made.set(f"{{{KEPT}}}of", of)
    return made
