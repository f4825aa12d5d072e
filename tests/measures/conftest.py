"""A town whose closed cases are measured."""

import pytest

from app.clock import MovedClock
from app.db import Database
from tests.processes.town import Town


@pytest.fixture
def town(sqlite_database: Database, clock: MovedClock) -> Town:
    """A town whose service `advice` is published."""
    return _town(sqlite_database, clock)


@pytest.fixture
def any_town(database: Database, clock: MovedClock) -> Town:
    """The same on each kind of database."""
    return _town(database, clock)


def _town(database: Database, clock: MovedClock) -> Town:
    town = Town(database, clock)
    town.publish()
    return town
