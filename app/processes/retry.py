"""Retry what an incident stopped."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.cases import timeline
from app.cases.tables import Case, CaseStatus, EventKind
from app.cases.timeline import Happening
from app.db import Database, TenantSession
from app.identity import actor
from app.identity.actor import Actor
from app.incidents import register as incidents
from app.jobs import queue
from app.processes import runtime


def retry(database: Database, tenant: str, incident_id: str, *, by: Actor, note: str, now: datetime) -> None:
    """Resolve the incident and do again what it stopped.

    A job is owed again and done by the scheduler; a person's action is done at once, in their name.
    Raises IncidentNotFound, IncidentResolved, TaskError, or StoppedByIncident if it fails again.
    """
    with database.transaction(tenant) as session:
        incident = incidents.find(session, incident_id)
        incidents.resolve(session, incident, by=by.name, note=note, now=now)
        action: Mapping[str, Any] = incident.action
        _note(session, incident.case_number, by, note, now)
        if action["do"] == "job":
            queue.retry(session, action["job_id"], now=now)
            return
        person = actor.of(session, action["person_id"])
    if action["do"] == "complete":
        runtime.complete_task(database, tenant, action["task_id"], action["answers"], by=person, now=now)
    else:
        runtime.ask_citizen(database, tenant, action["task_id"], action["question"], by=person, now=now)


def _note(session: TenantSession, case_number: str, by: Actor, note: str, now: datetime) -> None:
    case = session.get_one(Case, (session.tenant, case_number))
    if case.status == CaseStatus.STOPPED:
        case.status = CaseStatus.OPEN
    session.flush()
    happening = Happening(EventKind.RESOLVED, text=note, actor_id=by.id, actor_name=by.name)
    timeline.record(session, case_number, [happening], now=now)
