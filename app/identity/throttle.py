"""A pause after too many wrong passwords: per account, and per address.

The counts are rows, so that they hold for every process of the installation and survive a restart. Only a
digest of the user name or the address is kept.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete

from app.db import TenantSession
from app.identity.errors import TooManyAttempts
from app.identity.tables import FailedSignIns

#: Many people may sit behind one address.
ADDRESS_FACTOR = 5


@dataclass(frozen=True)
class Limit:
    """So many wrong attempts, then a pause of that length."""

    attempts: int
    pause: timedelta


def check(session: TenantSession, login: str, address: str, limit: Limit, *, now: datetime) -> None:
    """Raises TooManyAttempts while the account or the address is paused."""
    for key, allowed in _counted(login, address, limit):
        failed = session.get(FailedSignIns, (session.tenant, key))
        if failed and failed.count >= allowed and now - failed.last_at < limit.pause:
            raise TooManyAttempts


def failed(session: TenantSession, login: str, address: str, limit: Limit, *, now: datetime) -> None:
    """Count one wrong attempt; a count older than the pause begins again."""
    session.execute(
        delete(FailedSignIns).where(
            FailedSignIns.tenant_id == session.tenant, FailedSignIns.last_at < now - limit.pause
        )
    )
    for key, _ in _counted(login, address, limit):
        row = session.get(FailedSignIns, (session.tenant, key))
        if row is None:
            session.add(FailedSignIns(tenant_id=session.tenant, key=key, count=1, last_at=now))
        else:
            row.count, row.last_at = row.count + 1, now


def succeeded(session: TenantSession, login: str) -> None:
    """The right password was given: forget the wrong ones of this account, not those of the address."""
    session.execute(
        delete(FailedSignIns).where(
            FailedSignIns.tenant_id == session.tenant, FailedSignIns.key == _digest("account", login)
        )
    )


def _counted(login: str, address: str, limit: Limit) -> tuple[tuple[str, int], ...]:
    return (
        (_digest("account", login), limit.attempts),
        (_digest("address", address), limit.attempts * ADDRESS_FACTOR),
    )


def _digest(kind: str, name: str) -> str:
    return sha256(f"{kind}:{name}".encode()).hexdigest()
