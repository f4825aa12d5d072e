"""Remedies for messages: what waits for one names one that the file holds."""

from collections.abc import Iterator, Sequence
from functools import partial

from lxml import etree

from app.bpmn.elements import slug
from app.bpmn.names import BPMN
from app.bpmn.problems import Problem
from app.bpmn.repairing import editing
from app.bpmn.repairing.planning import rule
from app.bpmn.repairing.remedy import Offer, guess
from app.bpmn.repairing.workpiece import Workpiece
from app.translating import N_

ADDED = guess(
    "message-added",
    N_("The file does not hold the message that “%(element)s” waits for; it waits for “%(message)s” now."),
    N_("Choose the message in the panel, such as reply, if it is one that is sent here."),
)
NAMED = guess(
    "message-named",
    N_("The message that “%(element)s” waits for gets the fixed name “%(message)s”."),
    N_("Change the name in the panel “Message” to the one that is sent."),
)
NAMED_APART = guess(
    "message-apart",
    N_("“%(element)s” begins with the same message as another start event; it waits for “%(message)s” now."),
    N_("Let whoever sends the message send this one for cases that begin here."),
)

_DEFINITION = f"{{{BPMN}}}messageEventDefinition"


def message_for(work: Workpiece, xml: etree._Element, kind: str = "") -> str:
    """A name for the message of an element: from its own name, else what it is."""
    words = slug(xml.get("name", "")) or slug(f"{kind} {xml.get('id', '')}")
    return words[:60] or "message"


def add_message(work: Workpiece, name: str) -> str:
    """The id of the message with this name, which is added if there is none."""
    for xml in work.root.iterchildren(f"{{{BPMN}}}message"):
        if xml.get("name") == name and xml.get("id"):
            return xml.get("id", "")
    message = etree.Element(f"{{{BPMN}}}message", id=work.new_id(f"message_{name}"), name=name)
    first = next(work.root.iterchildren(f"{{{BPMN}}}process"), None)
    if first is None:
        work.root.append(message)
    else:
        first.addprevious(message)
    return message.get("id", "")


def wait_for(work: Workpiece, xml: etree._Element, name: str) -> None:
    """Let an element wait for the message of this name."""
    definition = xml.find(_DEFINITION)
    place = xml if definition is None else definition
    if definition is None and editing.kind_of(xml) != "receiveTask":
        place = editing.add(xml, "messageEventDefinition", id=work.new_id(f"{xml.get('id')}_message"))
    if place.get("messageRef"):
        editing.set_aside_attribute(place, "messageRef")
    place.set("messageRef", add_message(work, name))


def missing(work: Workpiece, xml: etree._Element, _: Sequence[Problem]) -> Iterator[Offer]:
    """No message is named, or one that is not there."""
    name = message_for(work, xml)
    yield ADDED.at(xml, partial(wait_for, work, xml, name), message=name)


def nameless(work: Workpiece, xml: etree._Element, _: Sequence[Problem]) -> Iterator[Offer]:
    """The message has no name, or a computed one."""
    name = message_for(work, xml)
    yield NAMED.at(xml, partial(wait_for, work, xml, name), message=name)


def shared(work: Workpiece, xml: etree._Element, _: Sequence[Problem]) -> Iterator[Offer]:
    """Two start events wait for the same message."""
    name = slug(f"{message_for(work, xml)} {xml.get('id', '')}")[:60]
    yield NAMED_APART.at(xml, partial(wait_for, work, xml, name), message=name)


RULES = (
    rule(missing, "message-missing message-unknown"),
    rule(nameless, "message-nameless message-dynamic"),
    rule(shared, "start-message-twice"),
)
