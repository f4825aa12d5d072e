"""The database: tenant-bound sessions, one transaction per step, and the column types the slices share.

Every key begins with the tenant. On PostgreSQL row-level security holds that line, from a setting made at
the begin of each transaction; on SQLite a filter on the session does. See docs/adr/0005-tenancy.md.
"""

import secrets
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

from sqlalchemy import (
    Connection,
    CursorResult,
    DateTime,
    Dialect,
    Engine,
    Executable,
    ForeignKey,
    ForeignKeyConstraint,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
)
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    ORMExecuteState,
    Session,
    mapped_column,
    with_loader_criteria,
)
from sqlalchemy.types import TypeDecorator

from app import plain

#: The tenant of work that spans municipalities. Only the table of jobs lets it see more than nothing.
EVERYWHERE = "*"


class CrossesTenants(AssertionError):
    """A row of one municipality was about to be written in the name of another."""


class UTCDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC. A naive one is refused: nobody could say when it was."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class PlainData(TypeDecorator[Any]):
    """Plain data (see app.plain) as text: jsonb would lose the order of keys, JSON the exact numbers."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:
        return None if value is None else plain.dumps(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> object:
        return None if value is None else plain.loads(value)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UTCDateTime, str: String}  # noqa: RUF012 - SQLAlchemy's own form


class TenantOwned:
    """A row that belongs to one municipality. Its key begins with the tenant."""

    tenant_id: Mapped[str] = mapped_column(
        String(40), ForeignKey("tenants.id"), primary_key=True, sort_order=-1
    )


def belongs_to(target: str, **columns: str) -> ForeignKeyConstraint:
    """A foreign key within the tenant: ``belongs_to("cases", case_number="number")``."""
    return ForeignKeyConstraint(
        ["tenant_id", *columns], [f"{target}.tenant_id", *(f"{target}.{name}" for name in columns.values())]
    )


def table(model: type[Base]) -> Table:
    """The table of a model, for statements of SQLAlchemy Core: the ORM costs four times as much a write."""
    return cast(Table, model.__table__)


Model = TypeVar("Model", bound=Base)


def read_only(model: type[Model], values: Sequence[Any]) -> Model:
    """A row of the model's table that was read without the ORM: to be looked at, never saved."""
    return model(**dict(zip(table(model).c.keys(), values, strict=True)))


def new_id() -> str:
    """A fresh key of 32 hexadecimal digits that sorts by the time it was made."""
    return f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(10)}"


class TenantSession(Session):
    """A session in the name of one tenant; nothing of another municipality can be read or written by it."""

    @property
    def tenant(self) -> str:
        tenant: str = self.info["tenant"]
        return tenant

    def write(self, statement: Executable, rows: list[dict[str, Any]] | None = None) -> CursorResult[Any]:
        """Run a Core statement that names its tenant itself; with `rows`, once for each of them.

        A statement that is built once, with `bindparam` in the places of its values, costs a third of one
        that is built for every call: steps use such statements.
        """
        # One row as such: drivers make more of a list of one than it is worth.
        given = rows[0] if rows is not None and len(rows) == 1 else rows
        return cast(CursorResult[Any], self._begun().execute(statement, given))

    def run(self, statement: Executable, **values: object) -> CursorResult[Any]:
        """As `write`, for a statement that names its tenant with the parameter ``tenant``: this session's."""
        return self._begun().execute(statement, {"tenant": self.tenant, **values})

    def _begun(self) -> Connection:
        """The connection of the transaction. Asking the session for it costs as much as a short statement."""
        connection: Connection | None = self.info.get("connection") if self.in_transaction() else None
        return connection or self.connection()

    @property
    def is_postgresql(self) -> bool:
        return self.get_bind().dialect.name == "postgresql"


@event.listens_for(TenantSession, "after_begin")
def _begin_for_the_tenant(session: TenantSession, _transaction: object, connection: Connection) -> None:
    session.info["connection"] = connection
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("select set_config('app.tenant', %s, true)", (session.tenant,))


@event.listens_for(TenantSession, "do_orm_execute")
def _filter_by_tenant(state: ORMExecuteState) -> None:
    session = state.session
    assert isinstance(session, TenantSession)
    tenant = session.tenant
    if session.is_postgresql or tenant == EVERYWHERE or state.is_insert:
        return
    state.statement = state.statement.options(
        with_loader_criteria(TenantOwned, lambda owned: owned.tenant_id == tenant, include_aliases=True)
    )


@event.listens_for(TenantSession, "before_flush")
def _refuse_rows_of_others(session: TenantSession, _context: object, _instances: object) -> None:
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, TenantOwned) and session.tenant not in {row.tenant_id, EVERYWHERE}:
            raise CrossesTenants(
                f"{type(row).__name__} of {row.tenant_id} in the session of {session.tenant}"
            )


class Database:
    """One engine, two kinds of session: `transaction` writes and commits, `reading` never writes."""

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        self.url = url
        self.engine = create_engine(url, pool_size=pool_size, pool_pre_ping=False)
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _set_up_sqlite)
            event.listen(self.engine, "begin", _begin_on_sqlite)
        self._writing: Engine = self.engine.execution_options(polku_writes=True)

    @contextmanager
    def transaction(self, tenant: str) -> Iterator[TenantSession]:
        """A session that commits at the end of the block and rolls back when the block raises."""
        with TenantSession(self._writing, info={"tenant": tenant}, expire_on_commit=False) as session:
            yield session
            session.commit()

    @contextmanager
    def reading(self, tenant: str) -> Iterator[TenantSession]:
        """A session for looking only: what it is told to write is rolled back."""
        with TenantSession(self.engine, info={"tenant": tenant}, expire_on_commit=False) as session:
            yield session

    def close(self) -> None:
        self.engine.dispose()


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # The driver must not begin by itself: a deferred BEGIN that writes later fails with "locked".
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_on_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("polku_writes", False)
    # Past SQLAlchemy's own ways of running a statement, which cost ten times as much as this one.
    cast(sqlite3.Connection, connection.connection.driver_connection).execute(
        "BEGIN IMMEDIATE" if writes else "BEGIN"
    )
