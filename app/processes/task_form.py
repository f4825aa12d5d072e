"""What a caseworker sees of a task: its form, the case's data, and what can be done besides."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, bindparam, exists, select

from app import engine
from app.cases.tables import Case
from app.db import TenantSession, read_only, table
from app.forms import Form
from app.messages.tables import Subscription
from app.prepared import Prepared
from app.processes import library, parts
from app.processes.library import Version
from app.processes.standing import Asking
from app.processes.tables import ProcessInstance
from app.tasks.errors import TaskAlreadyDone, TaskNotFound
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

    @property
    def asking(self) -> Asking:
        """What is needed to judge what is sent for it."""
        return Asking(self.task.case_number, self.form, self.data)


_tasks, _cases, _instances = table(Task), table(Case), table(ProcessInstance)
_subscriptions = table(Subscription)
_CAN_ASK = exists().where(
    _subscriptions.c.tenant_id == _tasks.c.tenant_id,
    _subscriptions.c.task_id == _tasks.c.id,
    _subscriptions.c.message == "ask",
)
_TASK = Prepared(
    select(_instances.c.id, _instances.c.version_id, _instances.c.snapshot, _CAN_ASK, *_tasks.c, *_cases.c)
    .join_from(
        _tasks,
        _cases,
        and_(_cases.c.tenant_id == _tasks.c.tenant_id, _cases.c.number == _tasks.c.case_number),
    )
    .join(
        _instances,
        and_(_instances.c.tenant_id == _tasks.c.tenant_id, _instances.c.id == _tasks.c.instance_id),
    )
    .where(_tasks.c.tenant_id == bindparam("tenant"), _tasks.c.id == bindparam("task"))
)


def of_task(session: TenantSession, task_id: str) -> TaskForm:
    """The task with its case and form, in one statement, all to be read only; raises TaskNotFound."""
    row = session.row(_TASK, task=task_id)
    if row is None:
        raise TaskNotFound
    instance_id, version_id, snapshot, can_ask, *columns = row
    task = read_only(Task, columns[: len(_tasks.c)])
    case = read_only(Case, columns[len(_tasks.c) :])
    version = library.version(session, version_id)
    is_open = task.status == TaskStatus.OPEN
    return TaskForm(
        task=task,
        case=case,
        version=version,
        form=version.form(task.form_id),
        data=_data(version, parts.state(session, instance_id, snapshot), task_id) if is_open else {},
        can_ask=is_open and bool(can_ask),
    )


def _data(version: Version, state: engine.State, task_id: str) -> Mapping[str, object]:
    try:
        return engine.task_data(version.definition, state, task_id)
    except engine.TaskNotOpen as exc:  # its part was read after its row, and is gone
        raise TaskAlreadyDone from exc


def version_of_case(session: TenantSession, number: str) -> Version | None:
    """The version on which the case runs or ran; None while the process has not taken its message."""
    query = select(ProcessInstance.version_id).where(
        ProcessInstance.tenant_id == session.tenant, ProcessInstance.case_number == number
    )
    version_id = session.scalar(query.order_by(ProcessInstance.started_at.desc()).limit(1))
    return library.version(session, version_id) if version_id else None
