"""The register of incidents: raise one, look at those that are open, resolve one."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select

from app.db import TenantSession, new_id
from app.incidents.tables import Incident
from app.translating import N_


class IncidentNotFound(LookupError):
    """There is no such incident."""


class IncidentResolved(Exception):
    """This incident is resolved already."""


class ReasonMissing(ValueError):
    """Write what you found or mended: the next person will thank you."""


MOOT = N_("The process has gone on without it.")


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop that is about to become an incident."""

    case_number: str
    cause: str  #: a sentence for a person
    action: Mapping[str, object]  #: what to do again: see processes.mending
    detail: str = ""
    instance_id: str | None = None
    element_id: str | None = None
    element_names: Mapping[str, str] = field(default_factory=dict)


def raise_incident(session: TenantSession, stop: Stop, *, now: datetime) -> Incident:
    """Make the stop known. The same stop again is still one incident, with its latest cause."""
    query = select(Incident).where(
        Incident.tenant_id == session.tenant,
        Incident.case_number == stop.case_number,
        Incident.resolved_at.is_(None),
    )
    same = (found for found in session.scalars(query) if _is_same(found, stop))
    incident = next(same, None) or Incident(
        tenant_id=session.tenant, id=new_id(), case_number=stop.case_number, raised_at=now
    )
    incident.instance_id = stop.instance_id
    incident.element_id = stop.element_id
    incident.element_names = dict(stop.element_names)
    incident.cause = stop.cause
    incident.detail = stop.detail
    incident.action = dict(stop.action)
    session.add(incident)
    return incident


def _is_same(incident: Incident, stop: Stop) -> bool:
    keys = ("do", "job_id", "task_id")
    return all(incident.action.get(key) == stop.action.get(key) for key in keys)


def find(session: TenantSession, incident_id: str) -> Incident:
    """One incident; raises IncidentNotFound."""
    found = session.get(Incident, (session.tenant, incident_id))
    if found is None:
        raise IncidentNotFound
    return found


def exists(session: TenantSession, incident_id: str) -> bool:
    """Whether the municipality has this incident."""
    return session.get(Incident, (session.tenant, incident_id)) is not None


def find_open(session: TenantSession, incident_id: str) -> Incident:
    """One incident, locked until the transaction ends; raises IncidentNotFound or IncidentResolved."""
    query = select(Incident).where(Incident.tenant_id == session.tenant, Incident.id == incident_id)
    found = session.scalars(query.with_for_update()).first()
    if found is None:
        raise IncidentNotFound
    if found.resolved_at is not None:
        raise IncidentResolved
    return found


def open_incidents(session: TenantSession, *, limit: int = 200) -> list[Incident]:
    """What somebody must look at, the oldest first."""
    query = select(Incident).where(Incident.tenant_id == session.tenant, Incident.resolved_at.is_(None))
    return list(session.scalars(query.order_by(Incident.raised_at).limit(limit)))


def resolved_incidents(session: TenantSession, *, limit: int = 50) -> list[Incident]:
    """What has been resolved, the latest first."""
    query = select(Incident).where(Incident.tenant_id == session.tenant, Incident.resolved_at.is_not(None))
    return list(session.scalars(query.order_by(Incident.resolved_at.desc()).limit(limit)))


def of_case(session: TenantSession, number: str) -> list[Incident]:
    """The open incidents of a case."""
    query = select(Incident).where(
        Incident.tenant_id == session.tenant, Incident.case_number == number, Incident.resolved_at.is_(None)
    )
    return list(session.scalars(query.order_by(Incident.raised_at)))


def count_open(session: TenantSession) -> int:
    query = select(func.count()).where(Incident.tenant_id == session.tenant, Incident.resolved_at.is_(None))
    return session.scalar(query) or 0


def resolve(session: TenantSession, incident: Incident, *, by: str, reason: str, now: datetime) -> None:
    """Somebody has dealt with it and says why; raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing
    incident.resolved_at, incident.resolved_by, incident.note = now, by, reason.strip()


def settle(session: TenantSession, number: str, gone: Set[str], *, now: datetime) -> None:
    """Open incidents of a case about tasks and jobs that are `gone`: nobody needs to do anything any more."""
    for incident in of_case(session, number):
        if not gone.isdisjoint({incident.action.get("task_id"), incident.action.get("job_id")}):
            incident.resolved_at, incident.resolved_by, incident.note = now, "Polku", MOOT
    session.flush()
