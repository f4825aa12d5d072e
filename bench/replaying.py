"""Replay: closed cases of a simulated year, of all municipalities and services, on their own versions.

Counted is the processor time for reading them from their rows, playing and judging them; versions have been
compiled before, as they are on a server.
"""

import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from app.cli.db import upgrade
from app.clock import MovedClock
from app.db import EVERYWHERE, Database
from app.engine import Definition
from app.processes import library
from app.processes.due import Desk
from app.processes.replaying import Fate, Period, replay
from app.seed import planting
from app.seed.year import Year
from app.tenants import directory
from bench.lines import Goal, Line, Size

CASES_A_SECOND = 200
_YEAR = timedelta(days=365)


def measure(size: Size) -> dict[str, Sequence[Line]]:
    """Cases a second, the best of some rounds."""
    with tempfile.TemporaryDirectory(prefix="polku-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'polku.sqlite'}"
        upgrade(url)
        database, today = Database(url), planting.now()
        planting.plant(database, today=today, stories=())
        clock = MovedClock(today - _YEAR)
        desk = Desk(database, planting.NoPost(), clock, "")
        year = Year(desk, clock, cases=size.of(240, 24), seed=7, since=clock.at, until=today)
        year.live_until(today)
        processes, period = _processes(database), Period(today - _YEAR, today)
        rounds = [_round(database, processes, period) for _ in range(size.of(5, 1) + 1)][1:]
        database.close()
    cases, same, _ = rounds[0]
    found = cases / min(seconds for _, _, seconds in rounds)
    goals = (Goal("cases a second", CASES_A_SECOND, found, at_least=True), Goal("differing", 0, cases - same))
    figures = {"cases": cases, "ending the same": same, "CPU ms a case": 1000 / found}
    return {"replay": [Line("closed cases on their own versions", "SQLite", figures, goals=goals)]}


def _processes(database: Database) -> list[tuple[str, Definition]]:
    with database.reading(EVERYWHERE) as session:
        tenants = [each.id for each in directory.municipalities(session)]
    found = []
    for tenant in tenants:
        with database.reading(tenant) as session:
            services = directory.services(session)
            found += [(tenant, library.live(session, each.key).definition) for each in services]
    return found


def _round(
    database: Database, processes: Sequence[tuple[str, Definition]], period: Period
) -> tuple[int, int, float]:
    """Cases, those that came out the same in everything, and seconds of the processor."""
    began, cases, same = time.process_time(), 0, 0
    for tenant, definition in processes:
        *_, last = replay(database, tenant, definition, period, limit=1000)
        cases += last.played
        same += sum(len(line.cases) for line in last.lines if line.verdict.fate is Fate.SAME)
    return cases, same, time.process_time() - began
