"""Every row but a tenant's own belongs to a tenant, and the database itself holds that line."""

import pytest
from sqlalchemy import ForeignKeyConstraint, Table, text
from sqlalchemy.exc import ProgrammingError

from app.cli.db import load_tables
from app.db import EVERYWHERE, Base, Database

load_tables()

#: The directory of the tenants is the one table that is read across them.
DIRECTORY = "tenants"
TABLES = [table for table in Base.metadata.sorted_tables if table.name != DIRECTORY]

named = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


@named
def test_key_begins_with_the_tenant(table: Table) -> None:
    key = list(table.primary_key.columns.keys())

    assert key[0] == "tenant_id"
    assert len(key) > 1


@named
def test_foreign_keys_stay_within_the_tenant(table: Table) -> None:
    keys = [key for key in table.constraints if isinstance(key, ForeignKeyConstraint)]

    within = [key for key in keys if "tenant_id" in key.columns]

    assert keys == within
    assert all(key.elements[0].parent.name == "tenant_id" for key in keys)


@named
def test_unique_values_are_unique_within_the_tenant(table: Table) -> None:
    unique = [index.columns for index in table.indexes if index.unique]

    assert not [column for column in table.columns if column.unique]
    assert all("tenant_id" in columns for columns in unique)


def test_policies_bind_even_the_owner_of_every_table(postgresql_database: Database) -> None:
    forced = text("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")

    with postgresql_database.reading(EVERYWHERE) as session:
        names = set(session.execute(forced).scalars())

    assert names == set(Base.metadata.tables)


def test_a_municipality_that_joins_is_planned_for_like_the_others(postgresql_database: Database) -> None:
    counted = text(
        "SELECT relname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
        " WHERE attname = 'tenant_id' AND relkind = 'r' AND attstattarget IS DISTINCT FROM 0"
    )

    with postgresql_database.reading(EVERYWHERE) as session:
        assert session.execute(counted).scalars().all() == []


def test_only_jobs_are_open_to_work_for_all_tenants(postgresql_database: Database) -> None:
    opened = text("SELECT tablename FROM pg_policies WHERE qual LIKE '%''*''%' AND tablename <> 'tenants'")

    with postgresql_database.reading(EVERYWHERE) as session:
        names = list(session.execute(opened).scalars())

    assert names == ["jobs"]


@named
def test_row_of_another_tenant_cannot_be_inserted(table: Table, postgresql_database: Database) -> None:
    foreign = text(f"INSERT INTO {table.name} (tenant_id) VALUES ('saarijoki')")

    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        postgresql_database.transaction("kivikoski") as session,
    ):
        session.execute(foreign)
