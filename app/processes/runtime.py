"""Move processes: each function here is one step, in one transaction that it owns.

If the engine fails, the transaction is rolled back, so that the last committed state stays, and the failure
becomes an incident in a transaction of its own.
"""

import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from app import engine
from app.cases import timeline
from app.cases.tables import Case, CaseStatus, EventKind
from app.cases.timeline import Happening
from app.db import Database, TenantSession, new_id
from app.identity.actor import Actor
from app.incidents import register as incidents
from app.incidents.register import Stop
from app.jobs import queue
from app.jobs.tables import Job
from app.messages.errors import EmptyMessage
from app.messages.tables import Message
from app.processes import correlation, enclosing, library, moving, timetable
from app.processes.errors import NoSuchStart, NotPublished, StoppedByIncident
from app.processes.moving import Moved
from app.processes.standing import Asking, Judge, Step, TaskInHand
from app.processes.tables import ProcessInstance
from app.processes.work import Done
from app.tasks.tables import Task

#: What the engine, or a definition that is missing, can do to a step.
_FAILURES = (engine.EngineError, NoSuchStart, NotPublished)

Result = TypeVar("Result")


def complete_task(
    database: Database, tenant: str, task_id: str, answers: Mapping[str, object], *, by: Actor, now: datetime
) -> Moved:
    """A person completes a task with these answers; raises TaskError, MovedMeanwhile or StoppedByIncident."""
    moved = send_form(database, tenant, task_id, lambda *_: answers, by=by, now=now)
    assert moved is not None  # nothing was to be corrected
    return moved


def send_form(
    database: Database, tenant: str, task_id: str, judge: Judge, *, by: Actor, now: datetime
) -> Moved | None:
    """A person sends what they filled in for a task: judged, and the task completed, in one transaction.

    None when `judge` finds something to be corrected: what it wrote (files that came) is kept, and the task
    stays open. Raises TaskError, MovedMeanwhile, StoppedByIncident, and what `judge` raises.
    """
    action: dict[str, object] = {"do": "complete", "task_id": task_id, "answers": {}, "person_id": by.id}

    def judged(*asked: *tuple[TenantSession, TaskInHand, Asking]) -> Mapping[str, object] | None:
        answers = judge(*asked)
        action["answers"] = dict(answers or {})
        return answers

    return _step(
        database,
        tenant,
        lambda session: moving.complete(session, task_id, judged, by=by, now=now),
        lambda session: _stop_at_task(session, task_id, action),
        now,
    )


def ask_citizen(
    database: Database, tenant: str, task_id: str, question: str, *, by: Actor, now: datetime
) -> Moved:
    """A caseworker asks for more information: the task goes, and the process waits for the answer.

    Raises EmptyMessage, TaskError (NothingToAsk among them), MovedMeanwhile or StoppedByIncident.
    """
    question = question.strip()
    if not question:
        raise EmptyMessage
    action = {"do": "ask", "task_id": task_id, "question": question, "person_id": by.id}
    return _step(
        database,
        tenant,
        lambda session: moving.take_action(session, task_id, "ask", {"question": question}, by=by, now=now),
        lambda session: _stop_at_task(session, task_id, action),
        now,
    )


def deliver(
    database: Database,
    tenant: str,
    message_id: str,
    job_id: str,
    *,
    instead: Mapping[str, object] | None = None,
    now: datetime,
) -> None:
    """Give a kept message to its process. Delivering twice is delivering once; raises StoppedByIncident."""

    def step(session: TenantSession) -> None:
        queue.remove(session, [job_id])
        correlation.deliver(session, message_id, instead=instead, now=now)

    def stop(session: TenantSession) -> Stop:
        message = session.get_one(Message, (session.tenant, message_id))
        return _stop_at_job(session, message.case_number, job_id)

    _step(database, tenant, step, stop, now)


def fire_timer(database: Database, job: Job, *, now: datetime) -> None:
    """A timer has come due; raises StoppedByIncident or LeaseLost."""
    step = Step(job_id=job.id, first=(Happening(EventKind.TIMER, job.element_id),))
    _job_step(
        database,
        job,
        lambda session: moving.fire(session, job.instance_id or "", job.id, step=step, now=now),
        now,
    )


def finish_job(database: Database, job: Job, done: Done, *, now: datetime) -> None:
    """A service task was done; raises StoppedByIncident or LeaseLost."""

    letter, message_id = done.letter, new_id()
    first = (enclosing.happening(job, letter, message_id),) if letter else ()
    why = Step(job_id=job.id, first=first, result=done.result)

    def step(session: TenantSession) -> None:
        moving.finish_job(session, job.instance_id or "", job.id, done.result, step=why, now=now)
        if letter:
            enclosing.send(session, job, letter, message_id, now=now)

    _job_step(database, job, step, now)


def signal(database: Database, job: Job, *, now: datetime) -> None:
    """A signal that another instance has thrown comes to this one; raises StoppedByIncident or LeaseLost."""
    _job_step(database, job, lambda session: correlation.take_signal(session, job, now=now), now)


def begin(database: Database, job: Job, *, now: datetime) -> None:
    """Start the process of a case that the timetable opened; raises StoppedByIncident or LeaseLost."""
    _job_step(database, job, lambda session: timetable.begin(session, job, now=now), now)


def stop_at_job(database: Database, job: Job, failure: Exception, *, now: datetime) -> str:
    """A job cannot succeed by itself: make it an incident; gives the incident's id."""
    with database.transaction(job.tenant_id) as session:
        stop = _stop_at_job(session, job.case_number or "", job.id)
        return _raise(session, stop, failure, now)


def _job_step(database: Database, job: Job, step: Callable[[TenantSession], object], now: datetime) -> None:
    def held(session: TenantSession) -> None:
        queue.finish(session, job)
        # The process may have gone another way since: then nothing is owed any more.
        with suppress(engine.NobodyWaits):
            step(session)

    _step(
        database,
        job.tenant_id,
        held,
        lambda session: _stop_at_job(session, job.case_number or "", job.id),
        now,
    )


def _step(
    database: Database,
    tenant: str,
    step: Callable[[TenantSession], Result],
    stop: Callable[[TenantSession], Stop],
    now: datetime,
) -> Result:
    try:
        with database.transaction(tenant) as session:
            return step(session)
    except _FAILURES as failure:
        with database.transaction(tenant) as session:
            described = stop(session)
            incident_id = _raise(session, described, failure, now)
        raise StoppedByIncident(described.case_number, incident_id) from failure


def _raise(session: TenantSession, stop: Stop, failure: Exception, now: datetime) -> str:
    element_id = getattr(failure, "element_id", None) or stop.element_id
    cause = getattr(failure, "cause", None) or _sentence(failure)
    detail = getattr(failure, "detail", "") or "".join(traceback.format_exception(failure)[-3:])
    names = _names(session, stop, element_id)
    incident = incidents.raise_incident(
        session,
        replace(stop, element_id=element_id, element_names=names, cause=cause, detail=detail[:8000]),
        now=now,
    )
    case = session.get_one(Case, (session.tenant, stop.case_number))
    if case.status != CaseStatus.CLOSED:
        case.status = CaseStatus.STOPPED
    session.flush()
    happening = Happening(EventKind.INCIDENT, element_id, text=cause, details={"names": names})
    timeline.record(session, stop.case_number, [happening], now=now)
    return incident.id


def _sentence(failure: Exception) -> str:
    """The failure in words: an error's class says what it means, see docs/adr/0001."""
    return (type(failure).__doc__ or str(failure)).split("\n")[0]


def _names(session: TenantSession, stop: Stop, element_id: str | None) -> Mapping[str, str]:
    instance = session.get(ProcessInstance, (session.tenant, stop.instance_id)) if stop.instance_id else None
    if instance is None or element_id is None:
        return {}
    return library.version(session, instance.version_id).names(element_id)


def _stop_at_task(session: TenantSession, task_id: str, action: Mapping[str, object]) -> Stop:
    task = session.get_one(Task, (session.tenant, task_id))
    return Stop(task.case_number, "", action, instance_id=task.instance_id, element_id=task.element_id)


def _stop_at_job(session: TenantSession, case_number: str, job_id: str) -> Stop:
    job = session.get(Job, (session.tenant, job_id))
    queue.give_up(session, job_id, "stopped by an incident")
    return Stop(
        case_number,
        "",
        {"do": "job", "job_id": job_id},
        instance_id=job.instance_id if job else None,
        element_id=job.element_id if job else None,
    )
