"""One step of one instance: lock its row, let the engine move it, record what came of it.

Everything here runs inside a transaction that somebody else owns. The engine's errors pass through: the
caller rolls back, and what was last committed is still true.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, exists, select

from app import engine
from app.cases.tables import Case
from app.db import TenantSession, new_id, table
from app.engine import Start
from app.identity.actor import Actor
from app.messages import subscriptions
from app.prepared import Insertion, Prepared
from app.processes import library, parts, recording
from app.processes.library import Version
from app.processes.standing import Asking, Judge, Standing, Step, TaskInHand
from app.processes.tables import InstanceStatus, ProcessInstance
from app.tasks import assignment
from app.tasks.errors import NothingToAsk, TaskAlreadyClaimed, TaskAlreadyDone, TaskNotFound, TaskNotYours
from app.tasks.tables import Task, TaskDraft, TaskStatus

_instances, _cases, _tasks, _drafts = table(ProcessInstance), table(Case), table(Task), table(TaskDraft)
_STANDING = (
    _instances.c.id,
    _instances.c.case_number,
    _instances.c.version_id,
    _instances.c.snapshot,
    _instances.c.row_version,
    _cases.c.status,
    _cases.c.handler_id,
    _cases.c.language,
)
_DRAFT = exists().where(
    _drafts.c.tenant_id == _tasks.c.tenant_id,
    _drafts.c.case_number == _tasks.c.case_number,
    _drafts.c.element_id == _tasks.c.element_id,
)
_TASK = (
    _tasks.c.id,
    _tasks.c.case_number,
    _tasks.c.element_id,
    _tasks.c.status,
    _tasks.c.assignee_id,
    _tasks.c.group_key,
    _tasks.c.form_id,
    _tasks.c.names,
    _DRAFT,
)
_OF_CASE = and_(_cases.c.tenant_id == _instances.c.tenant_id, _cases.c.number == _instances.c.case_number)
_OF_TASK = and_(_instances.c.tenant_id == _tasks.c.tenant_id, _instances.c.id == _tasks.c.instance_id)

_BEGIN = Insertion(_instances)
_INSTANCE = (
    select(*_STANDING)
    .join_from(_instances, _cases, _OF_CASE)
    .where(_instances.c.tenant_id == bindparam("tenant"), _instances.c.id == bindparam("instance"))
)
_LOOK, _LOCK = Prepared(_INSTANCE), Prepared(_INSTANCE.with_for_update(of=_instances))
_LOCK_TASK = Prepared(
    select(*_TASK, *_STANDING)
    .join_from(_tasks, _instances, _OF_TASK)
    .join(_cases, _OF_CASE)
    .where(_tasks.c.tenant_id == bindparam("tenant"), _tasks.c.id == bindparam("task"))
    .with_for_update(of=_instances)
)


@dataclass(frozen=True, slots=True)
class Moved:
    """What a person wants to know of a step they caused."""

    case_number: str
    finished: bool
    opened: tuple[str, ...]  #: ids of the tasks it opened


def begin(
    session: TenantSession,
    case: Case,
    version: Version,
    start: Start,
    payload: Mapping[str, object],
    context: Mapping[str, object],
    *,
    step: Step,
    now: datetime,
) -> Moved:
    """Start an instance for the case at one of the version's start events; raises engine errors."""
    outcome = engine.start(
        version.definition, start=start.element_id, case=context, payload=payload, now=now, in_parts=True
    )
    instance_id = new_id()
    row = {
        "id": instance_id,
        "case_number": case.number,
        "version_id": version.id,
        "status": InstanceStatus.FINISHED if outcome.finished else InstanceStatus.RUNNING,
        "snapshot": outcome.snapshot,
        "row_version": 1,
        "started_at": now,
        "moved_at": now,
    }
    session.insert(_BEGIN, [row])
    state = parts.state(session, instance_id, outcome.snapshot)
    standing = Standing(instance_id, case.number, version, state, 0, case.status, None, case.language)
    recording.record(session, standing, outcome, step, now=now)
    return _moved(standing, outcome)


def complete(session: TenantSession, task_id: str, judge: Judge, *, by: Actor, now: datetime) -> Moved | None:
    """Complete a task in the name of a person, unless `judge` finds something to be corrected.

    Raises TaskError, engine errors, and what `judge` raises.
    """
    task, standing = _task(session, task_id)
    check_permitted(task, by)
    version, answers = standing.version, None

    def judged(data: Mapping[str, object]) -> Mapping[str, object] | None:
        nonlocal answers
        answers = judge(session, task, Asking(task.case_number, version.form(task.form_id), data))
        return answers

    try:
        outcome = engine.judge_task(version.definition, standing.state, task_id, judged, now=now)
    except engine.TaskNotOpen as exc:
        raise TaskAlreadyDone from exc
    if outcome is None:
        return None
    recording.record(session, standing, outcome, Step(by=by, completed=task, answers=answers), now=now)
    return _moved(standing, outcome)


def take_action(
    session: TenantSession,
    task_id: str,
    action: str,
    payload: Mapping[str, object],
    *,
    by: Actor,
    now: datetime,
) -> Moved:
    """Take an action that the diagram attaches to a task, such as ``ask``; raises TaskError."""
    task, standing = _task(session, task_id)
    check_permitted(task, by)
    subscription = subscriptions.action_of_task(session, task_id, action)
    if subscription is None:
        raise NothingToAsk
    outcome = engine.deliver(standing.version.definition, standing.state, subscription.id, payload, now=now)
    recording.record(session, standing, outcome, Step(by=by, acted_on=task, answers=payload), now=now)
    return _moved(standing, outcome)


def deliver(
    session: TenantSession,
    instance_id: str,
    subscription_id: str,
    payload: Mapping[str, object],
    *,
    step: Step,
    now: datetime,
) -> Moved:
    """Give a message to the subscription that waits for it; raises NobodyWaits or other engine errors."""
    standing = lock(session, instance_id)
    outcome = engine.deliver(standing.version.definition, standing.state, subscription_id, payload, now=now)
    recording.record(session, standing, outcome, step, now=now)
    return _moved(standing, outcome)


def fire(session: TenantSession, instance_id: str, timer_id: str, *, step: Step, now: datetime) -> Moved:
    """A timer has come due; raises NobodyWaits or other engine errors."""
    standing = lock(session, instance_id)
    outcome = engine.fire_timer(standing.version.definition, standing.state, timer_id, now=now)
    recording.record(session, standing, outcome, step, now=now)
    return _moved(standing, outcome)


def finish_job(
    session: TenantSession,
    instance_id: str,
    job_id: str,
    result: Mapping[str, object],
    *,
    step: Step,
    now: datetime,
) -> Moved:
    """A worker has done a service task; raises NobodyWaits or other engine errors."""
    standing = lock(session, instance_id)
    outcome = engine.finish_job(standing.version.definition, standing.state, job_id, result, now=now)
    recording.record(session, standing, outcome, step, now=now)
    return _moved(standing, outcome)


def signal(
    session: TenantSession,
    instance_id: str,
    name: str,
    payload: Mapping[str, object],
    *,
    step: Step,
    now: datetime,
) -> Moved:
    """A signal was thrown by another instance; raises NobodyWaits or other engine errors."""
    standing = lock(session, instance_id)
    outcome = engine.signal(standing.version.definition, standing.state, name, payload, now=now)
    recording.record(session, standing, outcome, step, now=now)
    return _moved(standing, outcome)


def lock(session: TenantSession, instance_id: str) -> Standing:
    """The instance as it stands; raises NobodyWaits if there is none.

    It is locked until the transaction ends, unless the session is for looking only.
    """
    row = session.row(_LOCK if session.writes else _LOOK, instance=instance_id)
    if row is None:
        raise engine.NobodyWaits
    return _standing(session, row)


def check_permitted(task: TaskInHand, by: Actor) -> None:
    """Raises TaskNotYours, TaskAlreadyDone or TaskAlreadyClaimed."""
    if not assignment.may_do(task, by):
        raise TaskNotYours
    if task.status != TaskStatus.OPEN:
        raise TaskAlreadyDone
    if task.assignee_id not in {None, by.id}:
        raise TaskAlreadyClaimed(task.assignee_id or "")


def _task(session: TenantSession, task_id: str) -> tuple[TaskInHand, Standing]:
    row = session.row(_LOCK_TASK, task=task_id)
    if row is None:
        raise TaskNotFound
    return TaskInHand(*row[: len(_TASK)]), _standing(session, row[len(_TASK) :])


def _standing(session: TenantSession, row: Sequence[Any]) -> Standing:
    instance_id, case_number, version_id, snapshot, row_version, status, handler_id, language = row
    version = library.version(session, version_id)
    state = parts.state(session, instance_id, snapshot)
    return Standing(instance_id, case_number, version, state, row_version, status, handler_id, language)


def _moved(standing: Standing, outcome: engine.Outcome) -> Moved:
    return Moved(standing.case_number, outcome.finished, tuple(task.id for task in outcome.opened))
