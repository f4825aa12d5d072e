"""What one step of the engine did, as a value: nothing here touches a database or a mail server."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

Plain = object  #: a plain value, see app.plain


@dataclass(frozen=True, slots=True)
class OpenedTask:
    """A user task that now waits for a person."""

    id: str  #: unique within the tenant; the key of the task's row
    element_id: str
    form_id: str | None
    assignee: str | None
    groups: tuple[str, ...]  #: candidate groups; from the lane where the element names none
    users: tuple[str, ...]  #: candidate users
    due_at: datetime | None  #: aware, UTC
    follow_up_at: datetime | None
    priority: int  #: 0 to 100, 50 where the diagram says nothing


@dataclass(frozen=True, slots=True)
class Timer:
    """A moment the instance waits for."""

    id: str
    element_id: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Subscription:
    """A message the instance waits for."""

    id: str
    element_id: str
    message: str
    key: str  #: compared exactly; the case number unless the diagram says otherwise
    form_id: str | None  #: the form the citizen answers with; None means free text
    addressee: str  #: who is asked: "applicant", another party's role, or "staff"
    task_id: str | None  #: the user task whose boundary waits (an action a caseworker can take), or None


@dataclass(frozen=True, slots=True)
class ServiceJob:
    """Work that a worker does outside the transaction; the instance waits for its result."""

    id: str
    element_id: str
    type: str
    inputs: Mapping[str, Plain]
    headers: Mapping[str, str]
    retries: int


@dataclass(frozen=True, slots=True)
class Thrown:
    """Something for the outside that is recorded in the same transaction; the instance goes on."""

    element_id: str
    type: str  #: "polku.message", "polku.notify", …
    inputs: Mapping[str, Plain]
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SignalWait:
    """A signal the instance waits for: `engine.signal` lets everybody who waits for its name have it."""

    id: str
    element_id: str
    signal: str  #: compared exactly
    task_id: str | None  #: the user task whose boundary waits, or None


#: What an instance can wait for; the type is the kind of wait.
Wait = OpenedTask | Timer | Subscription | ServiceJob | SignalWait


@dataclass(frozen=True, slots=True)
class Signalled:
    """A signal that was thrown: the instance's own catchers have had it, other instances get it now."""

    element_id: str
    signal: str
    payload: Mapping[str, Plain]  #: only what the event's input mapping names


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was made at an element, and why it came out so."""

    element_id: str
    because: tuple[Plain, ...]  #: as whoever decides tells it


@dataclass(frozen=True, slots=True)
class Passed:
    """An element that was completed in this step, in order."""

    element_id: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The whole effect of one step. What was opened or is gone is told by difference to before the step."""

    snapshot: bytes
    finished: bool
    ended_at: tuple[str, ...]  #: end events reached in this step
    data: Mapping[str, Plain]  #: the variables of the process after the step
    parts: Mapping[str, bytes] = field(default_factory=dict)  #: to be kept beside the snapshot, by id
    parts_gone: tuple[
        str, ...
    ] = ()  #: ids of parts that are so no longer; one that has changed is among both
    opened: tuple[OpenedTask, ...] = ()
    closed: tuple[str, ...] = ()  #: tasks no longer open: completed by this step or withdrawn by it
    timers: tuple[Timer, ...] = ()
    timers_gone: tuple[str, ...] = ()
    subscriptions: tuple[Subscription, ...] = ()
    subscriptions_gone: tuple[str, ...] = ()
    jobs: tuple[ServiceJob, ...] = ()
    jobs_gone: tuple[str, ...] = ()
    signals: tuple[SignalWait, ...] = ()
    signals_gone: tuple[str, ...] = ()
    thrown: tuple[Thrown, ...] = ()
    signalled: tuple[Signalled, ...] = ()
    decided: tuple[Decided, ...] = ()
    passed: tuple[Passed, ...] = ()
