"""How often an activity is done: the multi-instance and the loop marker."""

from dataclasses import dataclass

from lxml import etree

from app.bpmn.extensions import bpmn_child, extension, line_of, text_of


@dataclass(frozen=True, slots=True)
class Loop:
    """A multi-instance marker: once for each item of a list, or so many times."""

    sequential: bool
    input_collection: str
    cardinality: str | None  #: a number as text, or FEEL after "="; where there is no list
    input_element: str | None
    output_collection: str | None
    output_element: str | None
    completion_condition: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Rounds:
    """A loop marker: again and again while the condition holds."""

    test_before: bool
    condition: str | None  #: FEEL after "="
    maximum: str | None  #: as written
    line: int


def loop(xml: etree._Element) -> Loop | None:
    """The multi-instance marker."""
    marker = bpmn_child(xml, "multiInstanceLoopCharacteristics")
    if marker is None:
        return None
    found = extension(marker, "loopCharacteristics")
    says = dict(found.attrib) if found is not None else {}
    return Loop(
        sequential=marker.get("isSequential") == "true",
        input_collection=str(says.get("inputCollection") or ""),
        cardinality=text_of(bpmn_child(marker, "loopCardinality")) or None,
        input_element=_filled(says.get("inputElement")),
        output_collection=_filled(says.get("outputCollection")),
        output_element=_filled(says.get("outputElement")),
        completion_condition=text_of(bpmn_child(marker, "completionCondition")) or None,
        line=line_of(marker),
    )


def rounds(xml: etree._Element) -> Rounds | None:
    """The loop marker."""
    marker = bpmn_child(xml, "standardLoopCharacteristics")
    if marker is None:
        return None
    return Rounds(
        test_before=marker.get("testBefore") in ("true", "1"),
        condition=text_of(bpmn_child(marker, "loopCondition")) or None,
        maximum=marker.get("loopMaximum"),
        line=line_of(marker),
    )


def _filled(value: object) -> str | None:
    return str(value) if value else None
