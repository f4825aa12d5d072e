"""The worklist: the open tasks somebody may do, the most urgent first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, Literal

from sqlalchemy import BindParameter, ColumnElement, Integer, Select, and_, bindparam, func, or_, select, true
from sqlalchemy.orm import aliased

from app.cases.tables import Case, CaseStatus
from app.db import TenantSession
from app.identity.actor import Actor
from app.identity.roles import Role
from app.tasks.tables import Task, TaskStatus

SOON = timedelta(days=7)

After = Literal["nothing", "undated", "dated"]

#: What every statement here is asked with, see `_values`: so it is put together once, not for each page.
_TENANT: BindParameter[str] = bindparam("tenant")
_ME: BindParameter[str] = bindparam("me")
_GROUPS: BindParameter[str] = bindparam("groups", expanding=True)
_NOW: BindParameter[datetime] = bindparam("now")
_SOON: BindParameter[datetime] = bindparam("soon")
_GROUP: BindParameter[str] = bindparam("group")
_SERVICE: BindParameter[str] = bindparam("service")
_AFTER_DUE: BindParameter[datetime] = bindparam("after_due")
_AFTER_ID: BindParameter[str] = bindparam("after_id")
_LIMIT: BindParameter[int] = bindparam("limit", type_=Integer)


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
#: The views that show tasks, and those that each group has.
_OF_TASKS = tuple(view for view in View if view != View.WAITING)
_OF_GROUPS = (View.ALL, View.OVERDUE, View.SOON, View.UNCLAIMED)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the worklist ended: the next one begins after it."""

    due_at: datetime | None
    id: str


@dataclass(frozen=True, slots=True)
class _Narrowed:
    """What of a view is shown; the values go in with the others."""

    by_group: bool
    by_service: bool
    after: After = "nothing"

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        if self.by_group:
            yield Task.group_key == _GROUP
        if self.by_service:
            yield _of_service()
        yield _FOLLOWING[self.after]


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
    narrowed = _Narrowed(group is not None, service is not None, _kind_of(after))
    values = _values(session, actor, now) | {"group": group, "service": service, "limit": limit}
    values |= {"after_due": after and after.due_at, "after_id": after and after.id}
    query = _page(actor.has(Role.TEAM_LEAD), view, narrowed)
    return [Row(task, case) for task, case in session.execute(query, values)]


def waiting_cases(session: TenantSession, actor: Actor, *, limit: int = 100) -> list[Case]:
    """Cases that the person handles and that wait for the citizen, the oldest first."""
    query = select(Case).where(*_waiting()).order_by(Case.opened_at).limit(limit)
    return list(session.scalars(query, {"tenant": session.tenant, "me": actor.id}))


def counts(session: TenantSession, actor: Actor, *, now: datetime) -> Mapping[View, int]:
    """How many lines each view has, with one statement."""
    row = session.execute(_counted(actor.has(Role.TEAM_LEAD)), _values(session, actor, now)).one()
    return dict(zip((*_OF_TASKS, View.WAITING), row, strict=True))


def group_counts(session: TenantSession, actor: Actor, *, now: datetime) -> Mapping[str, Mapping[View, int]]:
    """How many lines each view has in each group whose tasks the person may do, with one statement."""
    found = session.execute(_counted_by_group(actor.has(Role.TEAM_LEAD)), _values(session, actor, now))
    return {key or "": dict(zip(_OF_GROUPS, numbers, strict=True)) for key, *numbers in found}


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
    narrowed = _Narrowed(group is not None, service is not None)
    values = _values(session, actor, now) | {"group": group, "service": service, "limit": limit}
    return list(session.scalars(_ids(actor.has(Role.TEAM_LEAD), view, narrowed), values))


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


def _values(session: TenantSession, actor: Actor, now: datetime) -> dict[str, object]:
    groups = sorted(actor.groups)
    return {"tenant": session.tenant, "me": actor.id, "groups": groups, "now": now, "soon": now + SOON}


@cache
def _page(leads: bool, view: View, narrowed: _Narrowed) -> Select[*tuple[Any, ...]]:
    # First the page, then its cases: a database that thinks the tasks few would join all with all.
    found = select(Task).where(_in_view(leads, view), *narrowed.conditions())
    task = aliased(Task, found.order_by(*_urgent_first(Task)).limit(_LIMIT).subquery())
    of_task = and_(Case.tenant_id == task.tenant_id, Case.number == task.case_number)
    return select(task, Case).join(Case, of_task).order_by(*_urgent_first(task))


@cache
def _ids(leads: bool, view: View, narrowed: _Narrowed) -> Select[*tuple[Any, ...]]:
    found = select(Task.id).where(_in_view(leads, view), *narrowed.conditions())
    return found.order_by(*_urgent_first(Task)).limit(_LIMIT)


@cache
def _counted(leads: bool) -> Select[*tuple[int, ...]]:
    columns = [func.count().filter(_condition(view)) for view in _OF_TASKS]
    waiting = select(func.count()).select_from(Case).where(*_waiting()).scalar_subquery()
    return select(*columns, waiting).where(_open(), _permitted(leads))


@cache
def _counted_by_group(leads: bool) -> Select[*tuple[Any, ...]]:
    columns = [func.count().filter(_condition(view)) for view in _OF_GROUPS]
    query = select(Task.group_key, *columns).where(_open(), _permitted(leads), Task.group_key.is_not(None))
    return query.group_by(Task.group_key)


def _urgent_first(task: type[Task]) -> tuple[ColumnElement[Any], ...]:
    return task.due_at.is_(None), task.due_at.expression, task.id.expression


def _waiting() -> tuple[ColumnElement[bool], ...]:
    return Case.tenant_id == _TENANT, Case.handler_id == _ME, Case.status == CaseStatus.WAITING


def _open() -> ColumnElement[bool]:
    return and_(Task.tenant_id == _TENANT, Task.status == TaskStatus.OPEN)


def _permitted(leads: bool) -> ColumnElement[bool]:
    return true() if leads else or_(Task.group_key.in_(_GROUPS), Task.assignee_id == _ME)


def _in_view(leads: bool, view: View) -> ColumnElement[bool]:
    return and_(_open(), _permitted(leads), _condition(view))


def _condition(view: View) -> ColumnElement[bool]:
    mine, nobodys = Task.assignee_id == _ME, Task.assignee_id.is_(None)
    return {
        View.MINE: mine,
        View.ANSWERED: and_(Task.answered_at.is_not(None), or_(mine, nobodys)),
        View.OVERDUE: Task.due_at < _NOW,
        View.SOON: and_(Task.due_at >= _NOW, Task.due_at < _SOON),
        View.UNCLAIMED: nobodys,
    }.get(view, true())


def _of_service() -> ColumnElement[bool]:
    of_task = (Case.tenant_id == Task.tenant_id, Case.number == Task.case_number)
    return select(Case.number).where(*of_task, Case.service_key == _SERVICE).correlate(Task).exists()


def _kind_of(place: Place | None) -> After:
    return "nothing" if place is None else "undated" if place.due_at is None else "dated"


#: What a page begins after → the tasks that follow.
_FOLLOWING: Mapping[After, ColumnElement[bool]] = {
    "nothing": true(),
    "undated": and_(Task.due_at.is_(None), Task.id > _AFTER_ID),
    "dated": or_(
        Task.due_at > _AFTER_DUE,
        and_(Task.due_at == _AFTER_DUE, Task.id > _AFTER_ID),
        Task.due_at.is_(None),
    ),
}
