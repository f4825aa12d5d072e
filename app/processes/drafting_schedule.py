"""A draft goes live at a time: owed as a job, and judged when it is planned and again when it is due.

What cannot go live then is not tried again: its history says so, and a person decides.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.db import Database, TenantSession
from app.identity.actor import Actor
from app.jobs import queue
from app.jobs.queue import NewJob
from app.jobs.tables import Job, JobKind
from app.processes import drafting, drafting_publishing, publishing
from app.processes.drafting_errors import (
    DraftChanged,
    DraftNotFound,
    DraftPublished,
    MomentPassed,
    SecondPairNeeded,
)
from app.processes.errors import ScenariosDiffer, TrialRuns
from app.processes.publishing import NotPublishable

#: Why a draft may not go live when its time has come.
_REFUSED = (
    DraftChanged,
    DraftNotFound,
    DraftPublished,
    NotPublishable,
    ScenariosDiffer,
    SecondPairNeeded,
    TrialRuns,
)


@dataclass(frozen=True, slots=True)
class Planned:
    """When a draft goes live."""

    due_at: datetime
    by: str  #: name of who planned it
    version: int  #: of the draft; where it was saved since, it does not go live


def plan(
    session: TenantSession,
    draft_id: str,
    *,
    at: datetime,
    expected: int,
    by: Actor,
    note: str,
    now: datetime,
    despite: str = "",
    sorry: str = "",
) -> None:
    """Let the draft go live at a time; raises MomentPassed and what `drafting_publishing.publish` raises.

    `sorry` is what the history says should it not go live then.
    """
    if at <= now:
        raise MomentPassed
    _draft, bundle = drafting_publishing.require(session, draft_id, expected=expected, by=by)
    publishing.require(bundle, despite=despite)
    call_off(session, draft_id)
    payload = {
        "draft": draft_id,
        "expected": expected,
        "by": by.id,
        "name": by.name,
        "note": note,
        "despite": despite,
        "sorry": sorry,
    }
    queue.add(session, None, [NewJob(JobKind.PUBLISH, at, _id(draft_id), payload=payload)])


def call_off(session: TenantSession, draft_id: str) -> None:
    """The draft does not go live by itself any more."""
    queue.remove(session, [_id(draft_id)])


def planned(session: TenantSession, draft_id: str) -> Planned | None:
    """When the draft goes live; None where nothing is planned."""
    query = select(Job).where(Job.tenant_id == session.tenant, Job.id == _id(draft_id))
    job = session.scalars(query).one_or_none()
    return Planned(job.due_at, job.payload["name"], job.payload["expected"]) if job else None


def go_live(database: Database, job: Job, *, now: datetime) -> None:
    """Publish the draft that is due; raises LeaseLost."""
    owed = job.payload
    by = Actor(owed["by"], owed["name"])
    try:
        with database.transaction(job.tenant_id) as session:
            queue.finish(session, job)
            drafting_publishing.publish(
                session,
                owed["draft"],
                expected=owed["expected"],
                by=by,
                note=owed["note"],
                now=now,
                despite=owed["despite"],
            )
    except _REFUSED:
        with database.transaction(job.tenant_id) as session, suppress(DraftNotFound, DraftPublished):
            queue.finish(session, job)
            drafting.remark(session, owed["draft"], by=by, now=now, why=owed["sorry"])


def _id(draft_id: str) -> str:
    return f"publish-{draft_id}"
