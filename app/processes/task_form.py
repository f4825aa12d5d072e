"""What a caseworker sees of a task: its form, the case's data, and what can be done besides."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, bindparam, exists, select

from app import engine
from app.cases.tables import Case
from app.db import TenantSession, built_once
from app.forms import Form
from app.messages.tables import Subscription
from app.processes import library
from app.processes.library import Version
from app.processes.tables import ProcessInstance
from app.tasks.errors import TaskNotFound
from app.tasks.tables import Task, TaskStatus


@dataclass(frozen=True, slots=True)
class TaskForm:
    """A task with everything its page needs."""

    task: Task
    case: Case
    version: Version
    form: Form | None
    data: Mapping[str, object]  #: variables the form may show and begin from
    can_ask: bool  #: the diagram lets its holder ask the citizen


_TASK = built_once(
    select(
        Task,
        Case,
        ProcessInstance.version_id,
        ProcessInstance.snapshot,
        exists()
        .where(
            Subscription.tenant_id == Task.tenant_id,
            Subscription.task_id == Task.id,
            Subscription.message == "ask",
        )
        .label("can_ask"),
    )
    .join(Case, and_(Case.tenant_id == Task.tenant_id, Case.number == Task.case_number))
    .join(
        ProcessInstance,
        and_(ProcessInstance.tenant_id == Task.tenant_id, ProcessInstance.id == Task.instance_id),
    )
    .where(Task.tenant_id == bindparam("tenant"), Task.id == bindparam("task"))
)


def of_task(session: TenantSession, task_id: str) -> TaskForm:
    """The task with its case and form, in one statement; raises TaskNotFound."""
    row = session.rows_of(_TASK, task=task_id).one_or_none()
    if row is None:
        raise TaskNotFound
    task: Task = row.Task
    version = library.version(session, row.version_id)
    is_open = task.status == TaskStatus.OPEN
    return TaskForm(
        task=task,
        case=row.Case,
        version=version,
        form=version.form(task.form_id),
        data=engine.task_data(version.definition, row.snapshot, task_id) if is_open else {},
        can_ask=is_open and row.can_ask,
    )


def version_of_case(session: TenantSession, number: str) -> Version | None:
    """The version on which the case runs or ran; None while the process has not taken its message."""
    query = select(ProcessInstance.version_id).where(
        ProcessInstance.tenant_id == session.tenant, ProcessInstance.case_number == number
    )
    version_id = session.scalar(query.order_by(ProcessInstance.started_at.desc()).limit(1))
    return library.version(session, version_id) if version_id else None
