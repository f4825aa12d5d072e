"""What was typed into a task's form and not yet sent."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete

from app.db import TenantSession, table
from app.identity.actor import Actor
from app.prepared import Prepared
from app.tasks.tables import Task, TaskDraft

_drafts = table(TaskDraft)
_DISCARD = Prepared(
    delete(_drafts).where(
        _drafts.c.tenant_id == bindparam("tenant"),
        _drafts.c.case_number == bindparam("case"),
        _drafts.c.element_id == bindparam("element"),
    )
)


def save(
    session: TenantSession, task: Task, typed: Mapping[str, object], *, by: Actor, now: datetime
) -> None:
    """Keep what was typed; it comes back when the task is opened, also after a question to the citizen."""
    session.merge(
        TaskDraft(
            tenant_id=session.tenant,
            case_number=task.case_number,
            element_id=task.element_id,
            typed=dict(typed),
            saved_at=now,
            saved_by=by.id,
        )
    )


def of_task(session: TenantSession, task: Task) -> TaskDraft | None:
    """What was typed into this task, or into the same task earlier in the case."""
    return session.get(TaskDraft, (session.tenant, task.case_number, task.element_id))


def discard(session: TenantSession, case_number: str, element_id: str) -> None:
    """The answers were sent; the draft is done with."""
    session.run(_DISCARD, case=case_number, element=element_id)
