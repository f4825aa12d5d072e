"""Workers in processes of their own share one PostgreSQL database; SQLite has its heartbeat in the server."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from app.cases.tables import Case, CaseStatus, Event, EventKind
from app.clock import Clock, MovedClock
from app.db import Database
from app.jobs.tables import Job
from app.processes.due import Desk
from app.scheduler import Heartbeat
from tests.processes.town import Town

CASES = 12
#: Seconds; far more than twelve timers need, so that a slow machine does not fail the test.
PATIENCE = 60
ROOT = Path(__file__).parents[2]


def _town_of_the_past(database: Database) -> Town:
    """Twelve citizens were asked twenty days ago and never answered."""
    clock = MovedClock(datetime.now(UTC) - timedelta(days=20))
    town = Town(database, clock)
    town.publish()
    for _ in range(CASES):
        town.ask(town.apply())
    return town


def _closed(town: Town) -> int:
    query = select(func.count()).where(Case.tenant_id == town.id, Case.status == CaseStatus.CLOSED)
    with town.database.reading(town.id) as session:
        return session.scalar(query) or 0


@contextmanager
def _worker(url: str) -> Iterator[None]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "POLKU_DATABASE_URL": url, "POLKU_DEMO": "1"}
    child = subprocess.Popen(
        [sys.executable, "-c", "from app.cli import main; main()", "worker"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert child.stdout is not None
    try:
        yield
    finally:
        # The other may have done everything before this one is up: it ends in order once it has said so.
        child.stdout.readline()
        child.terminate()
        child.stdout.close()
        assert child.wait(PATIENCE) == 0


def test_two_workers_fire_each_timer_once(postgresql_database: Database) -> None:
    town = _town_of_the_past(postgresql_database)
    url = postgresql_database.engine.url.render_as_string(hide_password=False)

    with _worker(url), _worker(url):
        until = time.monotonic() + PATIENCE
        while _closed(town) < CASES and time.monotonic() < until:
            time.sleep(0.2)

    with town.database.reading(town.id) as session:
        fired = Counter(
            session.scalars(
                select(Event.case_number).where(Event.tenant_id == town.id, Event.kind == EventKind.TIMER)
            )
        )
        timers = session.scalar(select(func.count()).where(Job.tenant_id == town.id, Job.kind == "timer"))
    assert _closed(town) == CASES
    assert set(fired.values()) == {1}
    assert len(fired) == CASES
    assert timers == 0


def test_the_heartbeat_in_the_serving_process_does_what_is_due(sqlite_database: Database) -> None:
    town = _town_of_the_past(sqlite_database)
    heartbeat = Heartbeat(Desk(sqlite_database, town, Clock(), ""), tick=timedelta(seconds=0.1))

    heartbeat.start()
    until = time.monotonic() + PATIENCE
    while _closed(town) < CASES and time.monotonic() < until:
        time.sleep(0.1)
    heartbeat.stop()

    assert _closed(town) == CASES


def test_deadline_that_is_known_is_met_before_the_next_tick(sqlite_database: Database) -> None:
    clock = MovedClock(datetime.now(UTC) - timedelta(days=14) + timedelta(seconds=2))
    town = Town(sqlite_database, clock)
    town.publish()
    town.ask(town.apply())
    town.days_pass(0)
    heartbeat = Heartbeat(Desk(sqlite_database, town, Clock(), ""), tick=timedelta(hours=1))

    heartbeat.start()
    until = time.monotonic() + PATIENCE
    while not _closed(town) and time.monotonic() < until:
        time.sleep(0.1)
    heartbeat.stop()

    assert _closed(town) == 1
