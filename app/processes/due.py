"""Do what is due: one claimed job at a time, each kind in its own way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog

from app.channels import notices
from app.channels.mail import Mailer
from app.clock import Clock
from app.db import EVERYWHERE, Database
from app.jobs import queue
from app.jobs.queue import LeaseLost
from app.jobs.tables import Job, JobKind
from app.processes import runtime, service_tasks
from app.processes.errors import StoppedByIncident

log = structlog.get_logger()

#: Failures that doing it again cannot mend.
_HOPELESS = (service_tasks.UnknownServiceTask, service_tasks.BadServiceInput)


@dataclass(frozen=True, slots=True)
class Desk:
    """What a worker has at hand."""

    database: Database
    mailer: Mailer
    clock: Clock
    public_url: str


def work_off(desk: Desk, *, limit: int = 20) -> int:
    """Claim up to `limit` due jobs and do them; gives how many were claimed."""
    now = desk.clock.now()
    with desk.database.transaction(EVERYWHERE) as session:
        jobs = queue.claim_due(session, now=now, limit=limit)
    for job in jobs:
        do(desk, job, now=desk.clock.now())
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
    runtime.stop_at_job(desk.database, job, failure, now=now)


def _fire(desk: Desk, job: Job, now: datetime) -> None:
    runtime.fire_timer(desk.database, job, now=now)


def _serve(desk: Desk, job: Job, now: datetime) -> None:
    payload = job.payload
    result = service_tasks.perform(payload["type"], payload["inputs"], job_id=job.id)
    runtime.finish_job(desk.database, job, result, now=now)


def _deliver(desk: Desk, job: Job, now: datetime) -> None:
    runtime.deliver(desk.database, job.tenant_id, job.payload["message_id"], job.id, now=now)


def _send(desk: Desk, job: Job, now: datetime) -> None:
    notices.send(desk.database, job, desk.mailer, public_url=desk.public_url, now=now)
    with desk.database.transaction(job.tenant_id) as session:
        queue.finish(session, job)


_DOERS: Mapping[JobKind, Callable[[Desk, Job, datetime], None]] = {
    JobKind.TIMER: _fire,
    JobKind.SERVICE: _serve,
    JobKind.DELIVER: _deliver,
    JobKind.SEND: _send,
}
