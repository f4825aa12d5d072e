"""Every text of a diagram in three languages, and the diagram with other texts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from lxml import etree

from app.bpmn import extensions
from app.bpmn.document import Document
from app.bpmn.doing import EFFECTS, JOBS
from app.bpmn.elements import Element, Node
from app.bpmn.names import BPMN, ZEEBE
from app.bpmn.reading import read
from app.bpmn.repairing.editing import add_property, extend
from app.changes.translatable import LANGUAGES, Wording

#: Properties that people read, beside those that are translated already: see docs/dialect.md.
_TEXTS = frozenset(("step", "help", "title", "summary", "time", "cost", "needed", "keywords", "label"))


class _Slot(Protocol):
    """A place of a text in all its languages."""

    @property
    def node(self) -> Node: ...
    @property
    def stem(self) -> str: ...
    def get(self, language: str) -> str: ...
    def put(self, language: str, text: str) -> None: ...


def wordings(document: Document) -> list[Wording]:
    """The names and the texts of its processes, pools, lanes, elements and arrows, in that order."""
    return [
        Wording(key, slot.node.label, slot.stem, {each: slot.get(each) for each in LANGUAGES})
        for key, slot in _slots(document).items()
    ]


def reworded(document: Document, texts: Mapping[str, Mapping[str, str]]) -> bytes:
    """The file with other texts, by key and language; unknown keys are left out, and "" takes one away.

    An English name stays where "" is given for it.
    """
    changed = read(document.source)
    slots = _slots(changed)
    for key in texts.keys() & slots.keys():
        for language, text in texts[key].items():
            if text != slots[key].get(language):
                slots[key].put(language, text)
    return etree.tostring(changed.root.getroottree(), xml_declaration=True, encoding="UTF-8")


def _slots(document: Document) -> dict[str, _Slot]:
    found: dict[str, _Slot] = {}
    for place, node in enumerate(_holders(document)):
        found |= {f"{place}:{node.id}:{slot.stem}": slot for slot in _properties(node)}
        found |= {f"{place}:{node.id}:sent:{slot.stem}": slot for slot in _sent(node)}
    return found


def _holders(document: Document) -> Iterator[Node]:
    yield from document.processes
    yield from (Node(xml) for xml in document.root.iter(f"{{{BPMN}}}participant"))
    yield from (*document.lanes, *document.nodes, *document.flows)


def _properties(node: Node) -> Iterator["_Property"]:
    stems = [name.rpartition(".") for name in node.properties]
    found = {stem for stem, _, language in stems if language in LANGUAGES}
    found |= _TEXTS & node.properties.keys()
    names = [*(["name"] if node.name else []), *sorted(found - {"name"})]
    yield from (_Property(node, name) for name in names)


def _sent(node: Node) -> Iterator["_Input"]:
    """Texts that are sent, as far as they are fixed: what is computed has no words to translate."""
    if not isinstance(node, Element) or node.job is None:
        return
    known = {**EFFECTS, **JOBS}.get(node.job.type, frozenset())
    stems = {name.removesuffix("_en") for name in known if name.endswith("_en")}
    given = {line.target: line.source for line in node.inputs}
    for stem in sorted(stems):
        sources = [given[name] for each in LANGUAGES if (name := f"{stem}_{each}") in given]
        if sources and not any(source.startswith("=") for source in sources):
            yield _Input(node, stem)


@dataclass(frozen=True, slots=True)
class _Property:
    """A name, or a property of the element: English under its name, others with the language behind it."""

    node: Node
    stem: str

    def get(self, language: str) -> str:
        if language == "en":
            return self.node.name if self.stem == "name" else self.node.properties.get(self.stem, "")
        return self.node.properties.get(f"{self.stem}.{language}", "")

    def put(self, language: str, text: str) -> None:
        xml, stem = self.node.xml, self.stem
        if stem == "name" and language == "en":
            xml.set("name", text or xml.get("name", ""))
            return
        name = stem if language == "en" else f"{stem}.{language}"
        line = _line(xml, "properties", "property", "name", name)
        if line is None:
            if text:
                add_property(xml, name, text)
            return
        line.set("value", text)
        if not text:
            line.getparent().remove(line)  # type: ignore[union-attr]  # it was found in its holder


@dataclass(frozen=True, slots=True)
class _Input:
    """A text that a task sends: an input for each language."""

    node: Element
    stem: str

    def get(self, language: str) -> str:
        lines = (line.source for line in self.node.inputs if line.target == f"{self.stem}_{language}")
        return next(lines, "")

    def put(self, language: str, text: str) -> None:
        xml, target = self.node.xml, f"{self.stem}_{language}"
        line = _line(xml, "ioMapping", "input", "target", target)
        if line is not None and text:
            line.set("source", text)
        elif line is not None:
            line.getparent().remove(line)  # type: ignore[union-attr]  # it was found in its holder
        elif text:
            holder = extend(xml, "ioMapping")
            place = len(holder.findall(f"{{{ZEEBE}}}input"))
            holder.insert(place, holder.makeelement(f"{{{ZEEBE}}}input", {"source": text, "target": target}))


def _line(xml: etree._Element, holder: str, kind: str, key: str, value: str) -> etree._Element | None:
    found = extensions.extension(xml, holder)
    lines = [] if found is None else found.findall(f"{{{ZEEBE}}}{kind}")
    return next((line for line in lines if line.get(key) == value), None)
