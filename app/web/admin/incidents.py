"""Incidents: what has stopped, why, and what can be done about it.

A municipality looks after its own. At the consortium, operators look after those of every municipality.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import render_template

from app.identity.roles import Role
from app.incidents import register
from app.incidents.tables import Incident
from app.tenants.tables import Tenant, TenantKind
from app.web.admin.blueprint import blueprint
from app.web.current import current
from app.web.guard import allow

LOOKERS = (Role.OPERATOR, Role.ADMINISTRATOR)


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


def looked_after() -> list[Tenant]:
    """The municipalities whose incidents are looked after here."""
    if current.tenant.kind != TenantKind.CONSORTIUM:
        return [current.tenant]
    everyone = current.polku.municipalities.all(current.database, current.now)
    return [tenant for tenant in everyone if tenant.kind == TenantKind.MUNICIPALITY]


def _open(tenant: Tenant) -> Iterator[Incident]:
    with current.database.reading(tenant.id) as session:
        yield from register.open_incidents(session)


def _resolved(tenant: Tenant) -> Iterator[Incident]:
    with current.database.reading(tenant.id) as session:
        yield from register.resolved_incidents(session, limit=20)
