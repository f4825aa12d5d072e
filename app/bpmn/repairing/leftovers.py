"""Remedies for what has no counterpart here: it is kept with its element, without effect, and said so."""

from collections.abc import Iterator, Sequence
from functools import partial

from lxml import etree

from app.bpmn.names import BPMN
from app.bpmn.problems import Problem
from app.bpmn.repairing import editing, foreign
from app.bpmn.repairing.planning import FOREIGN, rule, whole
from app.bpmn.repairing.remedy import Kind, Offer, guess
from app.bpmn.repairing.workpiece import Workpiece
from app.translating import N_

LISTENERS = guess(
    "listeners",
    N_("Programs that ran when a case came to “%(element)s” or left it have no effect here; they are kept."),
    N_("Draw what they did as tasks of their own, where it matters."),
)
FOREIGN_KEPT = guess(
    "foreign-kept",
    N_("“%(element)s” says %(names)s for %(product)s; it is kept in the file and has no effect here."),
    N_("Say the same with the settings of the panel, where it matters."),
)
ATTRIBUTES_KEPT = guess(
    "attributes-kept",
    N_("“%(element)s” says %(names)s, which has no meaning here; it is kept without effect."),
)
PARTS_KEPT = guess(
    "parts-kept",
    N_("“%(element)s” holds %(names)s, which does not run here; it is kept without effect."),
)
OUTSIDE_KEPT = guess(
    "outside-kept",
    N_("“%(element)s” (%(kind)s) stands beside the processes and has no effect here; it is kept."),
)

LISTENER_NAMES = frozenset(
    [
        "executionListener",
        "executionListeners",
        "taskListener",
        "taskListeners",
        "eventListener",
        "preScript",
        "postScript",
        "onEntry-script",
        "onExit-script",
        "taskCompleteListener",
    ]
)


def listeners(_: Workpiece, xml: etree._Element, problems: Sequence[Problem]) -> Iterator[Offer]:
    """Programs that ran on the way."""
    yield from _kept(LISTENERS, xml, problems)


def others(_: Workpiece, xml: etree._Element, problems: Sequence[Problem]) -> Iterator[Offer]:
    """Any other extension that the check refuses."""
    yield from _kept(FOREIGN_KEPT, xml, problems)


def _kept(kind: Kind, xml: etree._Element, problems: Sequence[Problem]) -> Iterator[Offer]:
    found = foreign.found(xml, problems)
    product = str(problems[0].values["product"] or problems[0].values["namespace"])
    names = ", ".join(dict.fromkeys(each.name for each in found))
    if found:
        yield kind.at(xml, partial(foreign.set_aside, found), names=names, product=product)


def attributes(_: Workpiece, xml: etree._Element, problems: Sequence[Problem]) -> Iterator[Offer]:
    """Attributes of BPMN itself that mean nothing here."""
    names = list(dict.fromkeys(str(problem.values["name"]) for problem in problems))
    places = [(part, name) for part in editing.parts(xml) for name in names if part.get(name) is not None]
    if places:
        yield ATTRIBUTES_KEPT.at(xml, partial(_set_aside_attributes, places), names=", ".join(names))


def _set_aside_attributes(places: Sequence[tuple[etree._Element, str]]) -> None:
    for part, name in places:
        editing.set_aside_attribute(part, name)


def unknown_parts(_: Workpiece, xml: etree._Element, problems: Sequence[Problem]) -> Iterator[Offer]:
    """Parts that are not BPMN elements of a process."""
    kinds = {str(problem.values["kind"]) for problem in problems}
    found = [part for part in editing.parts(xml) if part is not xml and editing.kind_of(part) in kinds]
    found = [part for part in found if part.tag == f"{{{BPMN}}}{editing.kind_of(part)}"]
    if found:
        yield PARTS_KEPT.at(xml, partial(_set_parts_aside, found), names=", ".join(sorted(kinds)))


def _set_parts_aside(found: Sequence[etree._Element]) -> None:
    for part in found:
        if not editing.is_set_aside(part):
            editing.set_aside(part)


def outside(work: Workpiece, root: etree._Element, problems: Sequence[Problem]) -> Iterator[Offer]:
    """Tasks and the like beside the processes."""
    named = {problem.element_id for problem in problems}
    for xml in list(root.iterchildren(f"{{{BPMN}}}*")):
        if xml.get("id") in named and editing.kind_of(xml) != "process":
            yield OUTSIDE_KEPT.at(xml, partial(editing.set_aside, xml), kind=editing.kind_of(xml))


FIRST = (rule(listeners, FOREIGN, LISTENER_NAMES),)
LAST = (
    rule(others, FOREIGN),
    rule(attributes, "attribute-unknown"),
    rule(unknown_parts, "element-unknown"),
    whole(outside, "global-task element-unknown"),
)
