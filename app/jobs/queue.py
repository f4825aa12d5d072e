"""The queue of jobs: rows with a due time, claimed under a lease, gone when done.

The database is the queue. Whoever claims a job gets it for `LEASE`; a worker that dies leaves a lease that
runs out. A token tells the claims apart, so that a worker which was too slow cannot finish another's work.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, insert, or_, select, tuple_, update

from app.db import TenantSession, new_id, table
from app.jobs.tables import Job, JobKind, JobStatus

LEASE = timedelta(seconds=60)
#: The first wait after a failure; each further one is four times as long.
BACKOFF = timedelta(seconds=15)


class LeaseLost(Exception):
    """Another worker has taken this job over."""


@dataclass(frozen=True, slots=True)
class NewJob:
    """Work to be owed from now on."""

    kind: JobKind
    due_at: datetime
    id: str = ""  #: given by the engine for timers and service tasks; else a new one
    instance_id: str | None = None
    element_id: str | None = None
    max_attempts: int = 5
    payload: Mapping[str, object] = field(default_factory=dict)
    lease_until: datetime | None = None  #: whoever adds it does it first, until then


def add(session: TenantSession, case_number: str, jobs: Sequence[NewJob]) -> None:
    """Owe this work, with one statement."""
    if not jobs:
        return
    rows = [
        {
            "tenant_id": session.tenant,
            "id": job.id or new_id(),
            "kind": job.kind,
            "status": JobStatus.DUE,
            "case_number": case_number,
            "instance_id": job.instance_id,
            "element_id": job.element_id,
            "due_at": job.due_at,
            "attempts": 0,
            "max_attempts": job.max_attempts,
            "payload": dict(job.payload),
            "lease_until": job.lease_until,
        }
        for job in jobs
    ]
    session.write(insert(table(Job)), rows)


def remove(session: TenantSession, ids: Sequence[str]) -> None:
    """Owe this work no longer: it was done, or the process went another way."""
    if ids:
        session.write(delete(table(Job)).where(Job.tenant_id == session.tenant, Job.id.in_(ids)))


def claim_due(session: TenantSession, *, now: datetime, limit: int = 20) -> list[Job]:
    """Take up to `limit` due jobs of every municipality, the longest due first.

    The session is one of `EVERYWHERE`. What another worker is claiming at the moment is passed over.
    """
    free = or_(Job.lease_until.is_(None), Job.lease_until < now)
    due = (
        select(Job.tenant_id, Job.id)
        .where(Job.status == JobStatus.DUE, Job.due_at <= now, free)
        .order_by(Job.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    statement = (
        update(Job)
        .where(tuple_(Job.tenant_id, Job.id).in_(due))
        .values(lease_until=now + LEASE, lease_token=new_id(), attempts=Job.attempts + 1)
        .returning(Job)
        .execution_options(synchronize_session=False)
    )
    return sorted(session.scalars(statement), key=lambda job: job.due_at)


def next_due(session: TenantSession, *, now: datetime) -> datetime | None:
    """When the next job falls due that nobody holds; None when nothing is owed."""
    free = or_(Job.lease_until.is_(None), Job.lease_until < now)
    return session.scalar(
        select(Job.due_at).where(Job.status == JobStatus.DUE, free).order_by(Job.due_at).limit(1)
    )


def finish(session: TenantSession, job: Job) -> None:
    """The claimed job is done; raises LeaseLost if another worker has it by now."""
    done = session.write(delete(table(Job)).where(*_still_held(session, job)))
    if done.rowcount != 1:
        raise LeaseLost


def postpone(session: TenantSession, job: Job, error: str, *, now: datetime) -> bool:
    """The claimed job failed: try again later. False: its attempts are used up and it waits for a person."""
    used_up = job.attempts >= job.max_attempts
    session.write(
        update(table(Job))
        .where(*_still_held(session, job))
        .values(
            status=JobStatus.FAILED if used_up else JobStatus.DUE,
            due_at=job.due_at if used_up else now + BACKOFF * 4 ** (job.attempts - 1),
            lease_until=None,
            lease_token=None,
            last_error=error[:2000],
        )
    )
    return not used_up


def give_up(session: TenantSession, job_id: str, error: str) -> None:
    """The job cannot succeed by itself: it waits for a person."""
    _set(
        session, job_id, status=JobStatus.FAILED, lease_until=None, lease_token=None, last_error=error[:2000]
    )


def retry(session: TenantSession, job_id: str, *, now: datetime) -> bool:
    """Owe a failed job again, at once; False if it is gone."""
    return _set(
        session, job_id, status=JobStatus.DUE, due_at=now, attempts=0, lease_until=None, lease_token=None
    )


def _set(session: TenantSession, job_id: str, **values: object) -> bool:
    statement = update(table(Job)).where(Job.tenant_id == session.tenant, Job.id == job_id).values(**values)
    return session.write(statement).rowcount == 1


def _still_held(session: TenantSession, job: Job) -> tuple[ColumnElement[bool], ...]:
    return (Job.tenant_id == session.tenant, Job.id == job.id, Job.lease_token == job.lease_token)
