"""The worklist: the open tasks somebody may do, the most urgent first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true

from app.cases.tables import Case, CaseStatus
from app.db import TenantSession
from app.identity.actor import Actor
from app.identity.roles import Role
from app.tasks.tables import Task, TaskStatus

SOON = timedelta(days=7)

Query = TypeVar("Query", bound=Select[*tuple[Any, ...]])


class View(StrEnum):
    """A saved view of the worklist."""

    MINE = "mine"  #: tasks the person has claimed or was given
    ANSWERED = "answered"  #: own or nobody's, and the citizen has written
    WAITING = "waiting"  #: cases the person handles that wait for the citizen
    ALL = "all"  #: everything the person's groups may do
    OVERDUE = "overdue"
    SOON = "soon"  #: due within seven days
    UNCLAIMED = "unclaimed"  #: nobody's yet


VIEWS = frozenset(View)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the worklist ended: the next one begins after it."""

    due_at: datetime | None
    id: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the worklist."""

    task: Task
    case: Case


def open_tasks(
    session: TenantSession,
    actor: Actor,
    view: View = View.ALL,
    *,
    now: datetime,
    group: str | None = None,
    service: str | None = None,
    after: Place | None = None,
    limit: int = 50,
) -> list[Row]:
    """A page of open tasks, by urgency, then by deadline; at most `limit`."""
    query = (
        select(Task, Case)
        .join(Case, and_(Case.tenant_id == Task.tenant_id, Case.number == Task.case_number))
        .where(_in_view(session, actor, view, now), _after(after))
    )
    query = _narrowed(query, group, service)
    query = query.order_by(Task.due_at.is_(None), Task.due_at, Task.id).limit(limit)
    return [Row(task, case) for task, case in session.execute(query)]


def waiting_cases(session: TenantSession, actor: Actor, *, limit: int = 100) -> list[Case]:
    """Cases that the person handles and that wait for the citizen, the oldest first."""
    query = select(Case).where(
        Case.tenant_id == session.tenant, Case.handler_id == actor.id, Case.status == CaseStatus.WAITING
    )
    return list(session.scalars(query.order_by(Case.opened_at).limit(limit)))


def counts(session: TenantSession, actor: Actor, *, now: datetime) -> Mapping[View, int]:
    """How many lines each view has, with one statement for the tasks and one for waiting cases."""
    views: list[View] = [view for view in View if view != View.WAITING]
    columns = [func.count().filter(_condition(actor, view, now)) for view in views]
    row = session.execute(select(*columns).where(_open(session), _permitted(actor))).one()
    found: dict[View, int] = dict(zip(views, row, strict=True))
    found[View.WAITING] = len(waiting_cases(session, actor))
    return found


def group_counts(session: TenantSession, actor: Actor, *, now: datetime) -> Mapping[str, Mapping[View, int]]:
    """How many lines each view has in each group whose tasks the person may do, with one statement."""
    views = (View.ALL, View.OVERDUE, View.SOON, View.UNCLAIMED)
    columns = [func.count().filter(_condition(actor, view, now)) for view in views]
    query = (
        select(Task.group_key, *columns)
        .where(_open(session), _permitted(actor), Task.group_key.is_not(None))
        .group_by(Task.group_key)
    )
    return {row[0] or "": dict(zip(views, row[1:], strict=True)) for row in session.execute(query)}


def task_ids(
    session: TenantSession,
    actor: Actor,
    view: View,
    *,
    now: datetime,
    group: str | None = None,
    service: str | None = None,
    limit: int = 500,
) -> list[str]:
    """The tasks of a view in its order, by id: what comes before and after one of them."""
    query = select(Task.id).where(_in_view(session, actor, view, now))
    query = _narrowed(query, group, service)
    return list(session.scalars(query.order_by(Task.due_at.is_(None), Task.due_at, Task.id).limit(limit)))


def next_to_take(
    session: TenantSession, actor: Actor, *, now: datetime, group: str | None = None
) -> str | None:
    """The most urgent task that is nobody's yet, by id."""
    found = task_ids(session, actor, View.UNCLAIMED, now=now, group=group, limit=1)
    return found[0] if found else None


def of_case(session: TenantSession, number: str) -> list[Task]:
    """Every task of the case, open or not, oldest first."""
    query = select(Task).where(Task.tenant_id == session.tenant, Task.case_number == number)
    return list(session.scalars(query.order_by(Task.opened_at, Task.id)))


def _narrowed(query: Query, group: str | None, service: str | None) -> Query:
    if group is not None:
        query = query.where(Task.group_key == group)
    if service is not None:
        of_service = select(Case.number).where(
            Case.tenant_id == Task.tenant_id, Case.number == Task.case_number, Case.service_key == service
        )
        query = query.where(of_service.correlate(Task).exists())
    return query


def _open(session: TenantSession) -> ColumnElement[bool]:
    return and_(Task.tenant_id == session.tenant, Task.status == TaskStatus.OPEN)


def _permitted(actor: Actor) -> ColumnElement[bool]:
    if actor.has(Role.TEAM_LEAD):
        return true()
    return or_(Task.group_key.in_(sorted(actor.groups)), Task.assignee_id == actor.id)


def _in_view(session: TenantSession, actor: Actor, view: View, now: datetime) -> ColumnElement[bool]:
    return and_(_open(session), _permitted(actor), _condition(actor, view, now))


def _condition(actor: Actor, view: View, now: datetime) -> ColumnElement[bool]:
    mine, nobodys = Task.assignee_id == actor.id, Task.assignee_id.is_(None)
    return {
        View.MINE: mine,
        View.ANSWERED: and_(Task.answered_at.is_not(None), or_(mine, nobodys)),
        View.OVERDUE: Task.due_at < now,
        View.SOON: and_(Task.due_at >= now, Task.due_at < now + SOON),
        View.UNCLAIMED: nobodys,
    }.get(view, true())


def _after(place: Place | None) -> ColumnElement[bool]:
    if place is None:
        return true()
    if place.due_at is None:
        return and_(Task.due_at.is_(None), Task.id > place.id)
    return or_(
        Task.due_at > place.due_at,
        and_(Task.due_at == place.due_at, Task.id > place.id),
        Task.due_at.is_(None),
    )
