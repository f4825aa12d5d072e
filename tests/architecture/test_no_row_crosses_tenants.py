"""Whatever a session of one municipality does, rows of another are neither seen nor changed."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, Row, delete, inspect, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.types import Boolean, Date, DateTime, Float, LargeBinary

from app.cli.db import load_tables
from app.db import Base, CrossesTenants, Database, PlainData, TenantOwned, TenantSession, UTCDateTime

load_tables()

MOMENT = datetime(2026, 9, 1, tzinfo=UTC)
HERE, THERE = "kivikoski", "saarijoki"
OWNED = [mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, TenantOwned)]

#: One row a table suffices: the same text in every column makes every foreign key right.
VALUES = {
    PlainData: {},
    UTCDateTime: MOMENT,
    DateTime: MOMENT,
    Date: MOMENT.date(),
    LargeBinary: b"k",
    Boolean: True,
    Integer: 1,
    Float: 1.0,
}

Owned = type[TenantOwned]
Deed = Callable[[TenantSession, Owned], None]


def test_every_table_of_the_slices_is_looked_at() -> None:
    assert {one.__tablename__ for one in OWNED} == set(Base.metadata.tables) - {"tenants"}


@pytest.fixture
def filled(database: Database) -> Database:
    """A database with one row of each tenant in every table."""
    for tenant in (HERE, THERE):
        with database.transaction(tenant) as session:
            _fill(session)
    return database


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(owned=st.sampled_from(OWNED), deed=st.deferred(lambda: st.sampled_from(DEEDS)))
def test_no_deed_of_one_tenant_reaches_rows_of_another(filled: Database, owned: Owned, deed: Deed) -> None:
    before = _rows(filled, THERE, owned)

    # Being refused is as good as having no effect.
    with suppress(SQLAlchemyError, CrossesTenants), filled.transaction(HERE) as session:
        deed(session, owned)

    assert _rows(filled, THERE, owned) == before
    with filled.transaction(HERE) as session:
        _put(session, owned)


def _read_all(session: TenantSession, owned: Owned) -> None:
    assert {row.tenant_id for row in session.scalars(select(owned))} <= {HERE}


def _read_by_name(session: TenantSession, owned: Owned) -> None:
    assert list(session.scalars(select(owned).where(owned.tenant_id == THERE))) == []


def _get(session: TenantSession, owned: Owned) -> None:
    assert session.get(owned, _key(owned, THERE)) is None


def _update_all(session: TenantSession, owned: Owned) -> None:
    session.execute(update(owned).values({_free(owned): VALUES.get(type(_free(owned).type), "changed")}))


def _update_by_name(session: TenantSession, owned: Owned) -> None:
    changed = update(owned).where(owned.tenant_id == THERE).values({_free(owned): None})
    session.execute(changed)


def _take_over(session: TenantSession, owned: Owned) -> None:
    session.execute(update(owned).where(owned.tenant_id == THERE).values(tenant_id=HERE))


def _delete_all(session: TenantSession, owned: Owned) -> None:
    session.execute(delete(owned))


def _delete_by_name(session: TenantSession, owned: Owned) -> None:
    session.execute(delete(owned).where(owned.tenant_id == THERE))


def _add(session: TenantSession, owned: Owned) -> None:
    session.add(owned(**(_row(owned, THERE) | _other_key(owned))))


DEEDS: list[Deed] = [
    _read_all,
    _read_by_name,
    _get,
    _update_all,
    _update_by_name,
    _take_over,
    _delete_all,
    _delete_by_name,
    _add,
]


def _fill(session: TenantSession) -> None:
    tenants = Base.metadata.tables["tenants"]
    session.execute(tenants.insert().values(_values(tenants.c) | {"id": session.tenant}))
    for table in Base.metadata.sorted_tables:
        for owned in OWNED:
            if owned.__tablename__ == table.name:
                _put(session, owned)


def _put(session: TenantSession, owned: Owned) -> None:
    if session.get(owned, _key(owned, session.tenant)) is None:
        session.add(owned(**_row(owned, session.tenant)))
        session.flush()


def _rows(database: Database, tenant: str, owned: Owned) -> list[Row[tuple[object, ...]]]:
    with database.reading(tenant) as session:
        columns = [getattr(owned, name) for name, _ in inspect(owned).columns.items()]
        return list(session.execute(select(*columns).where(owned.tenant_id == tenant)))


def _row(owned: Owned, tenant: str) -> dict[str, object]:
    return _values(inspect(owned).columns) | {"tenant_id": tenant}


def _values(columns: ReadOnlyColumnCollection[str, Column[object]]) -> dict[str, object]:
    return {name: _value(column) for name, column in columns.items()}


def _other_key(owned: Owned) -> dict[str, object]:
    last = inspect(owned).primary_key[-1]
    return {last.name: 2 if isinstance(last.type, Integer) else "j"}


def _key(owned: Owned, tenant: str) -> tuple[object, ...]:
    return (tenant, *(_value(column) for column in inspect(owned).primary_key[1:]))


def _value(column: Column[object]) -> object:
    return VALUES.get(type(column.type), "k")


def _free(owned: Owned) -> InstrumentedAttribute[object]:
    """A column that belongs to no key: changing it breaks nothing else."""
    free = [column for column in inspect(owned).columns if not column.foreign_keys and not column.primary_key]
    column = free[-1] if free else inspect(owned).primary_key[-1]
    return getattr(owned, inspect(owned).get_property_by_column(column).key)
