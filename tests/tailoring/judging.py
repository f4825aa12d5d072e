"""What has to be true of a merged diagram: its XML, the standard's schema, the engine and the check."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from lxml import etree

from app.bpmn import check, read
from app.engine import Unpublishable, compile_definition

_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
Said = tuple[object, ...]


def canonical(source: bytes) -> Said:
    """What a file says, whatever its prefixes, indentation, comments and the order of steps in a lane."""
    return _said(etree.fromstring(source))


def _said(xml: etree._Element) -> Said:
    children = [child for child in xml if isinstance(child.tag, str)]
    listed = sorted((child.text or "").strip() for child in children if child.tag.endswith("}flowNodeRef"))
    others = tuple(_said(child) for child in children if not child.tag.endswith("}flowNodeRef"))
    attributes = sorted((str(name), _value(xml, str(name), str(value))) for name, value in xml.attrib.items())
    return (xml.tag, tuple(attributes), _text(xml.text), _text(xml.tail), tuple(listed), others)


def _value(xml: etree._Element, name: str, value: str) -> str:
    if name != _TYPE:
        return value
    prefix, _, local = value.rpartition(":")
    return f"{{{xml.nsmap.get(prefix or None)}}}{local}"


def _text(text: str | None) -> str:
    return text if text and text.strip() else ""


def is_valid(source: bytes) -> bool:
    """Whether a file is as the schema of the standard wants it (BPMN20.xsd of the OMG)."""
    return _schema().validate(etree.fromstring(source))


@cache
def _schema() -> etree.XMLSchema:
    path = files("SpiffWorkflow") / "bpmn" / "parser" / "schema" / "BPMN20.xsd"
    return etree.XMLSchema(etree.parse(str(path)))


def compiles(source: bytes) -> bool:
    """Whether the engine can run it."""
    try:
        compile_definition(read(source), [])
    except Unpublishable:
        return False
    return True


def problems(source: bytes) -> set[tuple[str, str | None]]:
    """What the check finds, and where."""
    return {(problem.code, problem.element_id) for problem in check(read(source))}


def faults(merged: bytes, *sides: bytes) -> Iterator[str]:
    """What is worse about a merged file than about each of the sides."""
    if all(is_valid(side) for side in sides) and not is_valid(merged):
        yield "it is not valid any more"
    if all(compiles(side) for side in sides) and not compiles(merged):
        yield "it cannot be run any more"
    known = set[tuple[str, str | None]]().union(*(problems(side) for side in sides))
    yield from (f"it has the problem {code} at {element}" for code, element in problems(merged) - known)
    if all(_uses_ids_once(side) for side in sides) and not _uses_ids_once(merged):
        yield "it uses an id twice"


def _uses_ids_once(source: bytes) -> bool:
    ids = [xml.get("id") for xml in etree.fromstring(source).iter("{*}*") if xml.get("id")]
    return len(ids) == len(set(ids))
