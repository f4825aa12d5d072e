"""Do what is due, in turns of one municipality each: one claimed job at a time, each kind in its own way."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from app.cases import register
from app.channels import notices
from app.channels.mail import Mailer
from app.clock import Clock
from app.db import EVERYWHERE, Database, TenantSession
from app.jobs import queue
from app.jobs.patience import Patience
from app.jobs.queue import LeaseLost
from app.jobs.tables import Job, JobKind
from app.processes import drafting_schedule, migration_step, runtime, service_tasks, timetable
from app.processes.errors import StoppedByIncident
from app.processes.work import BadServiceInput, Letterhead, Order
from app.remote import Allowed, Refused
from app.tenants import directory

log = structlog.get_logger()

#: Failures that doing it again cannot mend.
_HOPELESS = (service_tasks.UnknownServiceTask, BadServiceInput, Refused)

#: Seconds after which a turn ends and others have theirs.
TURN = 0.08


@dataclass(frozen=True, slots=True)
class Desk:
    """What a worker has at hand."""

    database: Database
    mailer: Mailer
    clock: Clock
    public_url: str
    patience: Patience = field(default_factory=Patience)
    addresses: Allowed = field(default_factory=dict)  #: what processes may ask over HTTP
    is_fictional: bool = False  #: in a demonstration: its documents say so


def work_off(desk: Desk, *, limit: int = 20) -> int:
    """Take a turn: claim up to `limit` due jobs of one municipality and do them; gives how many were done.

    0 says that nothing is due. A turn that takes long ends early, and what is left of it is handed back.
    """
    now = desk.clock.now()
    with desk.database.transaction(EVERYWHERE) as session:
        jobs = queue.claim_due(session, now=now, limit=limit, slow=desk.patience.slow())
    done = _do_in_turn(desk, jobs)
    if done < len(jobs):
        with desk.database.transaction(EVERYWHERE) as session:
            queue.hand_back(session, jobs[done:])
    return done


def pause(desk: Desk) -> timedelta | None:
    """How long it is until something falls due that is known now; None when nothing is owed."""
    now = desk.clock.now()
    with desk.database.reading(EVERYWHERE) as session:
        due_at = queue.next_after(session, now=now)
    return None if due_at is None else due_at - now


def _do_in_turn(desk: Desk, jobs: Sequence[Job]) -> int:
    began = time.monotonic()
    for done, job in enumerate(jobs, 1):
        at = time.monotonic()
        do(desk, job, now=desk.clock.now())
        ended = time.monotonic()
        # A mail server is slow for everybody, and waiting for it burns nothing.
        if job.kind != JobKind.SEND:
            desk.patience.note(job.tenant_id, ended - at)
        if ended - began > TURN:
            return done
    return len(jobs)


def do(desk: Desk, job: Job, *, now: datetime) -> None:
    """Do one claimed job. It ends done, postponed, or as an incident; nothing is raised."""
    try:
        _DOERS[JobKind(job.kind)](desk, job, now)
    except LeaseLost:
        log.info("lease-lost", tenant=job.tenant_id, job=job.id)
    except StoppedByIncident as stopped:
        log.warning("incident", tenant=job.tenant_id, job=job.id, incident=stopped.incident_id)
    except Exception as failure:
        log.warning("job-failed", tenant=job.tenant_id, job=job.id, kind=job.kind, exc_info=True)
        _postpone(desk, job, failure, now)


def _postpone(desk: Desk, job: Job, failure: Exception, now: datetime) -> None:
    hopeless = isinstance(failure, _HOPELESS)
    if not hopeless:
        with desk.database.transaction(job.tenant_id) as session:
            if queue.postpone(session, job, f"{type(failure).__name__}: {failure}", now=now):
                return
    if job.kind == JobKind.MIGRATE:
        migration_step.give_up(desk.database, job, now=now)
    else:
        runtime.stop_at_job(desk.database, job, failure, now=now)


def _fire(desk: Desk, job: Job, now: datetime) -> None:
    runtime.fire_timer(desk.database, job, now=now)


def _serve(desk: Desk, job: Job, now: datetime) -> None:
    with desk.database.reading(job.tenant_id) as session:
        case = _letterhead(session, desk, job.case_number or "", now)
    addresses = desk.addresses.get(job.tenant_id, ())
    order = Order(job.payload["inputs"], job.id, case, addresses)
    runtime.finish_job(desk.database, job, service_tasks.perform(job.payload["type"], order), now=now)


def _letterhead(session: TenantSession, desk: Desk, number: str, now: datetime) -> Letterhead:
    case, names = register.find(session, number), directory.tenant(session).names
    return Letterhead(number, names.get(case.language) or names["en"], case.language, now, desk.is_fictional)


def _deliver(desk: Desk, job: Job, now: datetime) -> None:
    payload = job.payload
    runtime.deliver(
        desk.database,
        job.tenant_id,
        payload["message_id"],
        job.id,
        instead=payload.get("instead"),
        now=now,
    )


def _send(desk: Desk, job: Job, now: datetime) -> None:
    notices.send(desk.database, job, desk.mailer, public_url=desk.public_url, now=now)
    with desk.database.transaction(job.tenant_id) as session:
        queue.finish(session, job)


def _signal(desk: Desk, job: Job, now: datetime) -> None:
    runtime.signal(desk.database, job, now=now)


def _open(desk: Desk, job: Job, now: datetime) -> None:
    timetable.open_case(desk.database, job, now=now)


def _begin(desk: Desk, job: Job, now: datetime) -> None:
    runtime.begin(desk.database, job, now=now)


def _migrate(desk: Desk, job: Job, now: datetime) -> None:
    migration_step.do(desk.database, job, now=now)


def _publish(desk: Desk, job: Job, now: datetime) -> None:
    drafting_schedule.go_live(desk.database, job, now=now)


_DOERS: Mapping[JobKind, Callable[[Desk, Job, datetime], None]] = {
    JobKind.TIMER: _fire,
    JobKind.SERVICE: _serve,
    JobKind.DELIVER: _deliver,
    JobKind.SEND: _send,
    JobKind.SIGNAL: _signal,
    JobKind.OPEN: _open,
    JobKind.BEGIN: _begin,
    JobKind.MIGRATE: _migrate,
    JobKind.PUBLISH: _publish,
}
