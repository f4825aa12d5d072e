"""A town for every test, on SQLite and on PostgreSQL."""

import pytest

from app.clock import MovedClock
from app.db import Database
from tests.processes.town import Town


@pytest.fixture
def town(database: Database, clock: MovedClock) -> Town:
    """A town whose service `advice` is published."""
    town = Town(database, clock)
    town.publish()
    return town
