"""What a DMN file holds: inputs, decisions, knowledge and services, and what each needs (DMN 1.5, 6.3)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from app.decisions.problems import Place
from app.markup import split

Kind = Literal["inputData", "decision", "businessKnowledgeModel", "decisionService"]
KINDS: tuple[Kind, ...] = ("inputData", "decision", "businessKnowledgeModel", "decisionService")


@dataclass(frozen=True, slots=True)
class Import:
    """Another file's elements, under a name or, where that is empty, as if they stood here (6.3.3)."""

    name: str
    namespace: str
    place: Place


@dataclass(frozen=True, slots=True)
class Variable:
    """A name that gets a value, and the name of its type (7.3.4)."""

    name: str
    type_ref: str | None


@dataclass(frozen=True, slots=True)
class Element:
    """An input, decision, piece of knowledge or service. `needs` are references to what it requires."""

    kind: Kind
    id: str
    name: str
    variable: Variable
    needs: Sequence[str]
    xml: etree._Element
    names: Mapping[str, str]  #: in other languages

    @property
    def place(self) -> Place:
        """Where it stands."""
        return place_of(self.xml, self.name)


@dataclass(frozen=True, slots=True)
class Definitions:
    """One file (6.3.2)."""

    name: str
    namespace: str
    imports: Sequence[Import]
    elements: Sequence[Element]
    xml: etree._Element


def definitions(root: etree._Element) -> Definitions:
    """The file that a root element of DMN holds."""
    return Definitions(
        root.get("name", ""),
        root.get("namespace", ""),
        [_import(xml) for xml in children(root, "import") if _is_dmn(xml)],
        [_element(xml) for xml in children(root) if tag(xml) in KINDS],
        root,
    )


def _import(xml: etree._Element) -> Import:
    return Import(xml.get("name", ""), xml.get("namespace", ""), place_of(xml, xml.get("name", "")))


def _is_dmn(xml: etree._Element) -> bool:
    return "/DMN/" in xml.get("importType", "")


def _element(xml: etree._Element) -> Element:
    name = label(xml)
    found = first(xml, "variable")
    kind: Kind = tag(xml)  # type: ignore[assignment]  # only these are asked for
    return Element(
        kind,
        xml.get("id") or name,
        name,
        Variable(name, found.get("typeRef") if found is not None else None),
        [required.get("href", "") for required in _required(xml)],
        xml,
        translations(xml, "name"),
    )


_REQUIREMENTS = ("requiredInput", "requiredDecision", "requiredKnowledge")


def _required(xml: etree._Element) -> Iterator[etree._Element]:
    for requirement in children(xml, "informationRequirement", "knowledgeRequirement"):
        yield from children(requirement, *_REQUIREMENTS)


# --- reading XML ---------------------------------------------------------------------------------


def tag(xml: etree._Element) -> str:
    """The local name of an element, "" of a comment."""
    return split(xml.tag)[1] if isinstance(xml.tag, str) else ""


def children(xml: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """The elements directly inside of the same namespace, those with one of these names if any are given."""
    namespace = split(str(xml.tag))[0]
    for child in xml:
        if isinstance(child.tag, str):
            found, local = split(child.tag)
            if found == namespace and (not tags or local in tags):
                yield child


def first(xml: etree._Element, *tags: str) -> etree._Element | None:
    """The first of them."""
    return next(children(xml, *tags), None)


def text(xml: etree._Element | None, name: str = "text") -> str:
    """The text of the child with this name, "" where there is none."""
    child = first(xml, name) if xml is not None else None
    return "".join(child.itertext()).strip() if child is not None else ""


def label(xml: etree._Element) -> str:
    """The name of an element, white space made single; its id where it has none."""
    return " ".join(xml.get("name", "").split()) or xml.get("id", "")


def translations(xml: etree._Element, key: str) -> dict[str, str]:
    """What properties such as "name.fi" of the element say, by language, as in diagrams."""
    return {
        each.get("name", "").removeprefix(f"{key}."): each.get("value", "")
        for holder in children(xml, "extensionElements")
        for each in holder.iter("{*}property")
        if each.get("name", "").startswith(f"{key}.")
    }


def place_of(xml: etree._Element, name: str) -> Place:
    """Where an element stands: with its own id, or that of the nearest around it that has one."""
    around = (each.get("id") for each in (xml, *xml.iterancestors()))
    return Place(name, next(filter(None, around), None), xml.sourceline)
