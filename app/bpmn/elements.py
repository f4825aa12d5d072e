"""The parts of a diagram as typed values; every part knows its line in the file.

Nothing here judges: a diagram that the check refuses has parts, too.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from app.bpmn import extensions, repeating
from app.bpmn.extensions import bpmn_child, line_of, text_of
from app.bpmn.names import BPMN
from app.markup import split


class Node:
    """Any element of the file that has a kind, an id and a place."""

    def __init__(self, xml: etree._Element) -> None:
        self.xml = xml
        self.kind = split(str(xml.tag))[1]
        self.id = xml.get("id", "")
        self.line = line_of(xml)

    @cached_property
    def name(self) -> str:
        """The English name, on one line; "" where there is none."""
        return " ".join(self.xml.get("name", "").split())

    @property
    def label(self) -> str:
        """How to speak of the element: by its name, else its id, else its kind."""
        return self.name or self.id or self.kind

    @cached_property
    def properties(self) -> Mapping[str, str]:
        """The free properties (zeebe:property) of the element."""
        return extensions.properties(self.xml)

    def text(self, key: str, lang: str) -> str:
        """The text `key` ("name", "step", "title", …) in a language; the file's English where it has none."""
        own = self.name if key == "name" else self.properties.get(key, "")
        return self.properties.get(f"{key}.{lang}") or own


@dataclass(frozen=True, slots=True)
class Message:
    """A message that diagrams can wait for or send."""

    id: str
    name: str
    correlation_key: str | None  #: FEEL after "="; None means the case number
    line: int


@dataclass(frozen=True, slots=True)
class Timer:
    """When a timer event fires; the value is ISO 8601 text or FEEL after "="."""

    kind: str  #: "timeDate", "timeDuration" or "timeCycle"
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Named:
    """A signal, an error or an escalation that events refer to."""

    id: str
    name: str
    code: str  #: what throwing and catching events are compared by; a signal's is its id
    line: int


@dataclass(frozen=True, slots=True)
class Event:
    """One event definition: kind is "message", "timer", "terminate", "signal", …"""

    kind: str
    line: int
    message_ref: str | None
    timers: tuple[Timer, ...]
    ref: str | None  #: id of its signal, error or escalation
    condition: str | None  #: of a conditional event, as written
    link: str  #: the name of a link

    @property
    def timer(self) -> Timer | None:
        """The timer's value; None for other events and for timers without one."""
        return self.timers[0] if self.timers else None


class Flow(Node):
    """A sequence flow."""

    def __init__(self, xml: etree._Element, scope_id: str) -> None:
        super().__init__(xml)
        self.scope_id = scope_id
        self.source = xml.get("sourceRef", "")
        self.target = xml.get("targetRef", "")

    @cached_property
    def condition(self) -> str | None:
        """The condition as written, with its "="; None where the flow has none."""
        found = bpmn_child(self.xml, "conditionExpression")
        return text_of(found) if found is not None else None


class Lane(Node):
    """A lane; it names a group where a task names nobody."""

    @cached_property
    def node_ids(self) -> tuple[str, ...]:
        """Ids of the elements that stand in this lane."""
        return tuple(text_of(ref) for ref in self.xml.iterchildren(f"{{{BPMN}}}flowNodeRef"))

    @property
    def group(self) -> str:
        """The key of the group that the lane's English name means."""
        return slug(self.name)


class Element(Node):
    """A flow node: an event, a gateway or an activity."""

    def __init__(self, xml: etree._Element, scope_id: str, process_id: str) -> None:
        super().__init__(xml)
        self.scope_id = scope_id  #: id of the process or sub-process that it stands in
        self.process_id = process_id
        self.incoming: list[Flow] = []
        self.outgoing: list[Flow] = []

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The event definitions; empty for a plain ("none") event and for everything else."""
        return tuple(_events(self.xml))

    @property
    def event(self) -> Event | None:
        """The first event definition."""
        return self.events[0] if self.events else None

    @property
    def event_kind(self) -> str:
        """The kind of the first event definition; "" for none."""
        return self.events[0].kind if self.events else ""

    @property
    def message_ref(self) -> str | None:
        """Id of the message that the element waits for or sends."""
        return self.xml.get("messageRef") or (self.event.message_ref if self.event else None)

    @property
    def default(self) -> str | None:
        """Id of the flow that is taken when no condition holds."""
        return self.xml.get("default") or None

    @property
    def attached_to(self) -> str | None:
        """Id of the activity that a boundary event sits on."""
        return self.xml.get("attachedToRef") or None

    @property
    def interrupting(self) -> bool:
        """Whether a boundary or start event ends what it interrupts."""
        key = "isInterrupting" if self.kind == "startEvent" else "cancelActivity"
        return self.xml.get(key) != "false"

    @property
    def triggered_by_event(self) -> bool:
        """Whether this is an event sub-process."""
        return self.xml.get("triggeredByEvent") == "true"

    @cached_property
    def form_id(self) -> str | None:
        """The form; a waiting message names it by the property `form`."""
        return extensions.form_id(self.xml) or self.properties.get("form") or None

    @cached_property
    def assignment(self) -> extensions.Assignment | None:
        """Who may do the task, if it says so itself."""
        return extensions.assignment(self.xml)

    @cached_property
    def schedule(self) -> extensions.Schedule:
        """Deadline and reminder."""
        return extensions.schedule(self.xml)

    @cached_property
    def priority(self) -> str | None:
        """Urgency as written."""
        return extensions.priority(self.xml)

    @cached_property
    def inputs(self) -> tuple[extensions.Variable, ...]:
        """Input mapping: from the case into the element."""
        return extensions.variables(self.xml, "input")

    @cached_property
    def outputs(self) -> tuple[extensions.Variable, ...]:
        """Output mapping: from the element into the case."""
        return extensions.variables(self.xml, "output")

    @cached_property
    def job(self) -> extensions.Job | None:
        """The job type; of a thrown message it may stand on the event or on its definition."""
        return extensions.job(self.xml)

    @cached_property
    def headers(self) -> Mapping[str, str]:
        """Fixed settings of the job."""
        return extensions.headers(self.xml)

    @cached_property
    def script(self) -> extensions.Script | None:
        """The script of a script task."""
        return extensions.script(self.xml)

    @cached_property
    def called(self) -> extensions.Called | None:
        """The process that a call activity calls."""
        return extensions.called(self.xml)

    @cached_property
    def asked(self) -> extensions.Asked | None:
        """The decision that a business rule task asks."""
        return extensions.asked(self.xml)

    @cached_property
    def loop(self) -> repeating.Loop | None:
        """The multi-instance marker."""
        return repeating.loop(self.xml)

    @cached_property
    def rounds(self) -> repeating.Rounds | None:
        """The loop marker."""
        return repeating.rounds(self.xml)


class Process(Node):
    """A process of the file."""

    @property
    def executable(self) -> bool | None:
        """What the file says about running it; None where it says nothing."""
        return {"true": True, "1": True, "false": False, "0": False}.get(self.xml.get("isExecutable", ""))


def slug(name: str) -> str:
    """ "Permit office" → "permit-office"; the key of a group from its English name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def _events(xml: etree._Element) -> Iterator[Event]:
    for child in xml.iterchildren("{*}*"):
        namespace, kind = split(str(child.tag))
        if namespace == BPMN and kind.endswith(("EventDefinition", "eventDefinitionRef")):
            yield _event(kind.removesuffix("EventDefinition"), child)


def _event(kind: str, definition: etree._Element) -> Event:
    return Event(
        kind=kind,
        line=line_of(definition),
        message_ref=definition.get("messageRef"),
        timers=_timers(definition),
        ref=definition.get(f"{kind}Ref") or None,
        condition=text_of(bpmn_child(definition, "condition")) or None,
        link=" ".join(definition.get("name", "").split()),
    )


def _timers(definition: etree._Element) -> tuple[Timer, ...]:
    return tuple(
        Timer(kind, text_of(child), line_of(child))
        for kind in ("timeDate", "timeDuration", "timeCycle")
        for child in definition.iterchildren(f"{{{BPMN}}}{kind}")
    )
