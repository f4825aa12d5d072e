"""What a caseworker sees of a task: its form, the case's data, and what can be done besides."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app import engine
from app.cases import register
from app.cases.tables import Case
from app.db import TenantSession
from app.forms import Form
from app.messages import subscriptions
from app.processes import library
from app.processes.library import Version
from app.processes.tables import ProcessInstance
from app.tasks import assignment
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


def of_task(session: TenantSession, task_id: str) -> TaskForm:
    """The task's page; raises TaskNotFound."""
    task = assignment.find(session, task_id)
    instance = session.get_one(ProcessInstance, (session.tenant, task.instance_id))
    version = library.version(session, instance.version_id)
    is_open = task.status == TaskStatus.OPEN
    return TaskForm(
        task=task,
        case=register.find(session, task.case_number),
        version=version,
        form=version.form(task.form_id),
        data=engine.task_data(version.definition, instance.snapshot, task_id) if is_open else {},
        can_ask=is_open and subscriptions.action_of_task(session, task_id, "ask") is not None,
    )


def version_of_case(session: TenantSession, number: str) -> Version | None:
    """The version on which the case runs or ran; None while the process has not taken its message."""
    query = select(ProcessInstance.version_id).where(
        ProcessInstance.tenant_id == session.tenant, ProcessInstance.case_number == number
    )
    version_id = session.scalar(query.order_by(ProcessInstance.started_at.desc()).limit(1))
    return library.version(session, version_id) if version_id else None
