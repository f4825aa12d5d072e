"""The queue of jobs: rows with a due time, claimed under a lease, gone when done.

The database is the queue. Whoever claims a job gets it for `LEASE`; a worker that dies leaves a lease that
runs out. A token tells the claims apart, so that a worker which was too slow cannot finish another's work.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, delete, func, or_, select, update

from app.db import TenantSession, new_id, table
from app.jobs.tables import Job, JobKind, JobStatus
from app.prepared import Insertion, Prepared
from app.tenants.tables import Tenant

_jobs = table(Job)
_ADD = Insertion(_jobs)
_THIS = and_(_jobs.c.tenant_id == bindparam("tenant"), _jobs.c.id == bindparam("job"))
_REMOVE = Prepared(delete(_jobs).where(_THIS))
_FINISH = Prepared(delete(_jobs).where(_THIS, _jobs.c.lease_token == bindparam("token")))

# The statements of claiming are built once: building one costs more than SQLite spends on it.
_NOW: BindParameter[datetime] = bindparam("now")
_SLOW: BindParameter[str] = bindparam("slow", expanding=True)
_FREE = or_(Job.lease_until.is_(None), Job.lease_until < _NOW)
_DUE = (Job.status == JobStatus.DUE, Job.due_at <= _NOW, _FREE)
_HELD = (Job.status == JobStatus.DUE, Job.lease_until >= _NOW)
_NEXT_DUE = select(Job.due_at).where(Job.status == JobStatus.DUE, _FREE).order_by(Job.due_at).limit(1)
_IN_HAND = select(Job.id).where(Job.tenant_id.in_(_SLOW), *_HELD).limit(1)
_WAITING = select(
    Tenant.id,
    select(func.count()).where(Job.tenant_id == Tenant.id, *_HELD).scalar_subquery().label("in_hand"),
    select(func.min(Job.due_at)).where(Job.tenant_id == Tenant.id, *_DUE).scalar_subquery().label("since"),
).subquery()
_TURN = (
    select(_WAITING.c.id)
    .where(_WAITING.c.since.is_not(None))
    .order_by(_WAITING.c.in_hand, _WAITING.c.since)
    .limit(1)
)
_TURN_OF_OTHERS = _TURN.where(_WAITING.c.id.not_in(_SLOW))
_CLAIMED = (
    select(Job.id)
    .where(Job.tenant_id == bindparam("whose"), *_DUE)
    .order_by(Job.due_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .cte("due")  # PostgreSQL may run a plain subquery again for each row, and then takes too many
)
_CLAIM = (
    update(Job)
    .where(Job.tenant_id == bindparam("whose"), Job.id.in_(select(_CLAIMED.c.id)))
    .values(lease_until=bindparam("until"), lease_token=bindparam("token"), attempts=Job.attempts + 1)
    .returning(Job)
    .execution_options(synchronize_session=False)
)

LEASE = timedelta(seconds=60)
#: The first wait after a failure; each further one is four times as long.
BACKOFF = timedelta(seconds=15)
#: After so many failures the wait grows no longer: it is about an hour.
_STEEPEST = 4

#: Any number will do, as long as every worker takes the same one.
_CLAIMING = 7_658_002


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


def add(session: TenantSession, case_number: str | None, jobs: Sequence[NewJob]) -> None:
    """Owe this work, with one statement."""
    rows = [
        {
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
    session.insert(_ADD, rows)


def remove(session: TenantSession, ids: Sequence[str]) -> None:
    """Owe this work no longer: it was done, or the process went another way."""
    session.run_each(_REMOVE, [{"job": each} for each in ids])


def claim_due(
    session: TenantSession, *, now: datetime, limit: int = 20, slow: Collection[str] = ()
) -> list[Job]:
    """Take up to `limit` due jobs of one municipality, the longest due first.

    The turn has the municipality with the fewest jobs in hand, and of those the one that has waited longest.
    The `slow` ones go in single file: one job of all of them at a time. The session is one of `EVERYWHERE`;
    rows that somebody else has locked are passed over.
    """
    _one_at_a_time(session)
    tenant = _whose_turn(session, now, slow)
    if tenant is None:
        return []
    given = {
        "now": now,
        "whose": tenant,
        "most": 1 if tenant in slow else limit,
        "until": now + LEASE,
        "token": new_id(),
    }
    return sorted(session.scalars(_CLAIM, given), key=lambda job: job.due_at)


def _one_at_a_time(session: TenantSession) -> None:
    """Let nobody else claim until the transaction ends, so that all see what is in hand."""
    if session.is_postgresql:  # SQLite has one writer anyway
        session.execute(select(func.pg_advisory_xact_lock(_CLAIMING)))


def _whose_turn(session: TenantSession, now: datetime, slow: Collection[str]) -> str | None:
    if slow and session.scalar(_IN_HAND, {"now": now, "slow": list(slow)}):
        return session.scalar(_TURN_OF_OTHERS, {"now": now, "slow": list(slow)})
    return session.scalar(_TURN, {"now": now})


def hand_back(session: TenantSession, jobs: Sequence[Job]) -> None:
    """Jobs of one claim that were not begun are anybody's again, with one statement: the machine is busy."""
    held = (
        _jobs.c.tenant_id.in_({job.tenant_id for job in jobs}),
        _jobs.c.id.in_([job.id for job in jobs]),
        _jobs.c.lease_token.in_({job.lease_token for job in jobs}),
    )
    session.execute(
        update(_jobs).where(*held).values(lease_until=None, lease_token=None, attempts=_jobs.c.attempts - 1)
    )


def next_due(session: TenantSession, *, now: datetime) -> datetime | None:
    """When the next job falls due that nobody holds; None when nothing is owed."""
    return session.scalar(_NEXT_DUE, {"now": now})


def next_after(session: TenantSession, *, now: datetime) -> datetime | None:
    """The next moment after `now` at which a job falls due; what waits longer costs nothing to pass over."""
    later = (Job.tenant_id == Tenant.id, Job.status == JobStatus.DUE, Job.due_at > now)
    first = select(func.min(Job.due_at)).where(*later).correlate(Tenant).scalar_subquery()
    return min(filter(None, session.scalars(select(first).select_from(Tenant))), default=None)


def finish(session: TenantSession, job: Job) -> None:
    """The claimed job is done; raises LeaseLost if another worker has it by now."""
    if session.run(_FINISH, job=job.id, token=job.lease_token) != 1:
        raise LeaseLost


def postpone(session: TenantSession, job: Job, error: str, *, now: datetime) -> bool:
    """The claimed job failed: try again later. False: its attempts are used up and it waits for a person."""
    used_up = job.attempts >= job.max_attempts
    session.execute(
        update(_jobs)
        .where(*_still_held(job))
        .values(
            status=JobStatus.FAILED if used_up else JobStatus.DUE,
            due_at=job.due_at if used_up else now + BACKOFF * 4 ** min(job.attempts - 1, _STEEPEST),
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
    this = and_(_jobs.c.tenant_id == session.tenant, _jobs.c.id == job_id)
    changed = session.execute(update(_jobs).where(this).values(**values))
    return changed.rowcount == 1  # type: ignore[attr-defined,no-any-return]


def _still_held(job: Job) -> tuple[ColumnElement[bool], ...]:
    return (_jobs.c.tenant_id == job.tenant_id, _jobs.c.id == job.id, _jobs.c.lease_token == job.lease_token)
