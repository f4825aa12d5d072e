"""What a team lead sees: who has how much, and how long citizens have waited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, func, select

from app.cases.tables import Case
from app.db import TenantSession
from app.tasks.tables import Task, TaskStatus
from app.tasks.worklist import SOON


@dataclass(frozen=True, slots=True)
class Load:
    """The open tasks of one person in a group."""

    person_id: str | None  #: None: nobody's yet
    overdue: int
    soon: int  #: due within seven days
    later: int  #: due later, or without a deadline

    @property
    def all(self) -> int:
        return self.overdue + self.soon + self.later


def load(session: TenantSession, group: str, *, now: datetime) -> list[Load]:
    """The load of everyone who has an open task of the group, and of nobody."""
    overdue = func.count().filter(Task.due_at < now)
    soon = func.count().filter(and_(Task.due_at >= now, Task.due_at < now + SOON))
    query = (
        select(Task.assignee_id, overdue, soon, func.count())
        .where(Task.tenant_id == session.tenant, Task.status == TaskStatus.OPEN, Task.group_key == group)
        .group_by(Task.assignee_id)
    )
    return [Load(who, late, near, total - late - near) for who, late, near, total in session.execute(query)]


def ages(session: TenantSession, group: str, days: Sequence[int], *, now: datetime) -> list[int]:
    """How many cases with an open task of the group are at most `days[0]` days old, `days[1]`, …, and older.

    `days` ascend; the result has one number more than `days`.
    """
    opened = select(func.min(Case.opened_at).label("opened_at")).join(
        Task, and_(Task.tenant_id == Case.tenant_id, Task.case_number == Case.number)
    )
    cases = (
        opened.where(
            Case.tenant_id == session.tenant, Task.status == TaskStatus.OPEN, Task.group_key == group
        )
        .group_by(Case.number)
        .subquery()
    )
    younger = [func.count().filter(cases.c.opened_at > now - timedelta(days=each + 1)) for each in days]
    counts = [*session.execute(select(*younger, func.count()).select_from(cases)).one()]
    return [count - before for count, before in zip(counts, [0, *counts], strict=False)]
