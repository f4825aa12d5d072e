"""Who does a task: claim it, give it back, hand it to somebody."""

from datetime import datetime
from typing import Protocol

from sqlalchemy import select

from app.cases import timeline
from app.cases.tables import EventKind
from app.cases.timeline import Happening
from app.db import TenantSession
from app.identity.actor import Actor
from app.identity.roles import Role
from app.tasks.errors import TaskAlreadyClaimed, TaskAlreadyDone, TaskNotFound, TaskNotYours
from app.tasks.tables import Task, TaskStatus


class Assigned(Protocol):
    """A task, as far as it matters who may do it."""

    @property
    def assignee_id(self) -> str | None: ...

    @property
    def group_key(self) -> str | None: ...


def may_do(task: Task | Assigned, actor: Actor) -> bool:
    """Whether the task is the person's own, their group's, or theirs to lead."""
    if task.assignee_id == actor.id or task.group_key is None:
        return True
    return task.group_key in actor.groups or actor.has(Role.TEAM_LEAD)


def find(session: TenantSession, task_id: str) -> Task:
    """The task; raises TaskNotFound."""
    task = session.get(Task, (session.tenant, task_id))
    if task is None:
        raise TaskNotFound
    return task


def claim(session: TenantSession, task_id: str, *, by: Actor, now: datetime) -> Task:
    """Make the task the person's own. A second time it is theirs already, and nothing happens.

    Raises TaskNotFound, TaskAlreadyDone, TaskNotYours or TaskAlreadyClaimed.
    """
    task = _locked(session, task_id)
    if task.assignee_id == by.id:
        return task
    if not may_do(task, by):
        raise TaskNotYours
    if task.assignee_id is not None:
        raise TaskAlreadyClaimed(task.assignee_id)
    return _hand(session, task, EventKind.TASK_CLAIMED, to=by.id, by=by, now=now)


def release(session: TenantSession, task_id: str, *, by: Actor, now: datetime) -> Task:
    """Give the task back to its group; a task that is nobody's stays so.

    Raises TaskNotFound, TaskAlreadyDone or TaskAlreadyClaimed (it is another person's).
    """
    task = _locked(session, task_id)
    if task.assignee_id is None:
        return task
    if task.assignee_id != by.id and not by.has(Role.TEAM_LEAD):
        raise TaskAlreadyClaimed(task.assignee_id)
    return _hand(session, task, EventKind.TASK_RELEASED, to=None, by=by, now=now)


def assign(session: TenantSession, task_id: str, to: Actor, *, by: Actor, now: datetime) -> Task:
    """Hand the task to a person who may do it. Its holder may do so, and a team lead.

    Raises TaskNotFound, TaskAlreadyDone, TaskNotYours or TaskAlreadyClaimed.
    """
    task = _locked(session, task_id)
    if task.assignee_id == to.id:
        return task
    if not may_do(task, by) or (task.group_key is not None and task.group_key not in to.groups):
        raise TaskNotYours
    if task.assignee_id not in {None, by.id} and not by.has(Role.TEAM_LEAD):
        raise TaskAlreadyClaimed(task.assignee_id or "")
    return _hand(session, task, EventKind.TASK_ASSIGNED, to=to.id, by=by, now=now, name=to.name)


def _locked(session: TenantSession, task_id: str) -> Task:
    query = select(Task).where(Task.tenant_id == session.tenant, Task.id == task_id).with_for_update()
    task = session.scalars(query).first()
    if task is None:
        raise TaskNotFound
    if task.status != TaskStatus.OPEN:
        raise TaskAlreadyDone
    return task


def _hand(
    session: TenantSession,
    task: Task,
    kind: EventKind,
    *,
    to: str | None,
    by: Actor,
    now: datetime,
    name: str = "",
) -> Task:
    task.assignee_id = to
    session.flush()
    happening = Happening(
        kind, task.element_id, details={"names": task.names, "to": name}, actor_id=by.id, actor_name=by.name
    )
    timeline.record(session, task.case_number, [happening], now=now)
    return task
