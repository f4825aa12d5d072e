"""Mend what an incident stopped: do it again, correct data first, go on elsewhere, or end the process.

Each needs a reason, which stands in the timeline of the case with who did it and when. Where a person's
answers or a job failed, what is stored of the process is its state before that.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app import engine
from app.cases import timeline
from app.cases.tables import Case, CaseStatus, EventKind
from app.cases.timeline import Happening
from app.db import Database, TenantSession
from app.identity import actor
from app.identity.actor import Actor
from app.incidents import register as incidents
from app.incidents.tables import Incident
from app.jobs import queue
from app.processes import recording, runtime, stopped
from app.processes.data_text import differences
from app.processes.errors import CannotMend, MovedMeanwhile, NothingCorrected
from app.processes.standing import Step
from app.processes.stopped import Stopped


@dataclass(frozen=True, slots=True)
class Correction:
    """The data as it shall be; None leaves it as it is."""

    data: Mapping[str, object] | None = None  #: variables of the process
    sent: Mapping[str, object] | None = None  #: what is done again with: answers, inputs of a service task, …
    row_version: int | None = None  #: of the state that was looked at


@dataclass(frozen=True, slots=True)
class _Again:
    """A person's action that is done again, in their name."""

    action: Mapping[str, Any]
    person: Actor


def retry(
    database: Database, tenant: str, incident_id: str, *, by: Actor, reason: str, now: datetime
) -> None:
    """Resolve the incident and do again what it stopped.

    A job is owed again and done by the scheduler; a person's action is done at once, in their name.
    Raises IncidentNotFound, IncidentResolved, ReasonMissing or TaskError, and StoppedByIncident if it fails
    again.
    """
    with database.transaction(tenant) as session:
        incident = incidents.find_open(session, incident_id)
        incidents.resolve(session, incident, by=by.name, reason=reason, now=now)
        _tell(session, incident, _happening(EventKind.RESOLVED, incident, by), now)
        again = _owed_again(session, incident.action, now)
    _do_again(database, tenant, again, now)


def correct(
    database: Database,
    tenant: str,
    incident_id: str,
    correction: Correction,
    *,
    by: Actor,
    reason: str,
    now: datetime,
) -> None:
    """Change data of the process, or what was sent, and do again what the incident stopped.

    Raises what `retry` does, NothingCorrected, CannotMend, and MovedMeanwhile when the process is no longer
    where it was looked at.
    """
    with database.transaction(tenant) as session:
        incident = incidents.find_open(session, incident_id)
        incidents.resolve(session, incident, by=by.name, reason=reason, now=now)
        found = stopped.look(session, incident)
        data, sent = _corrected(found, correction)
        if not data and not sent:
            raise NothingCorrected
        happening = _happening(EventKind.CORRECTED, incident, by, changed=_told(found, data, sent))
        if data:
            _set_data(session, found, data, happening, now)
        else:
            _tell(session, incident, happening, now)
        action = incident.action
        if sent:
            action = stopped.use_instead(session, incident, {**(found.sent or {}), **sent})
        again = _owed_again(session, action, now)
    _do_again(database, tenant, again, now)


def skip(
    database: Database,
    tenant: str,
    incident_id: str,
    target: str,
    *,
    by: Actor,
    reason: str,
    now: datetime,
) -> None:
    """Leave the element that stopped and go on at the element `target`.

    Raises IncidentNotFound, IncidentResolved, ReasonMissing or CannotMend.
    """
    with database.transaction(tenant) as session:
        incident = incidents.find_open(session, incident_id)
        incidents.resolve(session, incident, by=by.name, reason=reason, now=now)
        found = stopped.look(session, incident)
        if found.standing is None or found.token_id is None:
            raise CannotMend
        version = found.standing.version
        with _could_fail():
            outcome = engine.skip(version.definition, found.standing.state, found.token_id, target, now=now)
        happening = _happening(EventKind.SKIPPED, incident, by, to=target, to_names=version.names(target))
        stopped.forget(session, incident)
        recording.record(session, found.standing, outcome, Step(first=(happening,)), now=now)


def cancel(
    database: Database, tenant: str, incident_id: str, *, by: Actor, reason: str, now: datetime
) -> None:
    """End the process of the case, and the case with it; all its other incidents are resolved too.

    Raises IncidentNotFound, IncidentResolved, ReasonMissing or CannotMend.
    """
    with database.transaction(tenant) as session:
        incident = incidents.find_open(session, incident_id)
        found = stopped.look(session, incident)
        for each in incidents.of_case(session, incident.case_number):
            incidents.resolve(session, each, by=by.name, reason=reason, now=now)
            stopped.forget(session, each)
        happening = _happening(EventKind.CANCELLED, incident, by)
        if found.standing is None:
            _close(session, incident, happening, now)
            return
        with _could_fail():
            outcome = stopped.end_of(session, found.standing, now=now)
        recording.record(session, found.standing, outcome, Step(first=(happening,)), now=now)


@contextmanager
def _could_fail() -> Iterator[None]:
    try:
        yield
    except engine.EngineError as failure:
        cause = getattr(failure, "cause", "") or (type(failure).__doc__ or "")
        raise CannotMend(cause) from failure


def _happening(kind: EventKind, incident: Incident, by: Actor, **details: object) -> Happening:
    return Happening(
        kind,
        incident.element_id,
        text=incident.note,
        details={"names": incident.element_names, **details},
        actor_id=by.id,
        actor_name=by.name,
    )


def _tell(session: TenantSession, incident: Incident, happening: Happening, now: datetime) -> None:
    """The case is no longer stopped, unless something else holds it."""
    session.flush()
    case = session.get_one(Case, (session.tenant, incident.case_number))
    if case.status == CaseStatus.STOPPED and not incidents.of_case(session, incident.case_number):
        case.status = CaseStatus.OPEN
    session.flush()
    timeline.record(session, incident.case_number, [happening], now=now)


def _owed_again(session: TenantSession, action: Mapping[str, Any], now: datetime) -> _Again | None:
    """Owe the job again; or give the person's action that has to be done in a transaction of its own."""
    if action["do"] == "job":
        queue.retry(session, action["job_id"], now=now)
        return None
    return _Again(action, actor.of(session, action["person_id"]))


def _do_again(database: Database, tenant: str, again: _Again | None, now: datetime) -> None:
    if again is None:
        return
    action, person = again.action, again.person
    if action["do"] == "complete":
        runtime.complete_task(database, tenant, action["task_id"], action["answers"], by=person, now=now)
    else:
        runtime.ask_citizen(database, tenant, action["task_id"], action["question"], by=person, now=now)


def _corrected(found: Stopped, correction: Correction) -> tuple[dict[str, object], dict[str, object]]:
    """What has to be set of the variables, and of what was sent."""
    version = found.standing.row_version if found.standing else None
    if correction.row_version not in {None, version}:
        raise MovedMeanwhile
    data, sent = correction.data, correction.sent
    return (
        {} if data is None or found.data is None else differences(found.data, data),
        {} if sent is None or found.sent is None else differences(found.sent, sent),
    )


def _told(found: Stopped, data: Mapping[str, object], sent: Mapping[str, object]) -> dict[str, object]:
    """What was changed, for the timeline: {name: [before, after]}."""
    before = {**(found.sent or {}), **(found.data or {})}
    return {name: [before.get(name), value] for name, value in {**sent, **data}.items()}


def _set_data(
    session: TenantSession, found: Stopped, data: Mapping[str, object], happening: Happening, now: datetime
) -> None:
    standing = found.standing
    assert standing is not None
    with _could_fail():
        outcome = engine.set_data(standing.version.definition, standing.state, data, now=now)
    recording.record(session, standing, outcome, Step(first=(happening,)), now=now)


def _close(session: TenantSession, incident: Incident, happening: Happening, now: datetime) -> None:
    """A case whose process has not begun is closed without one."""
    case = session.get_one(Case, (session.tenant, incident.case_number))
    case.status, case.closed_at = CaseStatus.CLOSED, now
    session.flush()
    timeline.record(session, incident.case_number, [happening], now=now)
