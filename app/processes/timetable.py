"""Processes that open cases by themselves: what a timer start event says, as jobs.

For each such event of a live version one job owes the next case. When it is due, the case is opened, the
next one is owed, and the case's process is owed as a job of its own: so a process that fails at its start
is an incident of its case, and the timetable goes on.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app import engine
from app.cases import register
from app.cases.register import Applicant
from app.cases.tables import CaseOrigin, EventKind
from app.cases.timeline import Happening
from app.db import Database, TenantSession
from app.engine import Definition
from app.jobs import queue
from app.jobs.queue import NewJob
from app.jobs.tables import Job, JobKind
from app.processes import correlation, library, moving
from app.processes.errors import NoSuchStart
from app.processes.library import Version
from app.processes.standing import Step
from app.processes.tables import ProcessDefinition
from app.tenants import directory
from app.tenants.errors import ServiceClosed

#: A case without an applicant is in the language of the majority.
LANGUAGE = "fi"

#: Never given up: a timetable that stopped for good would be noticed by nobody.
_FOR_EVER = 1_000_000


@dataclass(frozen=True, slots=True)
class Next:
    """When a process opens its next case by itself."""

    element_id: str
    due_at: datetime


def owe(session: TenantSession, key: str, definition: Definition, *, now: datetime) -> None:
    """Owe the first case of each timer start event; what earlier versions owed is owed no more.

    Raises StepFailed where an expression gives no time.
    """
    queue.remove(session, [job.id for job in _owed(session, key)])
    jobs = [_job(key, definition, start.element_id, now, now) for start in definition.starts if start.timer]
    queue.add(session, None, [job for job in jobs if job])


def upcoming(session: TenantSession, key: str) -> list[Next]:
    """The next case of each timer start event, soonest first."""
    found = [Next(job.element_id or "", job.due_at) for job in _owed(session, key)]
    return sorted(found, key=lambda each: each.due_at)


def open_case(database: Database, job: Job, *, now: datetime) -> None:
    """Open the case that is due, owe its process and the next case; raises LeaseLost.

    A service that is closed gets no case; it gets the next one if it is open again by then.
    """
    with database.transaction(job.tenant_id) as session:
        _lock(session, job.payload["key"])
        queue.finish(session, job)
        version = library.live(session, job.payload["key"])
        _open(session, version, job, now)
        following = _following(version.definition, job, now)
        queue.add(session, None, [following] if following else [])


def begin(session: TenantSession, job: Job, *, now: datetime) -> None:
    """Start the process of a case that was opened; raises NotPublished, NoSuchStart or engine errors."""
    case = register.find(session, job.case_number or "")
    version = library.live(session, case.service_key)
    start = next((each for each in version.definition.starts if each.element_id == job.element_id), None)
    if start is None:
        raise NoSuchStart(job.element_id)
    details = {"names": version.names(start.element_id)}
    step = Step(job_id=job.id, first=(Happening(EventKind.STARTED, start.element_id, details=details),))
    context = correlation.context(session.tenant, case, None)
    moving.begin(session, case, version, start, {}, context, step=step, now=now)


def _owed(session: TenantSession, key: str) -> list[Job]:
    query = select(Job).where(Job.tenant_id == session.tenant, Job.kind == JobKind.OPEN)
    return [job for job in session.scalars(query) if job.payload["key"] == key]


def _lock(session: TenantSession, key: str) -> None:
    """Nobody publishes another version meanwhile, whose timetable would be a second one."""
    query = select(ProcessDefinition.key).where(
        ProcessDefinition.tenant_id == session.tenant, ProcessDefinition.key == key
    )
    session.execute(query.with_for_update())


def _job(key: str, definition: Definition, element_id: str, after: datetime, now: datetime) -> NewJob | None:
    due_at = engine.next_start(definition, element_id, after, now)
    if due_at is None:
        return None
    return NewJob(JobKind.OPEN, due_at, element_id=element_id, max_attempts=_FOR_EVER, payload={"key": key})


def _following(definition: Definition, job: Job, now: datetime) -> NewJob | None:
    """The next one after now: cases that were missed while no worker ran are not made up for."""
    key, element_id = job.payload["key"], job.element_id or ""
    following = _job(key, definition, element_id, job.due_at, now)
    if following is not None and following.due_at <= now:
        return _job(key, definition, element_id, now, now)
    return following


def _open(session: TenantSession, version: Version, job: Job, now: datetime) -> None:
    try:
        service, prefix = directory.service_to_open(session, version.definition.key)
    except ServiceClosed:
        return
    names = version.names(job.element_id)
    number = register.open_case(
        session,
        service.key,
        Applicant(None, ""),
        prefix=prefix,
        language=LANGUAGE,
        now=now,
        subject=names.get(LANGUAGE, names["en"]),
        origin=CaseOrigin.TIMETABLE,
    )
    queue.add(session, number, [NewJob(JobKind.BEGIN, now, element_id=job.element_id)])
