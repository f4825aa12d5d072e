"""Where in an element the extensions stand that the check refuses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from app.bpmn.dialect import ALLOWED, EXTENSIONS, HARMLESS
from app.bpmn.extensions import text_of
from app.bpmn.names import BPMN, ZEEBE
from app.bpmn.problems import Problem
from app.bpmn.repairing import editing
from app.bpmn.repairing.planning import FOREIGN
from app.markup import split


@dataclass(frozen=True, slots=True)
class Foreign:
    """One attribute or element of another product."""

    name: str
    namespace: str
    part: etree._Element  #: the element itself, or the one that carries the attribute
    key: str = ""  #: of an attribute

    @property
    def text(self) -> str:
        """What it says, as far as that is text."""
        return self.part.get(self.key, "") if self.key else text_of(self.part)

    def set_aside(self) -> None:
        """Keep it with its element, without effect."""
        if self.key:
            editing.set_aside_attribute(self.part, self.key)
        else:
            editing.set_aside(self.part)


def found(xml: etree._Element, problems: Sequence[Problem]) -> list[Foreign]:
    """What the problems are about, in the order of the file."""
    wanted = {
        (str(problem.values["namespace"]), str(problem.values["name"]))
        for problem in problems
        if problem.code == FOREIGN
    }
    return [each for each in _all(xml) if (each.namespace or "–", each.name) in wanted]


def named(xml: etree._Element, names: frozenset[str]) -> list[Foreign]:
    """All foreign attributes and elements of these names, whatever the check says of them."""
    return [each for each in _all(xml) if each.name in names and each.namespace not in HARMLESS]


def set_aside(found: Sequence[Foreign]) -> None:
    """Keep all of it with its element, without effect."""
    for each in found:
        each.set_aside()


def _all(xml: etree._Element) -> Iterator[Foreign]:
    for part in editing.parts(xml):
        namespace, name = split(str(part.tag))
        if namespace != BPMN and not _is_known(part):
            yield Foreign(name, namespace, part)
            continue
        for key in map(str, part.attrib):
            space, name = split(key)
            if space or (namespace == ZEEBE and not _may_say(part, name)):
                yield Foreign(name, space or ZEEBE, part, key)


def _is_known(part: etree._Element) -> bool:
    """Whether this extension may stand where it does."""
    above = part.getparent()
    namespace, name = split(str(part.tag))
    if namespace != ZEEBE or above is None:
        return False
    owner = above.getparent()
    if above.tag == f"{{{BPMN}}}extensionElements" and owner is not None:
        allowed = ALLOWED.get(editing.kind_of(owner))
        return allowed is not None and name in allowed.extensions
    known = EXTENSIONS.get(editing.kind_of(above))
    return known is not None and name in known.children


def _may_say(part: etree._Element, key: str) -> bool:
    """Whether an extension may have this attribute, with this value."""
    known = EXTENSIONS[editing.kind_of(part)].attributes
    values = known.get(key)
    return key in known and (values is None or part.get(key) in values)
