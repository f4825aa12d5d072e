"""Every text of a diagram in three languages, and the diagram with other texts."""

from collections.abc import Iterator, Mapping

from lxml import etree

from app.bpmn import extensions, letters
from app.bpmn.document import Document
from app.bpmn.elements import Node
from app.bpmn.names import BPMN, ZEEBE
from app.bpmn.reading import read
from app.bpmn.repairing.editing import add_property
from app.changes.translatable import LANGUAGES, Wording

#: Properties that people read, beside those that are translated already: see docs/dialect.md.
_TEXTS = frozenset(("step", "help", "title", "summary", "time", "cost", "needed", "keywords", "label"))


def wordings(document: Document) -> list[Wording]:
    """The names, texts and letters of its processes, pools, lanes, elements and arrows, in that order."""
    return [
        Wording(key, node.label, stem, {each: _get(node, stem, each) for each in LANGUAGES})
        for key, (node, stem) in _slots(document).items()
    ]


def reworded(document: Document, texts: Mapping[str, Mapping[str, str]]) -> bytes:
    """The file with other texts, by key and language; unknown keys are left out, and "" takes one away.

    An English name stays where "" is given for it.
    """
    changed = read(document.source)
    slots = _slots(changed)
    for key in texts.keys() & slots.keys():
        node, stem = slots[key]
        for language, text in texts[key].items():
            if text != _get(node, stem, language):
                _put(node.xml, stem, language, text)
    return etree.tostring(changed.root.getroottree(), xml_declaration=True, encoding="UTF-8")


def _slots(document: Document) -> dict[str, tuple[Node, str]]:
    return {
        f"{place}:{node.id}:{stem}": (node, stem)
        for place, node in enumerate(_holders(document))
        for stem in _stems(node)
    }


def _holders(document: Document) -> Iterator[Node]:
    yield from document.processes
    yield from (Node(xml) for xml in document.root.iter(f"{{{BPMN}}}participant"))
    yield from (*document.lanes, *document.nodes, *document.flows)


def _stems(node: Node) -> list[str]:
    stems = [name.rpartition(".") for name in node.properties]
    found = {stem for stem, _, language in stems if language in LANGUAGES}
    found |= _TEXTS & node.properties.keys()
    written = [stem for stem in letters.STEMS if letters.has(node.xml, stem)]
    return [*(["name"] if node.name else []), *sorted(found - {"name"}), *written]


def _get(node: Node, stem: str, language: str) -> str:
    if stem in letters.STEMS:
        return letters.text_of(node.xml, stem, language)
    if language == "en":
        return node.name if stem == "name" else node.properties.get(stem, "")
    return node.properties.get(f"{stem}.{language}", "")


def _put(xml: etree._Element, stem: str, language: str, text: str) -> None:
    if stem in letters.STEMS:
        letters.put(xml, stem, language, text)
        return
    if stem == "name" and language == "en":
        xml.set("name", text or xml.get("name", ""))
        return
    name = stem if language == "en" else f"{stem}.{language}"
    holder = extensions.extension(xml, "properties")
    for line in [] if holder is None else holder.findall(f"{{{ZEEBE}}}property"):
        if line.get("name") == name:
            line.set("value", text)
            if not text:
                line.getparent().remove(line)  # type: ignore[union-attr]  # it was found in the holder
            return
    if text:
        add_property(xml, name, text)
