"""The web application for tests: put together once in a process, then set on the database of each test."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache

from flask import Flask

from app.clock import Clock
from app.config import Settings
from app.db import Database
from app.web.current import Polku
from app.web.shell import build

_SETTINGS = Settings(database_url="sqlite://", demo=True, log_level="ERROR")


@contextmanager
def serving(database_url: str, clock: Clock) -> Iterator[Flask]:
    """The application of a demonstration on this database; one at a time."""
    app = _application()
    database = Database(database_url)
    app.extensions["polku"] = Polku(replace(_SETTINGS, database_url=database_url), database, clock)
    yield app
    database.close()


@cache
def _application() -> Flask:
    """Half of the time of a short test would go into its two hundred routes and its templates."""
    return build(_SETTINGS)
