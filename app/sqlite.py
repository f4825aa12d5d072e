"""What SQLite is told by its driver, and how it keeps a moment."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Dialect
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeEngine


class _Moment(sqlite.DATETIME):
    """A moment in UTC as SQLAlchemy keeps it, written and read by what Python has built in."""

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], str | None]:
        return lambda value: value.isoformat(" ", "microseconds")[:26] if value else None

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], datetime | None]:
        return lambda value: datetime.fromisoformat(value) if value else None


MOMENT: TypeEngine[datetime] = _Moment()  # type: ignore[no-untyped-call]  # SQLAlchemy's own has no types


def set_up(connection: Any, _record: object) -> None:
    """The driver must not begin by itself: a deferred BEGIN that writes later fails with "locked"."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


def set_up_hastily(connection: Any, record: object) -> None:
    """As `set_up`, without waiting for the disk."""
    set_up(connection, record)
    connection.execute("PRAGMA synchronous=OFF")


def begin(driver: sqlite3.Connection, _tenant: str, writes: bool) -> None:
    """Begin, not deferred where something will be written: that fails with "locked" later on."""
    driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN")


def join(connection: Connection) -> None:
    """Begin for SQLAlchemy, unless the session that it joins has begun by itself."""
    driver = cast(sqlite3.Connection, connection.connection.driver_connection)
    if not driver.in_transaction:
        driver.execute("BEGIN")
