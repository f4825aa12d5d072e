"""Migrations lead from nothing to what the models say, and back, on both kinds of database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from app.cli.db import connect, downgrade, load_tables, pending, upgrade
from app.db import Base
from tests import postgresql


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated database, in the role that owns its tables."""
    if request.param == "sqlite":
        upgrade(f"sqlite:///{tmp_path / 'new folder' / 'polku.sqlite'}")
        yield f"sqlite:///{tmp_path / 'new folder' / 'polku.sqlite'}"
    else:
        yield postgresql.owner(request.getfixturevalue("postgresql_url"))


def test_migrated_database_is_what_the_models_say(url: str) -> None:
    load_tables()

    with connect(url).connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)

    assert differences == []


def test_nothing_is_pending_after_an_upgrade(url: str) -> None:
    assert pending(connect(url)) == []


def test_upgrading_twice_changes_nothing(url: str) -> None:
    before = sorted(inspect(connect(url)).get_table_names())

    upgrade(url)

    assert sorted(inspect(connect(url)).get_table_names()) == before


def test_migrations_lead_back_to_an_empty_database_and_up_again(url: str) -> None:
    downgrade(url, "base")
    left = inspect(connect(url)).get_table_names()
    upgrade(url)

    assert left == ["alembic_version"]
    assert pending(connect(url)) == []


def test_database_without_migrations_lacks_all_of_them(tmp_path: Path) -> None:
    empty = connect(f"sqlite:///{tmp_path / 'empty.sqlite'}")

    assert pending(empty)[:1] == ["0001"]
