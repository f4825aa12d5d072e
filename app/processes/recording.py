"""Record an outcome of the engine: tasks, jobs, subscriptions, messages and timeline, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache

from sqlalchemy import and_, bindparam, case, exists, select, update

from app.cases import timeline
from app.cases.tables import Case, CaseStatus, EventKind
from app.cases.timeline import Happening
from app.db import TenantSession, table
from app.engine import Outcome
from app.incidents import register as incidents
from app.messages.subscriptions import NOBODY, STAFF
from app.messages.tables import Subscription
from app.prepared import Insertion, Prepared
from app.processes import outgoing, parts, signalling, waiting
from app.processes.errors import MovedMeanwhile
from app.processes.standing import Standing, Step
from app.processes.tables import InstanceStatus, ProcessInstance
from app.tasks import drafts
from app.tasks.tables import Task, TaskStatus

_instances, _tasks, _cases = table(ProcessInstance), table(Task), table(Case)

_SAVE = Prepared(
    update(_instances)
    .where(
        _instances.c.tenant_id == bindparam("tenant"),
        _instances.c.id == bindparam("instance"),
        _instances.c.row_version == bindparam("before"),
    )
    .values({name: bindparam(name) for name in ("snapshot", "row_version", "status", "moved_at")})
)
_OPEN_TASKS = Insertion(_tasks)
_THIS_TASK = and_(_tasks.c.tenant_id == bindparam("tenant"), _tasks.c.id == bindparam("task"))
_HOLDER = Prepared(
    select(_tasks.c.element_id, _tasks.c.assignee_id)
    .where(
        _tasks.c.tenant_id == bindparam("tenant"),
        _tasks.c.case_number == bindparam("case"),
        _tasks.c.element_id == bindparam("element"),
        _tasks.c.assignee_id.is_not(None),
    )
    .order_by(_tasks.c.opened_at.desc())
    .limit(1)
)
_THIS_CASE = and_(_cases.c.tenant_id == bindparam("tenant"), _cases.c.number == bindparam("case"))
_IS_AWAITED = exists().where(
    Subscription.tenant_id == bindparam("tenant"),
    Subscription.case_number == bindparam("case"),
    Subscription.addressee.not_in([NOBODY, STAFF]),
)
#: Told by the database itself as it writes: other parts of the case may wait for somebody.
_WAITING_OR_OPEN = case((_IS_AWAITED, CaseStatus.WAITING.value), else_=CaseStatus.OPEN.value)


def record(
    session: TenantSession, standing: Standing, outcome: Outcome, step: Step, *, now: datetime
) -> None:
    """Write everything that `outcome` says; raises MovedMeanwhile if the instance has moved meanwhile."""
    if standing.row_version:
        _save_snapshot(session, standing, outcome, now)
    parts.write(session, standing.instance_id, outcome)
    _close_tasks(session, outcome, step, now)
    _open_tasks(session, standing, outcome, step, now)
    waiting.record(session, standing, outcome, step, now=now)
    signalling.broadcast(session, standing, outcome.signalled, now=now)
    sent = outgoing.record(session, standing, outcome.thrown, now=now)
    said = [*sent, *_decided(standing, outcome)] if outcome.decided else sent
    happened = _happened(standing, outcome, step, said)
    timeline.record(session, standing.case_number, (*step.first, *happened), now=now)
    if standing.case_status == CaseStatus.STOPPED:
        gone = {*outcome.closed, *outcome.timers_gone, *outcome.jobs_gone}
        incidents.settle(session, standing.case_number, gone, now=now)
    _update_case(session, standing, outcome, step, now)


def _save_snapshot(session: TenantSession, standing: Standing, outcome: Outcome, now: datetime) -> None:
    saved = session.run(
        _SAVE,
        instance=standing.instance_id,
        before=standing.row_version,
        snapshot=outcome.snapshot,
        row_version=standing.row_version + 1,
        status=InstanceStatus.FINISHED if outcome.finished else InstanceStatus.RUNNING,
        moved_at=now,
    )
    if saved != 1:
        raise MovedMeanwhile


def _close_tasks(session: TenantSession, outcome: Outcome, step: Step, now: datetime) -> None:
    done = step.completed or step.acted_on
    withdrawn = [task_id for task_id in outcome.closed if done is None or task_id != done.id]
    if done is not None and done.id in outcome.closed:
        by = step.by.id if step.by else None
        status = TaskStatus.COMPLETED if step.completed else TaskStatus.WITHDRAWN
        closed = {"status": status, "closed_at": now, "closed_by": by, "assignee_id": by}
        _set_tasks(session, [done.id], **closed, answers=step.answers)
    if withdrawn:
        _set_tasks(session, withdrawn, status=TaskStatus.WITHDRAWN, closed_at=now)
    if step.completed and step.completed.has_draft:
        drafts.discard(session, step.completed.case_number, step.completed.element_id)


def _set_tasks(session: TenantSession, ids: list[str], **values: object) -> None:
    session.run_each(_change_of_task(*values), [{"task": task_id, **values} for task_id in ids])


@cache
def _change_of_task(*names: str) -> Prepared:
    return Prepared(update(_tasks).where(_THIS_TASK).values({name: bindparam(name) for name in names}))


def _open_tasks(
    session: TenantSession, standing: Standing, outcome: Outcome, step: Step, now: datetime
) -> None:
    if not outcome.opened:
        return
    holders = _former_holders(session, standing, {opened.element_id for opened in outcome.opened})
    rows = [
        {
            "id": opened.id,
            "case_number": standing.case_number,
            "instance_id": standing.instance_id,
            "element_id": opened.element_id,
            "names": standing.version.names(opened.element_id),
            "form_id": opened.form_id,
            "group_key": opened.groups[0] if opened.groups else None,
            "assignee_id": opened.assignee or holders.get(opened.element_id),
            "status": TaskStatus.OPEN,
            "priority": opened.priority,
            "opened_at": now,
            "due_at": opened.due_at,
            "follow_up_at": opened.follow_up_at,
            "answered_at": now if step.answered and standing.row_version else None,
        }
        for opened in outcome.opened
    ]
    session.insert(_OPEN_TASKS, rows)


def _former_holders(session: TenantSession, standing: Standing, elements: set[str]) -> dict[str, str]:
    """Who held the tasks at these elements last: when they come back, they come back to them.

    Asked for each element by itself, as a case may have had thousands of tasks.
    """
    if not standing.row_version:
        return {}
    found = (session.row(_HOLDER, case=standing.case_number, element=each) for each in elements)
    return dict(row for row in found if row)


def _happened(standing: Standing, outcome: Outcome, step: Step, sent: Sequence[Happening]) -> list[Happening]:
    """The step in the words of the timeline; what was said to the outside stands where it was said."""
    names = standing.version.names
    said = {happening.element_id: happening for happening in sent}
    done = step.completed.element_id if step.completed else None
    passed = [
        said.get(element.element_id)
        or (_completed(step, names(done)) if element.element_id == done else None)
        or Happening(EventKind.PASSED, element.element_id, details={"names": names(element.element_id)})
        for element in outcome.passed
    ]
    if step.result and passed:  # what is done is passed first
        passed[0] = replace(passed[0], details={**passed[0].details, "result": step.result})
    opened = [
        Happening(
            EventKind.TASK_OPENED,
            task.element_id,
            details={"names": names(task.element_id), "task_id": task.id},
        )
        for task in outcome.opened
    ]
    waiting = [
        Happening(EventKind.WAITING, wait.element_id, details={"names": names(wait.element_id)})
        for wait in outcome.subscriptions
        if wait.addressee != STAFF
    ]
    closed = [
        Happening(EventKind.CLOSED, end, details={"names": names(end)})
        for end in outcome.ended_at[-1:]
        if outcome.finished
    ]
    return [*passed, *opened, *waiting, *closed]


def _decided(standing: Standing, outcome: Outcome) -> list[Happening]:
    """Decisions with why they came out so; those of a repeated task together, since it is passed once."""
    reasons: dict[str, list[object]] = {}
    for decided in outcome.decided:
        reasons.setdefault(decided.element_id, []).extend(decided.because)
    names = standing.version.names
    return [
        Happening(EventKind.DECIDED, each, details={"names": names(each), "because": because})
        for each, because in reasons.items()
    ]


def _completed(step: Step, names: Mapping[str, str]) -> Happening:
    assert step.completed is not None
    assert step.by is not None
    return Happening(
        EventKind.TASK_COMPLETED,
        step.completed.element_id,
        details={"names": names},
        actor_id=step.by.id,
        actor_name=step.by.name,
    )


def _update_case(
    session: TenantSession, standing: Standing, outcome: Outcome, step: Step, now: datetime
) -> None:
    values: dict[str, object] = {}
    status = _status(standing, outcome)
    if status is not None:
        values["status"] = status
    if step.by is not None:
        values["handler_id"] = step.by.id
    if outcome.finished:
        values |= {"closed_at": now, "outcome": outcome.ended_at[-1] if outcome.ended_at else None}
    before = {"status": standing.case_status, "handler_id": standing.handler_id}
    if status and all(key in before and before[key] == value for key, value in values.items()):
        return
    session.run(_change_of_case(*values), case=standing.case_number, **values)


@cache
def _change_of_case(*names: str) -> Prepared:
    values: dict[str, object] = {"status": _WAITING_OR_OPEN} | {name: bindparam(name) for name in names}
    return Prepared(update(_cases).where(_THIS_CASE).values(values))


def _status(standing: Standing, outcome: Outcome) -> CaseStatus | None:
    """The status of the case after the step; None where it depends on what else it waits for."""
    if outcome.finished:
        return CaseStatus.CLOSED
    if any(opened.addressee != STAFF for opened in outcome.subscriptions):
        return CaseStatus.WAITING
    return None if standing.case_status in {CaseStatus.WAITING, CaseStatus.STOPPED} else CaseStatus.OPEN
