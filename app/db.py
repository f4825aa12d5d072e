"""The database: tenant-bound sessions, one transaction per step, and the column types the slices share.

Every key begins with the tenant. On PostgreSQL row-level security holds that line, from a setting made at
the begin of each transaction; on SQLite a filter on the session does. See docs/adr/0005-tenancy.md.
"""

import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import chain
from types import SimpleNamespace
from typing import Any, TypeVar, cast

from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    ForeignKey,
    ForeignKeyConstraint,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    ORMExecuteState,
    Session,
    mapped_column,
    with_loader_criteria,
)
from sqlalchemy.pool import PoolProxiedConnection
from sqlalchemy.types import TypeDecorator, TypeEngine

from app import plain, sqlite
from app.prepared import Insertion, Prepared, Row

#: The tenant of work that spans municipalities. Only the table of jobs lets it see more than nothing.
EVERYWHERE = "*"


class CrossesTenants(AssertionError):
    """A row of one municipality was about to be written in the name of another."""


class UTCDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC. A naive one is refused: nobody could say when it was."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(sqlite.MOMENT if dialect.name == "sqlite" else self.impl_instance)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC)

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
    """The table of a model, for prepared statements."""
    return cast(Table, model.__table__)


Model = TypeVar("Model", bound=Base)
Answer = TypeVar("Answer")


def read_only(model: type[Model], values: Sequence[Any]) -> Model:
    """A row of the model's table that was read without the ORM: to be looked at, and impossible to save."""
    return cast(Model, SimpleNamespace(**dict(zip(table(model).c.keys(), values, strict=True))))


def new_id() -> str:
    """A fresh key of 32 hexadecimal digits that sorts by the time it was made."""
    return f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(10)}"


#: Begins a transaction on a driver's connection in the name of a tenant, for writing or not.
Begin = Callable[[Any, str, bool], None]

#: So many rows go into one insertion: databases bound how many values a statement may have.
_AT_ONCE = 100


class TenantSession(Session):
    """A session in the name of one tenant; nothing of another municipality can be read or written by it.

    It is one transaction on one connection, begun when it is first needed. Prepared statements are run by the
    driver itself; whatever else a session can do joins the same transaction by way of SQLAlchemy.
    """

    def __init__(self, engine: Engine, begin: Begin, tenant: str, *, writes: bool) -> None:
        super().__init__(expire_on_commit=False)
        self.tenant = tenant
        self._engine = engine
        self._begin_on = begin
        self.writes = writes  #: whether what is written is kept; else PostgreSQL refuses it
        self._lent: PoolProxiedConnection | None = None  #: by the pool, until the transaction ends
        self._driver: Any = None  #: the same connection as the driver made it
        self._joined: Connection | None = None  #: the same connection as the ORM wants it

    @property
    def is_postgresql(self) -> bool:
        return self._engine.dialect.name == "postgresql"

    def rows(self, statement: Prepared, **values: object) -> list[Row]:
        """The rows that the statement finds."""
        compiled = statement.on(self._engine.dialect)
        parameters = compiled.parameters(self.tenant, values)
        return compiled.rows(self._ask(lambda driver: driver.execute(compiled.sql, parameters).fetchall()))

    def row(self, statement: Prepared, **values: object) -> Row | None:
        """The first row that the statement finds, or None."""
        found = self.rows(statement, **values)
        return found[0] if found else None

    def run(self, statement: Prepared, **values: object) -> int:
        """Change what the statement changes; gives how many rows those are."""
        compiled = statement.on(self._engine.dialect)
        parameters = compiled.parameters(self.tenant, values)
        return int(self._ask(lambda driver: driver.execute(compiled.sql, parameters).rowcount))

    def run_each(self, statement: Prepared, each: Sequence[Mapping[str, object]]) -> None:
        """As `run`, once with each of these values."""
        if len(each) == 1:
            self.run(statement, **each[0])
        elif each:
            compiled = statement.on(self._engine.dialect)
            parameters = [compiled.parameters(self.tenant, values) for values in each]
            self._ask(lambda driver: driver.cursor().executemany(compiled.sql, parameters))

    def insert(self, insertion: Insertion, rows: Sequence[Mapping[str, object]]) -> None:
        """Insert these rows of the session's tenant, with one statement unless there are very many."""
        compiled = insertion.on(self._engine.dialect)
        for first in range(0, len(rows), _AT_ONCE):
            some = [compiled.parameters(self.tenant, row) for row in rows[first : first + _AT_ONCE]]
            sql, parameters = compiled.repeated(len(some)), [*chain.from_iterable(some)]
            self._ask(lambda driver: driver.execute(sql, parameters))  # noqa: B023 - it is run at once

    def _ask(self, question: Callable[[Any], Answer]) -> Answer:
        try:
            return question(self._driver or self._begin())
        except self._engine.dialect.loaded_dbapi.Error as failure:
            raise self._failed(failure) from failure

    def _begin(self) -> Any:
        self._lent = self._engine.raw_connection()
        self._driver = self._lent.driver_connection
        self._begin_on(self._driver, self.tenant, self.writes)
        return self._driver

    def _failed(self, failure: Any) -> StatementError:
        """The driver's error as SQLAlchemy raises it. Where one connection is lost, no other is trusted."""
        dialect = self._engine.dialect
        is_lost = dialect.is_disconnect(failure, self._driver, None)
        if is_lost:
            (self._joined or cast(PoolProxiedConnection, self._lent)).invalidate(failure)
            self._engine.dispose()
        kind = dialect.loaded_dbapi.Error
        wrapped = DBAPIError.instance(
            None, None, failure, kind, connection_invalidated=is_lost, dialect=dialect
        )
        return cast(StatementError, wrapped)

    def get_bind(self, *_args: object, **_asked: object) -> Connection:
        """What SQLAlchemy is to work on: the connection of this transaction."""
        if self._joined is None:
            self._ask(lambda driver: driver)
            self._joined = Connection(self._engine, self._lent)
        return self._joined

    def commit(self) -> None:
        """End the transaction and keep what was written."""
        if self.in_transaction():
            super().commit()
        if self._driver is not None:
            self._ask(lambda driver: driver.commit())
            self._give_back()

    def rollback(self) -> None:
        """End the transaction as if nothing had been written."""
        self._end_looking()
        super().rollback()
        self._give_back()

    def close(self) -> None:
        """End the transaction as if nothing had been written, and the session."""
        self._end_looking()
        if self._joined is not None or self.in_transaction():
            super().close()
        self._give_back()

    def _give_back(self) -> None:
        """The pool rolls back whatever was not committed."""
        lent, self._lent, self._driver, self._joined = self._lent, None, None, None
        if lent is not None:
            lent.close()

    def _end_looking(self) -> None:
        # With a rollback, psycopg would forget the statements it has prepared.
        if self._lent is not None and self.is_postgresql and not self.writes and self._lent.is_valid:
            with suppress(self._engine.dialect.loaded_dbapi.Error):
                self._driver.commit()


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


#: Parameters go by their place. For PostgreSQL they are numbered, as it takes them: psycopg reads no SQL.
_STYLES: Mapping[str, Mapping[str, Any]] = {
    "sqlite": {"paramstyle": "qmark"},
    "postgresql": {"paramstyle": "numeric_dollar", "use_native_hstore": False},
}


class Database:
    """One engine, two kinds of session: `transaction` writes and commits, `reading` never writes."""

    def __init__(self, url: str, *, pool_size: int = 10, is_careful: bool = True) -> None:
        """Without care, SQLite does not wait for the disk: for what can be done again from the beginning."""
        self.url = url
        kind = make_url(url).get_backend_name()
        self.engine = create_engine(url, pool_size=pool_size, pool_pre_ping=False, **_STYLES[kind])
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", sqlite.set_up if is_careful else sqlite.set_up_hastily)
            event.listen(self.engine, "begin", sqlite.join)
            self._begin: Begin = sqlite.begin
        else:
            from app import postgresql  # its driver is an extra

            event.listen(self.engine, "connect", postgresql.set_up)
            self._begin = postgresql.begin

    @contextmanager
    def transaction(self, tenant: str) -> Iterator[TenantSession]:
        """A session that commits at the end of the block and rolls back when the block raises."""
        with TenantSession(self.engine, self._begin, tenant, writes=True) as session:
            yield session
            session.commit()

    @contextmanager
    def reading(self, tenant: str) -> Iterator[TenantSession]:
        """A session for looking only: PostgreSQL refuses what it is told to write, SQLite rolls it back."""
        with TenantSession(self.engine, self._begin, tenant, writes=False) as session:
            yield session

    def close(self) -> None:
        self.engine.dispose()
