"""Incidents: what has stopped, why, and how to let it go on.

A municipality looks after its own. At the consortium, operators look after those of every municipality.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.cases import register as cases
from app.cases.tables import Case
from app.identity.roles import Role
from app.incidents import register
from app.incidents.register import IncidentNotFound
from app.incidents.tables import Incident
from app.processes import retry
from app.processes.errors import StoppedByIncident
from app.tenants.tables import Tenant, TenantKind
from app.web.admin.blueprint import blueprint
from app.web.current import current
from app.web.guard import allow
from app.web.texts import gettext

LOOKERS = (Role.OPERATOR, Role.ADMINISTRATOR)

LONGEST_NOTE = 2000


@dataclass(frozen=True)
class Line:
    """An incident with the municipality whose it is."""

    incident: Incident
    tenant: Tenant


@blueprint.get("/admin/incidents")
@allow(*LOOKERS)
def incidents() -> str:
    """What is open, the oldest first, and what was resolved lately."""
    found = [Line(incident, tenant) for tenant in looked_after() for incident in _open(tenant)]
    found.sort(key=lambda line: line.incident.raised_at)
    done = [Line(incident, tenant) for tenant in looked_after() for incident in _resolved(tenant)]
    done.sort(key=lambda line: str(line.incident.resolved_at), reverse=True)
    return render_template(
        "admin/incidents.html", lines=found, resolved=done[:20], many=len(looked_after()) > 1
    )


@blueprint.get("/admin/incidents/<owner>/<incident_id>")
@allow(*LOOKERS)
def incident(owner: str, incident_id: str) -> str:
    """One incident: its cause, its element, and what a retry does."""
    line, case = _find(owner, incident_id)
    return render_template("admin/incident.html", line=line, case=case, note="")


@blueprint.post("/admin/incidents/<owner>/<incident_id>/retry")
@allow(*LOOKERS)
def retry_it(owner: str, incident_id: str) -> Response | tuple[str, int]:
    """Do again what was stopped; the note says what was mended before."""
    note = request.form.get("note", "").strip()[:LONGEST_NOTE]
    line, case = _find(owner, incident_id)
    if not note:
        error = gettext("Write what you found or mended: the next person will thank you.")
        return render_template("admin/incident.html", line=line, case=case, note="", error=error), 422
    try:
        retry.retry(
            current.database, line.tenant.id, incident_id, by=current.actor, note=note, now=current.now
        )
    except StoppedByIncident as stop:
        flash(gettext("It stopped again, for the reason below."), "danger")
        return redirect(url_for(".incident", owner=owner, incident_id=stop.incident_id), 303)
    flash(gettext("The case %(number)s goes on.", number=case.number), "success")
    return redirect(url_for(".incidents"), 303)


def looked_after() -> list[Tenant]:
    """The municipalities whose incidents are looked after here."""
    if current.tenant.kind != TenantKind.CONSORTIUM:
        return [current.tenant]
    everyone = current.polku.municipalities.all(current.database, current.now)
    return [tenant for tenant in everyone if tenant.kind == TenantKind.MUNICIPALITY]


def _find(owner: str, incident_id: str) -> tuple[Line, Case]:
    tenant = next((each for each in looked_after() if each.id == owner), None)
    if tenant is None:
        raise IncidentNotFound
    with current.database.reading(tenant.id) as session:
        found = register.find(session, incident_id)
        return Line(found, tenant), cases.find(session, found.case_number)


def _open(tenant: Tenant) -> Iterator[Incident]:
    with current.database.reading(tenant.id) as session:
        yield from register.open_incidents(session)


def _resolved(tenant: Tenant) -> Iterator[Incident]:
    with current.database.reading(tenant.id) as session:
        yield from register.resolved_incidents(session, limit=20)
