"""Where an instance stands before a step, and why the step is taken."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app import engine
from app.cases.timeline import Happening
from app.db import TenantSession
from app.forms import Form
from app.identity.actor import Actor
from app.processes.library import Version


@dataclass(frozen=True, slots=True)
class Standing:
    """An instance as it stood when its row was locked."""

    instance_id: str
    case_number: str
    version: Version
    state: engine.State  #: of the process, for the engine
    row_version: int  #: 0: its row has just been made
    case_status: str
    handler_id: str | None
    language: str  #: of the case


@dataclass(frozen=True, slots=True)
class TaskInHand:
    """What a step needs to know of the task that a person works on."""

    id: str
    case_number: str
    element_id: str
    status: str
    assignee_id: str | None
    group_key: str | None
    form_id: str | None
    names: Mapping[str, str]  #: by language
    has_draft: bool  #: something was typed into its form and saved


@dataclass(frozen=True, slots=True)
class Asking:
    """What a task asks: all that is needed to judge what a person sends for it."""

    case_number: str
    form: Form | None
    data: Mapping[str, object]  #: variables the form may show and begin from


#: The answers that a person sends for a task, or None when something is to be corrected first.
Judge = Callable[[TenantSession, TaskInHand, Asking], Mapping[str, object] | None]


@dataclass(frozen=True, slots=True)
class Step:
    """Why the instance was moved."""

    by: Actor | None = None  #: None: the system or a citizen
    completed: TaskInHand | None = None  #: the task that was completed
    acted_on: TaskInHand | None = None  #: the task whose holder took an action
    job_id: str | None = None  #: the job whose doing it is; its row is gone already
    answers: Mapping[str, object] | None = None  #: what the person gave with it
    result: Mapping[str, object] | None = None  #: what the work of the job came to
    answered: bool = False  #: a citizen's message moved it
    first: tuple[Happening, ...] = ()  #: what led to the step, for the timeline
