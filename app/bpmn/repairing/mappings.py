"""Remedies for inputs and outputs of other products, and for their free properties."""

from collections.abc import Iterator, Sequence
from functools import partial

from lxml import etree

from app.bpmn.dialect import ALLOWED
from app.bpmn.extensions import text_of
from app.bpmn.names import ZEEBE
from app.bpmn.problems import Problem
from app.bpmn.repairing import editing, foreign
from app.bpmn.repairing.foreign import Foreign
from app.bpmn.repairing.languages import fragments, juel
from app.bpmn.repairing.languages.fragments import Untranslatable
from app.bpmn.repairing.planning import FOREIGN, rule
from app.bpmn.repairing.remedy import Offer, exact, guess
from app.bpmn.repairing.values import translated
from app.bpmn.repairing.workpiece import Workpiece
from app.translating import N_

MAPPING = exact("mapping", N_("“%(element)s” keeps its inputs and outputs: %(names)s."))
OUTPUTS = guess(
    "mapping-outputs",
    N_("“%(element)s” keeps its inputs and outputs: %(names)s. Of its answers, only the outputs are kept."),
    N_("Add an output for every other answer that later steps need."),
)
MAPPING_PARTLY = guess(
    "mapping-partly",
    N_("“%(element)s” keeps its inputs and outputs as far as they are no programs: %(names)s."),
    N_("Left out are %(left)s; write them as FEEL in the panel, or let a form ask for them."),
)
PROPERTIES = exact("properties", N_("“%(element)s” keeps its free properties: %(names)s."))
HALF = guess(
    "mapping-half",
    N_("Lines of the mapping of “%(element)s” that lack a name or a source are left out."),
    N_("Write them anew in the panel if something is missing."),
)

MAPPINGS = frozenset({"inputOutput"})
_DIRECTIONS = {"inputParameter": "input", "outputParameter": "output"}

#: direction, source, target
Line = tuple[str, str, str]


def mappings(_: Workpiece, xml: etree._Element, problems: Sequence[Problem]) -> Iterator[Offer]:
    """`inputOutput` of Camunda 7; what is computed by a script is left out by name."""
    found = foreign.found(xml, problems)
    lines: list[Line] = []
    left: list[str] = []
    for parameter in (child for each in found for child in each.part.iterchildren("{*}*")):
        direction, name = _DIRECTIONS.get(editing.kind_of(parameter), ""), parameter.get("name", "")
        try:
            lines.append((direction, _source(parameter), fragments.name(name).text))
        except Untranslatable:
            left.append(name or "–")
    named = ", ".join(line[2] for line in lines) or "–"
    kind = MAPPING_PARTLY if left else OUTPUTS if any(line[0] == "output" for line in lines) else MAPPING
    yield kind.at(xml, partial(_map, xml, lines, found), names=named, left=", ".join(left))


def _source(parameter: etree._Element) -> str:
    if len(parameter):
        return f"={fragments.proved(_data(parameter[0]))}"
    return translated(text_of(parameter)) or '=""'


def _data(xml: etree._Element) -> fragments.Fragment:
    kind = editing.kind_of(xml)
    if kind == "list":
        return fragments.Fragment(f"[{', '.join(_value(child).text for child in xml)}]")
    if kind == "map":
        entries = (f"{fragments.text(child.get('key', '')).text}: {_value(child).text}" for child in xml)
        return fragments.Fragment(f"{{{', '.join(entries)}}}")
    raise Untranslatable(kind)


def _value(xml: etree._Element) -> fragments.Fragment:
    if len(xml):
        raise Untranslatable(editing.kind_of(xml[0]))
    written = text_of(xml)
    if juel.is_juel(written):
        return fragments.Fragment(juel.value(written))
    return fragments.text(written)


def _map(xml: etree._Element, lines: Sequence[Line], found: Sequence[Foreign]) -> None:
    foreign.set_aside(found)
    add_lines(xml, lines)


def add_lines(xml: etree._Element, lines: Sequence[Line]) -> None:
    """Add lines to the mapping of an element that may have one."""
    kind = editing.kind_of(xml)
    if lines and kind in ALLOWED and "ioMapping" in ALLOWED[kind].extensions:
        mapping = editing.extend(xml, "ioMapping")
        for direction, source, target in lines:
            etree.SubElement(mapping, f"{{{ZEEBE}}}{direction}", source=source, target=target)


def properties(_: Workpiece, xml: etree._Element, problems: Sequence[Problem]) -> Iterator[Offer]:
    """Free properties of another product."""
    found = foreign.found(xml, problems)
    pairs = [
        (child.get("name") or child.get("id") or "", child.get("value") or text_of(child))
        for each in found
        for child in each.part.iterchildren("{*}*")
    ]
    yield PROPERTIES.at(xml, partial(_add, xml, pairs, found), names=", ".join(name for name, _ in pairs))


def _add(xml: etree._Element, pairs: Sequence[tuple[str, str]], found: Sequence[Foreign]) -> None:
    foreign.set_aside(found)
    kind = editing.kind_of(xml)
    for name, value in pairs if kind in ALLOWED and "properties" in ALLOWED[kind].extensions else ():
        if name:
            editing.add_property(xml, name, value)


def half(_: Workpiece, xml: etree._Element, __: Sequence[Problem]) -> Iterator[Offer]:
    """Lines without a source or a name."""
    yield HALF.at(xml, partial(_leave_out_half, xml))


def _leave_out_half(xml: etree._Element) -> None:
    for direction in ("input", "output"):
        for line in list(xml.iterfind(f".//{{{ZEEBE}}}ioMapping/{{{ZEEBE}}}{direction}")):
            whole = line.get("source", "").strip() and all(line.get("target", "").split("."))
            if not whole and editing.holder(line) is xml:
                editing.set_aside(line)


RULES = (
    rule(mappings, FOREIGN, MAPPINGS),
    rule(properties, FOREIGN, ["properties"]),
    rule(half, "variable-half"),
)
