"""Remedies for signals, errors and escalations: what events refer to is there, with a name or a code."""

from collections.abc import Iterator, Sequence
from functools import partial

from lxml import etree

from app.bpmn.elements import Element
from app.bpmn.names import BPMN
from app.bpmn.problems import Problem
from app.bpmn.repairing import editing
from app.bpmn.repairing.messages import message_for
from app.bpmn.repairing.planning import rule
from app.bpmn.repairing.remedy import Offer, exact, guess
from app.bpmn.repairing.workpiece import Workpiece
from app.translating import N_

SIGNAL = guess(
    "signal-named",
    N_("The file gives no fixed name to the signal of “%(element)s”; it is “%(name)s” now."),
    N_("Choose the signal in the panel “Signal”, if it is one that others send or wait for."),
)
CODE = guess(
    "code-given",
    N_("The %(kind)s of “%(element)s” has no fixed code; its code is “%(name)s” now."),
    N_("Give the events that throw and catch it the same code."),
)
CATCHES_ALL = guess(
    "catches-all",
    N_("“%(element)s” catches an %(kind)s that the file does not hold; it catches every %(kind)s now."),
)
ENDS = exact(
    "error-ends",
    N_("An error always ends what failed; the event “%(element)s” is marked so, as BPMN has it."),
)

_THROWING = ("endEvent", "intermediateThrowEvent")
#: Attribute with the code of what is referred to.
_CODES = {"signal": "name", "error": "errorCode", "escalation": "escalationCode"}


def unnamed(work: Workpiece, xml: etree._Element, _: Sequence[Problem]) -> Iterator[Offer]:
    """A signal without a name, or one that is not there."""
    name = message_for(work, xml)
    yield SIGNAL.at(xml, partial(_refer, work, xml, "signal", name), name=name)


def uncoded(work: Workpiece, xml: etree._Element, _: Sequence[Problem]) -> Iterator[Offer]:
    """An error or escalation without a code; what is caught and not there stands for all."""
    node = Element(xml, "", "")
    kind = node.event_kind
    found = work.find_any(kind, (node.event.ref if node.event else None) or "")
    if found is None and node.kind not in _THROWING:
        yield CATCHES_ALL.at(xml, partial(_refer_to_nothing, xml, kind), kind=kind)
    elif kind in _CODES:
        name = (found.get("name", "") if found is not None else "").strip("=${} ") or message_for(work, xml)
        yield CODE.at(xml, partial(_refer, work, xml, kind, name), kind=kind, name=name)


def _refer_to_nothing(xml: etree._Element, kind: str) -> None:
    for definition in xml.findall(f"{{{BPMN}}}{kind}EventDefinition"):
        editing.set_aside_attribute(definition, f"{kind}Ref")


def _refer(work: Workpiece, xml: etree._Element, kind: str, name: str) -> None:
    for definition in xml.findall(f"{{{BPMN}}}{kind}EventDefinition"):
        if definition.get(f"{kind}Ref"):
            editing.set_aside_attribute(definition, f"{kind}Ref")
        definition.set(f"{kind}Ref", _named(work, kind, name))


def _named(work: Workpiece, kind: str, name: str) -> str:
    """The id of what has this name or code, which is added if there is none."""
    code = _CODES[kind]
    for xml in work.root.iterchildren(f"{{{BPMN}}}{kind}"):
        if xml.get(code) == name and xml.get("id"):
            return xml.get("id", "")
    added = etree.Element(
        f"{{{BPMN}}}{kind}", {"id": work.new_id(f"{kind}_{name}"), "name": name, code: name}
    )
    editing.append(work.root, added)
    return added.get("id", "")


def goes_on(_: Workpiece, xml: etree._Element, __: Sequence[Problem]) -> Iterator[Offer]:
    """An error that would not end what failed."""
    key = "isInterrupting" if editing.kind_of(xml) == "startEvent" else "cancelActivity"
    yield ENDS.at(xml, partial(editing.set_aside_attribute, xml, key))


RULES = (
    rule(unnamed, "signal-missing signal-dynamic"),
    rule(uncoded, "code-missing code-dynamic"),
    rule(goes_on, "error-goes-on"),
)
