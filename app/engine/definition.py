"""A compiled diagram: what instances are made from. Immutable, so threads and requests share it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.engine.specs import ProcessSpec
from app.engine.workflow import Process
from app.feel.budget import Calendar
from app.levels import Values


@dataclass(frozen=True, slots=True)
class StartTimer:
    """When a case begins by itself; `engine.next_start` computes the moment."""

    kind: str  #: "timeDate" (once) or "timeCycle" (again and again)
    text: str  #: ISO 8601, or FEEL after "="


@dataclass(frozen=True, slots=True)
class Start:
    """A way a case of this process can begin."""

    element_id: str
    message: str | None  #: None for a start event without a message
    form_id: str | None
    timer: StartTimer | None = None


@dataclass(frozen=True, slots=True)
class Element:
    """What a page or a timeline wants to know about an element."""

    id: str
    type: str  #: the BPMN word: "userTask", "endEvent", …
    name: str  #: in the file's own language; properties hold "name.fi", "name.sv"
    properties: Mapping[str, str]
    lane: str | None  #: key of the lane's group
    form_id: str | None


@dataclass(frozen=True, slots=True)
class Definition:
    """A process that can be started."""

    key: str  #: the id of the process
    name: str
    properties: Mapping[str, str]
    starts: tuple[Start, ...]
    elements: Mapping[str, Element]  #: those of sub-processes and called processes too
    specs: Mapping[str, ProcessSpec]  #: for the engine: the process itself and all that it can open
    calendar: Calendar | None = None  #: by which its expressions and decisions count working days
    parameters: Values = field(default_factory=dict)  #: values of the municipality, by name

    def instance(self, now: datetime) -> Process:
        """An instance without any token."""
        return Process(self.specs[self.key], self.specs, now, self.calendar, self.parameters)
