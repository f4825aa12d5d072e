"""A diagram that declares another parameter, or one parameter less."""

from collections.abc import Mapping

from lxml import etree

from app.bpmn import Document, read
from app.bpmn.repairing.editing import add_property
from app.levels.declaring import PREFIX, Kind

LANGUAGES = ("", ".fi", ".sv")  #: how the names of properties end: English has no ending
STEMS = ("label", "help")


def declare(diagram: bytes, name: str, written: str, texts: Mapping[str, str]) -> bytes:
    """The diagram with this parameter, in place of one of that name; raises bpmn.Unreadable.

    `texts` are by stem and ending: “label”, “label.fi”, “help.sv”. Names of options stay as they are.
    """
    document = read(diagram)
    own = [f"{stem}{ending}" for stem in STEMS for ending in LANGUAGES]
    _take_away(document, {f"{PREFIX}{name}", *(f"{PREFIX}{name}.{each}" for each in own)})
    assert document.process is not None
    add_property(document.process.xml, f"{PREFIX}{name}", written)
    for each in own:
        if texts.get(each):
            add_property(document.process.xml, f"{PREFIX}{name}.{each}", texts[each])
    return _bytes(document)


def withdraw(diagram: bytes, name: str) -> bytes:
    """The diagram without this parameter and all that is said of it; raises bpmn.Unreadable."""
    document = read(diagram)
    names = document.process.properties if document.process else {}
    _take_away(document, {each for each in names if each.partition(".")[0] == f"{PREFIX}{name}"})
    return _bytes(document)


def spelled(kind: Kind, allowed: str, usual: str) -> str:
    """A declaration as the property says it: “days 1..15 = 3”."""
    return " ".join(f"{kind} {allowed} = {usual}".split())


def _take_away(document: Document, names: set[str]) -> None:
    if document.process is None:
        return
    for line in document.process.xml.findall("{*}extensionElements/{*}properties/{*}property"):
        above = line.getparent()
        if line.get("name") in names and above is not None:
            above.remove(line)


def _bytes(document: Document) -> bytes:
    return etree.tostring(document.root.getroottree(), xml_declaration=True, encoding="UTF-8")
