"""Find municipalities and their services."""

from sqlalchemy import bindparam, select

from app.db import TenantSession, read_only, table
from app.prepared import Prepared
from app.tenants.errors import ServiceClosed, UnknownService, UnknownTenant
from app.tenants.tables import Service, Tenant, TenantKind

_services, _tenants = table(Service), table(Tenant)
_TO_OPEN = Prepared(
    select(_tenants.c.prefix, *_services.c)
    .join_from(_services, _tenants, _tenants.c.id == _services.c.tenant_id)
    .where(_services.c.tenant_id == bindparam("tenant"), _services.c.key == bindparam("service"))
)


def tenant(session: TenantSession) -> Tenant:
    """The session's own tenant; raises UnknownTenant."""
    found = session.get(Tenant, session.tenant)
    if found is None:
        raise UnknownTenant(session.tenant)
    return found


def all_tenants(session: TenantSession) -> list[Tenant]:
    """Every tenant, the consortium included, in the order they joined."""
    return list(session.scalars(select(Tenant).order_by(Tenant.position, Tenant.id)))


def consortium(session: TenantSession) -> Tenant | None:
    """The tenant that keeps what is shared; None where there is none."""
    return next((found for found in all_tenants(session) if found.kind == TenantKind.CONSORTIUM), None)


def municipalities(session: TenantSession) -> list[Tenant]:
    """Every municipality, in the order they joined."""
    return [found for found in all_tenants(session) if found.kind == TenantKind.MUNICIPALITY]


def services(session: TenantSession) -> list[Service]:
    """The services of the municipality, closed ones too."""
    query = select(Service).where(Service.tenant_id == session.tenant).order_by(Service.position, Service.key)
    return list(session.scalars(query))


def service(session: TenantSession, key: str) -> Service:
    """One service; raises UnknownService."""
    found = session.get(Service, (session.tenant, key))
    if found is None:
        raise UnknownService(key)
    return found


def open_service(session: TenantSession, key: str) -> Service:
    """One service that takes new cases; raises UnknownService or ServiceClosed."""
    found = service(session, key)
    if not found.is_open:
        raise ServiceClosed(key)
    return found


def service_to_open(session: TenantSession, key: str) -> tuple[Service, str]:
    """`open_service`, and the prefix of the municipality's case numbers, in one statement."""
    row = session.row(_TO_OPEN, service=key)
    if row is None:
        raise UnknownService(key)
    prefix, *columns = row
    found = read_only(Service, columns)
    if not found.is_open:
        raise ServiceClosed(key)
    return found, prefix
