"""The blueprint that the modules of this package add their routes to, and who may read its pages."""

from flask import Blueprint

from app.identity.roles import Role
from app.tenants.tables import Tenant, TenantKind
from app.upstream.errors import NotShared
from app.web.current import current

blueprint = Blueprint("upstream", __name__)

READERS = (Role.PROCESS_OWNER, Role.COORDINATOR)


def tenants() -> list[Tenant]:
    """Every tenant, in the order they joined."""
    return current.polku.municipalities.all(current.database, current.now)


def consortium() -> Tenant:
    """The tenant that keeps what is shared; raises NotShared where there is none."""
    found = next((tenant for tenant in tenants() if tenant.kind == TenantKind.CONSORTIUM), None)
    if found is None:
        raise NotShared
    return found


def is_municipality() -> bool:
    """Whether the page is a municipality's: the consortium decides nothing for others."""
    return current.tenant.kind == TenantKind.MUNICIPALITY
