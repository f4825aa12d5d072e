"""Where the running cases of a process stand, element by element: how many, since when, late or stopped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from app.db import TenantSession
from app.incidents.tables import Incident
from app.jobs.tables import Job
from app.messages.tables import Subscription
from app.processes.tables import InstanceStatus, ProcessInstance, ProcessVersion
from app.tasks.tables import Task, TaskStatus

Instance = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]

#: Tasks done within this time tell how long a step usually takes.
RECENT = timedelta(days=90)
#: Rows of tasks that are looked at for that; the newest of them.
MOST_DONE = 5_000


@dataclass(frozen=True, slots=True)
class Stay:
    """A case that stands at an element."""

    element_id: str
    case_number: str
    since: datetime | None  #: None: nobody has written it down
    is_late: bool = False  #: its deadline has passed
    incident_id: str | None = None  #: it is stopped there


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The stays of one element, those that stand longest first."""

    element_id: str
    stays: Sequence[Stay]
    usual: timedelta | None  #: median time of those that are done; None: too few

    @property
    def late(self) -> int:
        """How many are past their deadline."""
        return sum(stay.is_late for stay in self.stays)

    @property
    def stopped(self) -> int:
        """How many an incident keeps there."""
        return sum(stay.incident_id is not None for stay in self.stays)

    @property
    def since(self) -> datetime | None:
        """Since when the first has stood there."""
        return min((stay.since for stay in self.stays if stay.since), default=None)


def whereabouts(session: TenantSession, key: str, *, now: datetime) -> dict[str, Whereabouts]:
    """Every element at which cases of a definition stand or were lately done, on whatever version."""
    usual = _usual(session, key, now)
    found: dict[str, dict[str, Stay]] = {element_id: {} for element_id in usual}
    for stay in [*_waiting(session, key, now), *_stopped(session, key)]:
        # What stopped a case there says more than that it stands there.
        found.setdefault(stay.element_id, {})[stay.case_number] = stay
    return {
        element_id: Whereabouts(element_id, sorted(stays.values(), key=_oldest), usual.get(element_id))
        for element_id, stays in found.items()
    }


def _oldest(stay: Stay) -> tuple[bool, float, str]:
    return stay.since is None, stay.since.timestamp() if stay.since else 0, stay.case_number


def _waiting(session: TenantSession, key: str, now: datetime) -> Iterable[Stay]:
    jobs = select(Job.element_id, Job.case_number).where(Job.tenant_id == session.tenant)
    for job in session.execute(jobs.where(_among(session, key, Job.instance_id))):
        if job.element_id and job.case_number:
            yield Stay(job.element_id, job.case_number, None)
    waits = select(Subscription.element_id, Subscription.case_number, Subscription.opened_at).where(
        Subscription.tenant_id == session.tenant
    )
    for wait in session.execute(waits.where(_among(session, key, Subscription.instance_id))):
        yield Stay(wait.element_id, wait.case_number, wait.opened_at)
    tasks = select(Task.element_id, Task.case_number, Task.opened_at, Task.due_at).where(
        Task.tenant_id == session.tenant, Task.status == TaskStatus.OPEN
    )
    for task in session.execute(tasks.where(_among(session, key, Task.instance_id))):
        is_late = task.due_at is not None and task.due_at < now
        yield Stay(task.element_id, task.case_number, task.opened_at, is_late)


def _stopped(session: TenantSession, key: str) -> Iterable[Stay]:
    query = select(Incident.element_id, Incident.case_number, Incident.raised_at, Incident.id).where(
        Incident.tenant_id == session.tenant, Incident.resolved_at.is_(None)
    )
    for row in session.execute(query.where(_among(session, key, Incident.instance_id))):
        if row.element_id:
            yield Stay(row.element_id, row.case_number, row.raised_at, incident_id=row.id)


def _usual(session: TenantSession, key: str, now: datetime) -> dict[str, timedelta]:
    query = select(Task.element_id, Task.opened_at, Task.closed_at).where(
        Task.tenant_id == session.tenant,
        Task.status == TaskStatus.COMPLETED,
        Task.closed_at >= now - RECENT,
    )
    times: dict[str, list[float]] = {}
    done = query.where(_among(session, key, Task.instance_id, running=False))
    for row in session.execute(done.order_by(Task.closed_at.desc()).limit(MOST_DONE)):
        times.setdefault(row.element_id, []).append((row.closed_at - row.opened_at).total_seconds())
    return {element_id: timedelta(seconds=median(found)) for element_id, found in times.items()}


def _among(
    session: TenantSession, key: str, instance_id: Instance, *, running: bool = True
) -> ColumnElement[bool]:
    """Whether an instance is one of this definition."""
    of_it = (
        select(ProcessInstance.id)
        .join(ProcessVersion, ProcessVersion.id == ProcessInstance.version_id)
        .where(
            ProcessInstance.tenant_id == session.tenant,
            ProcessVersion.tenant_id == session.tenant,
            ProcessVersion.definition_key == key,
        )
    )
    if running:
        of_it = of_it.where(ProcessInstance.status == InstanceStatus.RUNNING)
    return instance_id.in_(of_it)
