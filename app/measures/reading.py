"""Read the courses of closed cases, many with a few statements."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, func, select

from app.bpmn import Document, read
from app.cases.tables import Case, CaseStatus, Event, EventKind
from app.db import TenantSession
from app.measures.course import PASSING, Course, Moment, Work
from app.measures.tables import DigestedCase
from app.messages.tables import Message
from app.processes.tables import FileKind, ProcessInstance, ProcessVersion, VersionFile
from app.tasks.tables import Task, TaskStatus

#: The lines of a timeline that tell how long a case stood where.
_TOLD = [*PASSING, EventKind.WAITING, EventKind.TASK_CLAIMED, EventKind.TASK_ASSIGNED]


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed case that is not in the figures yet. `version_id` is the version on which it ended."""

    number: str
    key: str
    version_id: str
    version_number: int
    ending: str
    opened_at: datetime
    closed_at: datetime


def closed(session: TenantSession, *, after: str, until: datetime, most: int) -> list[Closed]:
    """Closed cases that are not in the figures, by their numbers, from the one after `after` on."""
    digested = exists().where(
        DigestedCase.tenant_id == session.tenant, DigestedCase.case_number == Case.number
    )
    query = (
        select(
            Case.number,
            ProcessVersion.definition_key,
            ProcessVersion.id,
            ProcessVersion.number,
            func.coalesce(Case.outcome, ""),
            Case.opened_at,
            Case.closed_at,
        )
        .join(
            ProcessInstance,
            and_(ProcessInstance.tenant_id == session.tenant, ProcessInstance.case_number == Case.number),
        )
        .join(
            ProcessVersion,
            and_(ProcessVersion.tenant_id == session.tenant, ProcessVersion.id == ProcessInstance.version_id),
        )
        .where(
            Case.tenant_id == session.tenant,
            Case.status == CaseStatus.CLOSED,
            Case.closed_at <= until,
            Case.number > after,
            ~digested,
        )
        .order_by(Case.number)
        .limit(most)
    )
    found = (Closed(*row[:-1], closed_at=row[-1] or until) for row in session.execute(query))
    # Should a case have been begun twice, it still is one case.
    return list({each.number: each for each in found}.values())


def courses(session: TenantSession, cases: Sequence[Closed]) -> list[Course]:
    """What happened in these cases, in the same order."""
    numbers = [each.number for each in cases]
    moments, works, messages = (
        _moments(session, numbers),
        _works(session, numbers),
        _messages(session, numbers),
    )
    return [
        Course(
            each.opened_at,
            each.closed_at,
            moments.get(each.number, ()),
            works.get(each.number, ()),
            messages.get(each.number, 0),
        )
        for each in cases
    ]


def diagrams(session: TenantSession, version_id: str) -> list[Document]:
    """The diagrams of a version, the one it begins with and those it calls. They are read, not compiled."""
    query = select(VersionFile.content).where(
        VersionFile.tenant_id == session.tenant,
        VersionFile.version_id == version_id,
        VersionFile.kind.in_([FileKind.MAIN, FileKind.CALLED]),
    )
    return [read(content) for content in session.scalars(query)]


def _moments(session: TenantSession, numbers: Sequence[str]) -> Mapping[str, list[Moment]]:
    query = select(Event.case_number, Event.at, Event.kind, Event.element_id).where(
        Event.tenant_id == session.tenant,
        Event.case_number.in_(numbers),
        Event.kind.in_(_TOLD),
        Event.element_id.is_not(None),
    )
    found: dict[str, list[Moment]] = defaultdict(list)
    for row in session.execute(query.order_by(Event.case_number, Event.at, Event.id)):
        found[row[0]].append(Moment(row[1], row[2], row[3] or ""))
    return found


def _works(session: TenantSession, numbers: Sequence[str]) -> Mapping[str, list[Work]]:
    completed = Task.status == TaskStatus.COMPLETED
    query = select(
        Task.case_number, Task.element_id, Task.opened_at, Task.closed_at, Task.due_at, completed
    ).where(Task.tenant_id == session.tenant, Task.case_number.in_(numbers), Task.closed_at.is_not(None))
    found: dict[str, list[Work]] = defaultdict(list)
    for number, element_id, opened_at, closed_at, due_at, is_completed in session.execute(
        query.order_by(Task.case_number, Task.opened_at, Task.id)
    ):
        found[number].append(Work(element_id, opened_at, closed_at or opened_at, due_at, bool(is_completed)))
    return found


def _messages(session: TenantSession, numbers: Sequence[str]) -> Mapping[str, int]:
    query = select(Message.case_number, func.count()).where(
        Message.tenant_id == session.tenant, Message.case_number.in_(numbers)
    )
    return {row[0]: row[1] for row in session.execute(query.group_by(Message.case_number))}
