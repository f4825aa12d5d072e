"""The register of incidents: raise one, look at those that are open, resolve one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select

from app.db import TenantSession, new_id
from app.incidents.tables import Incident


class IncidentNotFound(LookupError):
    """There is no such incident."""


class IncidentResolved(Exception):
    """This incident is resolved already."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop that is about to become an incident."""

    case_number: str
    cause: str  #: a sentence for a person
    action: Mapping[str, object]  #: what to do again: see processes.retry
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


def resolve(session: TenantSession, incident: Incident, *, by: str, note: str, now: datetime) -> None:
    """Somebody has dealt with it; raises IncidentResolved if that was so before."""
    if incident.resolved_at is not None:
        raise IncidentResolved
    incident.resolved_at, incident.resolved_by, incident.note = now, by, note
