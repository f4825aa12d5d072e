"""Remedies for deadlines, reminders and urgency."""

from collections.abc import Iterator, Sequence
from functools import partial

from lxml import etree

from app.bpmn.names import ZEEBE
from app.bpmn.problems import Problem
from app.bpmn.repairing import editing, foreign
from app.bpmn.repairing.foreign import Foreign
from app.bpmn.repairing.languages.fragments import Untranslatable
from app.bpmn.repairing.planning import FOREIGN, rule
from app.bpmn.repairing.remedy import Offer, exact, guess
from app.bpmn.repairing.values import translated
from app.bpmn.repairing.workpiece import Workpiece
from app.translating import N_

DEADLINE = exact("deadline", N_("“%(element)s” keeps its deadline and urgency: %(values)s."))
DEADLINE_COMPUTED = guess(
    "deadline-computed",
    N_("The deadline or urgency of “%(element)s” is computed by a program (%(what)s); it has none now."),
    N_("Set it in the panel, such as P14D."),
)
NO_DEADLINE = guess(
    "deadline-dropped",
    N_("“%(value)s” of “%(element)s” is no time or number that can be read, so the task has none."),
    N_("Set it in the panel, such as P14D or 50."),
)

#: Name in other products → element and attribute here.
_PLACES = {
    "dueDate": ("taskSchedule", "dueDate"),
    "followUpDate": ("taskSchedule", "followUpDate"),
    "priority": ("priorityDefinition", "priority"),
}
NAMES = frozenset(_PLACES)


def deadlines(_: Workpiece, xml: etree._Element, problems: Sequence[Problem]) -> Iterator[Offer]:
    """Due date, follow-up date and priority of another product."""
    found = foreign.found(xml, problems)
    try:
        says = {each.name: translated(each.text) for each in found if each.text.strip()}
    except Untranslatable as refused:
        yield DEADLINE_COMPUTED.at(xml, partial(_set, xml, {}, found), what=refused.what)
    else:
        yield DEADLINE.at(xml, partial(_set, xml, says, found), values=", ".join(says.values()) or "–")


def _set(xml: etree._Element, says: dict[str, str], found: Sequence[Foreign]) -> None:
    foreign.set_aside(found)
    for name, value in says.items() if editing.kind_of(xml) == "userTask" else ():
        element, attribute = _PLACES[name]
        editing.extend(xml, element, **{attribute: value})


def unreadable(_: Workpiece, xml: etree._Element, problems: Sequence[Problem]) -> Iterator[Offer]:
    """A deadline or urgency that is none."""
    value = str(problems[0].values["value"])
    yield NO_DEADLINE.at(
        xml, partial(_drop, xml, {str(each.values["value"]) for each in problems}), value=value
    )


def _drop(xml: etree._Element, values: set[str]) -> None:
    for element, attribute in _PLACES.values():
        found = xml.find(f".//{{{ZEEBE}}}{element}")
        if found is not None and found.get(attribute, "").strip()[:80] in values:
            editing.set_aside_attribute(found, attribute)


RULES = (
    rule(deadlines, FOREIGN, NAMES),
    rule(unreadable, "deadline-wrong priority-wrong"),
)
