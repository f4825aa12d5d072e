"""What an incident stopped: where the process stands, what waits there, and what would be done again with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, select

from app import engine
from app.bpmn.elements import Element
from app.db import TenantSession
from app.engine import Outcome
from app.incidents.tables import Incident
from app.jobs import queue
from app.jobs.tables import Job, JobKind
from app.messages import inbox, subscriptions
from app.messages.tables import Message, MessageStatus, Subscription
from app.processes import correlation, moving, parts
from app.processes.standing import Standing
from app.processes.tables import InstanceStatus, ProcessInstance
from app.tasks.tables import Task, TaskStatus

#: Kinds of elements at which nothing can go on by itself.
_NO_TARGETS = frozenset({"startEvent", "boundaryEvent"})

#: Where a job keeps what it gives to the process.
_USED: Mapping[str, str] = {JobKind.SERVICE: "inputs", JobKind.SIGNAL: "payload"}

#: Reading what is there needs no time.
_NEVER = datetime(1, 1, 1, tzinfo=UTC)

_CASE = "case"


@dataclass(frozen=True, slots=True)
class Stopped:
    """An instance and the place where it stopped."""

    standing: Standing | None  #: None: the process has not begun
    token_id: str | None  #: what waits at the place: a task, job or subscription; None where nothing does
    element_id: str | None  #: of that
    data: Mapping[str, object] | None  #: the variables of the process, without the case itself
    sent: Mapping[str, object] | None  #: answers, inputs or message that would be used again


def look(session: TenantSession, incident: Incident) -> Stopped:
    """What the incident stopped; its instance is locked as `moving.lock` does."""
    job = _job(session, incident)
    token_id, element_id = _place(session, incident, job)
    standing = _standing(session, incident)
    return Stopped(
        standing,
        token_id,
        element_id,
        _data(standing) if standing else None,
        _sent(session, incident, job),
    )


def targets(found: Stopped) -> list[str]:
    """Ids of the elements at which the process could go on: those around the place where it stopped."""
    if found.standing is None or found.token_id is None:
        return []
    return list(dict.fromkeys(_around(found.standing, found.element_id or "")))


def use_instead(
    session: TenantSession, incident: Incident, sent: Mapping[str, object]
) -> Mapping[str, object]:
    """The incident's action with this instead of what was sent; what a job is owed with is changed."""
    job = _job(session, incident)
    if job is not None:
        job.payload = {**job.payload, _USED.get(job.kind, "instead"): dict(sent)}
        session.flush()
        return dict(incident.action)
    key = "answers" if incident.action["do"] == "complete" else "question"
    return {**incident.action, key: sent if key == "answers" else str(sent.get("question", ""))}


def end_of(session: TenantSession, standing: Standing, *, now: datetime) -> Outcome:
    """The outcome of ending the process; where its stored state cannot be read, from the rows it has left."""
    try:
        return engine.cancel(standing.version.definition, standing.state, now=now)
    except engine.SnapshotUnreadable:
        instance_id = standing.instance_id
        parts.drop(session, instance_id)
        return Outcome(
            snapshot=standing.state.snapshot,
            finished=True,
            ended_at=(),
            data={},
            closed=_ids(session, Task, instance_id, Task.status == TaskStatus.OPEN),
            timers_gone=_ids(session, Job, instance_id),
            subscriptions_gone=_ids(session, Subscription, instance_id),
        )


def _ids(
    session: TenantSession,
    rows: type[Task | Job | Subscription],
    instance_id: str,
    *which: ColumnElement[bool],
) -> tuple[str, ...]:
    query = select(rows.id).where(rows.tenant_id == session.tenant, rows.instance_id == instance_id, *which)
    return tuple(session.scalars(query))


def forget(session: TenantSession, incident: Incident) -> None:
    """What the incident stopped will not be done again: its message is read by the handler instead."""
    job = _job(session, incident)
    if job is None:
        return
    if job.kind == JobKind.DELIVER:
        inbox.settle(session, job.payload["message_id"], MessageStatus.WITH_HANDLER)
    queue.remove(session, [job.id])


def _job(session: TenantSession, incident: Incident) -> Job | None:
    job_id = incident.action.get("job_id")
    return session.get(Job, (session.tenant, job_id)) if job_id else None


def _place(session: TenantSession, incident: Incident, job: Job | None) -> tuple[str | None, str | None]:
    if incident.action["do"] != "job":
        task = session.get_one(Task, (session.tenant, incident.action["task_id"]))
        return task.id, task.element_id
    if job is None:
        return None, None
    if job.kind == JobKind.DELIVER:
        message = session.get_one(Message, (session.tenant, job.payload["message_id"]))
        waiting = correlation.waiting(session, message)
        return (waiting.id, waiting.element_id) if waiting else (None, None)
    if job.kind == JobKind.SIGNAL:
        waits = subscriptions.to_signal(session, job.instance_id or "", job.payload["signal"])
        return (waits[0].id, waits[0].element_id) if waits else (None, None)
    return (job.id, job.element_id) if job.instance_id else (None, None)


def _standing(session: TenantSession, incident: Incident) -> Standing | None:
    running = select(ProcessInstance.id).where(
        ProcessInstance.tenant_id == session.tenant,
        ProcessInstance.case_number == incident.case_number,
        ProcessInstance.status == InstanceStatus.RUNNING,
    )
    instance_id = incident.instance_id or session.scalar(running)
    return moving.lock(session, instance_id) if instance_id else None


def _data(standing: Standing) -> dict[str, object] | None:
    try:
        outcome = engine.set_data(standing.version.definition, standing.state, {}, now=_NEVER)
    except engine.EngineError:
        return None
    return {name: value for name, value in outcome.data.items() if name != _CASE}


def _sent(session: TenantSession, incident: Incident, job: Job | None) -> Mapping[str, object] | None:
    action = incident.action
    if action["do"] == "complete":
        return dict(action["answers"])
    if action["do"] == "ask":
        return {"question": action["question"]}
    if job is None:
        return None
    if job.kind == JobKind.DELIVER:
        message = session.get_one(Message, (session.tenant, job.payload["message_id"]))
        return dict(job.payload.get("instead") or correlation.payload(message))
    return dict(job.payload[_USED[job.kind]]) if job.kind in _USED else None


def _around(standing: Standing, element_id: str) -> Iterator[str]:
    """The elements beside this one, then those around them; of a called process, at last its caller's."""
    for document in reversed(standing.version.documents):
        found = document.element(element_id)
        main = document.process
        scope_id = found.scope_id if found else main.id if main else ""
        while scope_id:
            within = document.within(scope_id)
            yield from (each.id for each in within if _is_target(each))
            outer = document.element(scope_id)
            scope_id = outer.scope_id if outer else ""


def _is_target(element: Element) -> bool:
    return element.kind not in _NO_TARGETS and not element.triggered_by_event
