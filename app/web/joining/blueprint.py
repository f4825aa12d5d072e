"""The blueprint that the modules of this package add their routes to, and who may read its pages."""

from datetime import date

from flask import Blueprint

from app.identity.roles import Role
from app.tenants.tables import Tenant, TenantKind
from app.upstream.shared import SharedVersion
from app.web.current import current
from app.web.upstream import naming
from app.web.upstream.blueprint import consortium, tenants

blueprint = Blueprint("joining", __name__)

#: Who looks at what the municipalities compare and plan.
READERS = (Role.PROCESS_OWNER, Role.COORDINATOR)
#: Whose practice it is: they are asked.
ASKED = (Role.CASEWORKER, Role.TEAM_LEAD, Role.PROCESS_OWNER, Role.ADMINISTRATOR, Role.COORDINATOR)


def municipalities() -> list[Tenant]:
    """Every municipality, in the order they joined."""
    return [tenant for tenant in tenants() if tenant.kind == TenantKind.MUNICIPALITY]


def shared_process(key: str) -> SharedVersion:
    """The newest shared version of a process; raises NotShared."""
    with current.database.reading(consortium().id) as keeper:
        return naming.versions(keeper, key)[0]


def is_coordinator() -> bool:
    """Whether the reader keeps what is shared, at the consortium."""
    return current.tenant.kind == TenantKind.CONSORTIUM and current.actor.has(Role.COORDINATOR)


def typed_day(written: str) -> date | None:
    """A day as a date field sends it; None where it is none."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
