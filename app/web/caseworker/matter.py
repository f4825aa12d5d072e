"""Everything that the page of a case or a task shows beside its form, read in one place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from app.cases import register, timeline
from app.cases.tables import Case, Event, EventKind, Party
from app.db import TenantSession
from app.documents import attachments
from app.documents.tables import Attachment
from app.forms import SummaryRow
from app.identity import people
from app.incidents import register as incidents
from app.incidents.tables import Incident
from app.messages import conversation, subscriptions
from app.messages.tables import Message, MessageKind
from app.processes import task_form
from app.processes.library import Version
from app.processes.task_form import TaskForm
from app.tasks import worklist
from app.tasks.tables import Task, TaskStatus
from app.tenants import directory
from app.tenants.tables import Service
from app.web import formats
from app.web.caseworker import standing
from app.web.caseworker.standing import Standing
from app.web.citizen import words
from app.web.current import current
from app.web.texts import gettext

_SAID = itemgetter("sentence", "values")

#: Lines of the timeline that the side of the page has room for.
LATEST = 5


@dataclass(frozen=True)
class Matter:
    """A case with its conversation, timeline, documents, tasks and place in the diagram."""

    case: Case
    service: Service
    parties: Sequence[Party]
    messages: Sequence[Message]
    files: Sequence[Attachment]
    events: Sequence[Event]
    tasks: Sequence[Task]
    incidents: Sequence[Incident]
    standing: Standing | None  #: None while no process has taken the case
    request: Sequence[SummaryRow]  #: the answers of the application's form
    unanswered: Sequence[str]  #: what the form asked and was not answered
    names: Mapping[str, str]  #: of people, by id

    @property
    def open_tasks(self) -> list[Task]:
        return [task for task in self.tasks if task.status == TaskStatus.OPEN]

    @property
    def notes(self) -> list[Event]:
        return [event for event in self.events if event.kind == EventKind.NOTE]

    @property
    def history(self) -> list[Event]:
        """Everything that happened, newest first, but for what the diagram has no name for."""
        nameless = {
            event.id for event in self.events if event.kind == EventKind.PASSED and not self._named(event)
        }
        return [event for event in reversed(self.events) if event.id not in nameless]

    @property
    def latest(self) -> list[Event]:
        """The last things that happened, newest first; notes have their own place."""
        quiet = {EventKind.NOTE, EventKind.PASSED}
        happened = [event for event in self.events if event.kind not in quiet]
        return happened[: -LATEST - 1 : -1]

    @property
    def unread(self) -> int:
        """Messages of the citizen that nobody has opened."""
        return sum(message.direction == "in" and message.read_at is None for message in self.messages)

    def name_of(self, event: Event) -> str:
        """The name of the element that the event is about, "" where it is about none."""
        names = (event.details or {}).get("names")
        if names or not event.element_id or self.standing is None:
            return formats.text(names)
        return self.standing.document.name(event.element_id, current.language)

    def because(self, event: Event) -> list[str]:
        """Why a decision came out as it did, in sentences."""
        told = (event.details or {}).get("because", [])
        here = [each for each in told if each.get("language", current.language) == current.language]
        return [gettext(sentence, **values) for sentence, values in map(_SAID, here)]

    def _named(self, event: Event) -> bool:
        return self.name_of(event) not in {"", event.element_id}

    def files_of(self, message_id: str) -> list[Attachment]:
        """The files that came with a message."""
        return [file for file in self.files if file.message_id == message_id]


@dataclass(frozen=True)
class TaskMatter:
    """A task with its form, and the matter it is about."""

    shown: TaskForm
    matter: Matter


def of_task(session: TenantSession, shown: TaskForm) -> TaskMatter:
    """Read everything about the task's case."""
    return TaskMatter(shown, _read(session, shown.case, shown.version))


def of_case(session: TenantSession, case: Case) -> Matter:
    """Read everything about the case."""
    return _read(session, case, task_form.version_of_case(session, case.number))


def _read(session: TenantSession, case: Case, version: Version | None) -> Matter:
    number = case.number
    messages = conversation.of_case(session, number)
    tasks = worklist.of_case(session, number)
    events = timeline.of_case(session, number)
    waits = subscriptions.of_case(session, number)
    request = request_of(version, messages)
    return Matter(
        case=case,
        service=directory.service(session, case.service_key),
        parties=register.parties(session, number),
        messages=messages,
        files=attachments.of_case(session, number),
        events=events,
        tasks=tasks,
        incidents=incidents.of_case(session, number),
        standing=standing.of_case(version, events, tasks, waits) if version else None,
        request=[row for row in request if row.kind != "nothing"],
        unanswered=[row.label for row in request if row.kind == "nothing"],
        names=people.names(session, {task.assignee_id for task in tasks if task.assignee_id}),
    )


def request_of(version: Version | None, messages: Sequence[Message]) -> list[SummaryRow]:
    """What the citizen answered in the form of the application, in words; nothing for a free message."""
    first = next((message for message in messages if message.kind == MessageKind.APPLICATION), None)
    form = version.form(first.form_id) if version and first else None
    if first is None or form is None:
        return []
    return form.summary(
        first.payload,
        current.language,
        now=current.now,
        show=words.answer,
        translate=words.translate,
    )
