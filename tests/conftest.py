"""What every test may ask for. Tests run on real parts: databases, engine, mail server, browser."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from app.cli.db import upgrade
from app.clock import MovedClock
from app.db import Database
from tests import postgresql
from tests.smtp import MailServer

hypothesis_settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
hypothesis_settings.register_profile("here", deadline=None)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        postgresql.begin_run()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        postgresql.end_run()


@pytest.fixture
def clock() -> MovedClock:
    """A clock that stands still on a Tuesday morning until the test moves it."""
    return MovedClock(datetime(2026, 9, 1, 6, 0, tzinfo=UTC))


@pytest.fixture
def smtp() -> Iterator[MailServer]:
    """A mail server that keeps what it is given."""
    with MailServer() as server:
        yield server


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a migrated SQLite database without any rows."""
    template = postgresql.run_folder() / "empty.sqlite"
    with postgresql.once("sqlite-empty") as first:
        if first:
            upgrade(f"sqlite:///{template}")
    shutil.copy(template, tmp_path / "polku.sqlite")
    return f"sqlite:///{tmp_path / 'polku.sqlite'}"


@pytest.fixture
def postgresql_url() -> Iterator[str]:
    """The address of a migrated PostgreSQL database without any rows, in a role bound by its policies."""
    url = postgresql.create("empty")
    yield url
    postgresql.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A migrated database without any rows: the test runs on SQLite and on PostgreSQL."""
    database = Database(request.getfixturevalue(f"{request.param}_url"))
    yield database
    database.close()


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    """A migrated SQLite database without any rows, for tests that need no second kind."""
    database = Database(sqlite_url)
    yield database
    database.close()


@pytest.fixture
def postgresql_database(postgresql_url: str) -> Iterator[Database]:
    """A migrated PostgreSQL database without any rows, for what only PostgreSQL does."""
    database = Database(postgresql_url)
    yield database
    database.close()
