"""The municipalities of the installation, remembered for a minute: every address begins with one."""

from datetime import datetime, timedelta
from typing import Final

from app.db import Database
from app.tenants import directory
from app.tenants.errors import UnknownTenant
from app.tenants.tables import Tenant

#: A changed name or a new municipality is seen everywhere after this long.
MEMORY: Final = timedelta(minutes=1)

#: First parts of addresses that are no municipality.
RESERVED = frozenset({"static", "health"})


class Municipalities:
    """Reads the directory at most once a minute, and once more when asked for one it does not know."""

    def __init__(self) -> None:
        self._known: dict[str, Tenant] = {}
        self._read_at: datetime | None = None

    def find(self, database: Database, tenant_id: str, now: datetime) -> Tenant:
        """The tenant with this id; raises UnknownTenant."""
        if tenant_id not in self._known or self._is_old(now):
            self._read(database, now)
        try:
            return self._known[tenant_id]
        except KeyError:
            raise UnknownTenant(tenant_id) from None

    def all(self, database: Database, now: datetime) -> list[Tenant]:
        """Every tenant, the consortium included, in the order they joined."""
        if not self._known or self._is_old(now):
            self._read(database, now)
        return list(self._known.values())

    def _is_old(self, now: datetime) -> bool:
        return self._read_at is None or abs(now - self._read_at) >= MEMORY

    def _read(self, database: Database, now: datetime) -> None:
        with database.reading("directory") as session:
            found = directory.all_tenants(session)
            session.expunge_all()
        self._known = {tenant.id: tenant for tenant in found}
        self._read_at = now
