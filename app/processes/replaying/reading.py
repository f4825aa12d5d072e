"""Read closed cases from their rows, some at a time: their timeline, their messages and their tasks."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Text, and_, func, select, type_coerce

from app.cases.tables import Case, CaseStatus, Event, Party
from app.db import TenantSession, read_only, table
from app.messages.tables import Direction, Message
from app.processes import correlation, library
from app.processes.replaying.past import Past, Unknown
from app.processes.replaying.recalling import Rows, recall
from app.processes.tables import ProcessInstance
from app.tasks.tables import Task

_cases, _parties, _instances = table(Case), table(Party), table(ProcessInstance)
_events, _messages, _tasks = table(Event), table(Message), table(Task)


@dataclass(frozen=True, slots=True)
class Period:
    """Cases that were closed between two moments, both included."""

    since: datetime
    until: datetime


def count(session: TenantSession, key: str, period: Period) -> int:
    """How many cases of the service were closed in the period."""
    return session.scalar(select(func.count()).select_from(_cases).where(_of(session, key, period))) or 0


def closed(
    session: TenantSession, key: str, period: Period, *, limit: int, skip: int = 0
) -> list[Past | Unknown]:
    """Cases of the service that were closed in the period, the last one first."""
    query = (
        select(*_cases.c, _parties.c.email, _instances.c.version_id)
        .join_from(_cases, _instances, _same_case(_cases, _instances))
        .outerjoin(_parties, _same_case(_cases, _parties) & (_parties.c.role == "applicant"))
        .where(_of(session, key, period))
        .order_by(_cases.c.closed_at.desc(), _cases.c.number)
        .limit(limit)
        .offset(skip)
    )
    found = session.execute(query).all()
    numbers = [row.number for row in found]
    events = _by_case(session, _happened(session, numbers))
    messages = _by_case(session, _written(session, numbers))
    tasks = _by_case(session, _done(session, numbers))
    return [
        recall(
            Rows(
                case=(case := read_only(Case, row[: len(_cases.c)])),
                definition=library.version(session, row.version_id).definition,
                version_id=row.version_id,
                context=correlation.context(session.tenant, case, row.email),
                events=events[case.number],
                messages={each.id: read_only(Message, each) for each in messages[case.number]},
                tasks=tasks[case.number],
            )
        )
        for row in found
    ]


def _of(session: TenantSession, key: str, period: Period) -> Any:
    return and_(
        _cases.c.tenant_id == session.tenant,
        _cases.c.service_key == key,
        _cases.c.status == CaseStatus.CLOSED,
        _cases.c.closed_at >= period.since,
        _cases.c.closed_at <= period.until,
    )


def _same_case(cases: Any, others: Any) -> Any:
    return and_(others.c.tenant_id == cases.c.tenant_id, others.c.case_number == cases.c.number)


def _happened(session: TenantSession, numbers: Sequence[str]) -> Select[Any]:
    # The details stay text: most of them are names that a replay does not need.
    columns = (_events.c.case_number, _events.c.id, _events.c.at, _events.c.kind, _events.c.element_id)
    return (
        select(*columns, _events.c.text, type_coerce(_events.c.details, Text).label("details"))
        .where(_events.c.tenant_id == session.tenant, _events.c.case_number.in_(numbers))
        .order_by(_events.c.case_number, _events.c.at, _events.c.id)
    )


def _written(session: TenantSession, numbers: Sequence[str]) -> Select[Any]:
    return select(_messages).where(
        _messages.c.tenant_id == session.tenant,
        _messages.c.case_number.in_(numbers),
        _messages.c.direction == Direction.IN,
    )


def _done(session: TenantSession, numbers: Sequence[str]) -> Select[Any]:
    columns = (
        _tasks.c.case_number,
        _tasks.c.id,
        _tasks.c.element_id,
        _tasks.c.group_key,
        _tasks.c.status,
        _tasks.c.opened_at,
        _tasks.c.closed_at,
        _tasks.c.closed_by,
        _tasks.c.answers,
    )
    return (
        select(*columns)
        .where(_tasks.c.tenant_id == session.tenant, _tasks.c.case_number.in_(numbers))
        .order_by(_tasks.c.case_number, _tasks.c.closed_at)
    )


def _by_case(session: TenantSession, query: Select[Any]) -> defaultdict[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in session.execute(query):
        found[row.case_number].append(row)
    return found
