"""W4, due timers: two worker processes drain them from one PostgreSQL.

Each timer is one step of the engine in a transaction of its own: the case lapses. Afterwards every case has
to be closed by exactly one timer, and no timer may be left.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select, text

from app.cases.tables import Case, CaseStatus, Event, EventKind
from app.clock import MovedClock
from app.db import EVERYWHERE, Database
from app.jobs.tables import Job, JobKind
from bench import bare_timers, crowd, postgresql
from bench.lines import Goal, Line, Size
from tests.processes.town import Town

#: Seconds after which it is given up.
PATIENCE = 240
#: Municipalities that the timers are spread over; `polku worker` processes.
TOWNS, WORKERS = 8, 2


@dataclass(frozen=True)
class Drained:
    """What workers did from when all of them were at work until nothing was due, or patience ended."""

    timers: int
    seconds: float
    worked: float  #: seconds of CPU, of the workers
    served: float  #: and of PostgreSQL

    @property
    def figures(self) -> dict[str, float]:
        return {
            "cpu_ms": (self.worked + self.served) * 1000 / self.timers,
            "of it PostgreSQL's": self.served * 1000 / self.timers,
            "per second": self.timers / self.seconds,
        }


def measure(size: Size) -> dict[str, list[Line]]:
    """The floor, and Polku's workers."""
    timers = size.of(10_000, 400)
    return {"W4": [_bare(timers), _ours(timers)]}


def _bare(timers: int) -> Line:
    with _server() as postgres:
        address = postgres.looking.engine.url.set(drivername="postgresql").render_as_string(False)
        bare_timers.fill(address, timers)
        rows = text("SELECT count(*) FROM bare_timers")
        with working([sys.executable, "-m", "bench.bare_timers", address], WORKERS) as children:
            found = drain(postgres, children, lambda: postgres.looking.scalar(rows) or 0)
    return Line(f"floor: {timers:,} rows taken one by one", "PostgreSQL", found.figures)


def _ours(timers: int) -> Line:
    with _server() as postgres, ExitStack() as stack:
        database = Database(postgres.url)
        stack.callback(database.close)
        towns = fill(database, timers)
        postgres.analyze()
        with polku_workers(postgres.url, WORKERS) as children:
            drained = drain(postgres, children, lambda: _due(database))
        found = verdict(database, towns)
    figures = drained.figures
    goals = (
        Goal("a second", 500, figures["per second"], at_least=True),
        Goal("lost", 0, found["lost"] + timers - found["timers"]),
        Goal("doubled", 0, found["doubled"]),
        Goal("closed", timers, found["closed"], at_least=True),
    )
    return Line(f"{timers:,} due timers", "PostgreSQL", figures, goals=goals)


@contextmanager
def _server() -> Iterator[postgresql.Postgres]:
    with (
        tempfile.TemporaryDirectory(prefix="polku-bench-") as folder,
        postgresql.running(Path(folder) / "postgresql") as postgres,
    ):
        yield postgres


def fill(database: Database, timers: int) -> list[Town]:
    """Cases whose citizens were asked twenty days ago and never answered."""
    made = [_town(database, f"town-{place}") for place in range(TOWNS)]
    for town in made:
        _waiting(town, timers // TOWNS)
    return made


def _town(database: Database, name: str) -> Town:
    town = Town(database, MovedClock(datetime.now(UTC) - timedelta(days=20)), id=name)
    town.publish()
    return town


def _waiting(town: Town, count: int) -> None:
    number = town.apply()
    town.ask(number)
    town.days_pass(0)
    crowd.multiply(town.database, town.id, number, count - 1)


Children = Sequence[subprocess.Popen[bytes]]


def drain(postgres: postgresql.Postgres, children: Children, due: Callable[[], int]) -> Drained:
    """Watch until nothing is due any more."""
    left, began, worked, served = due(), time.monotonic(), _cpu(children), postgres.seconds()
    while (still := due()) and time.monotonic() - began < PATIENCE:
        time.sleep(0.1)
    seconds = time.monotonic() - began
    # What the first one did while the other started is not counted; of few timers, that can be all.
    return Drained(max(1, left - still), seconds, _cpu(children) - worked, postgres.seconds() - served)


def polku_workers(url: str, count: int) -> AbstractContextManager[Children]:
    """So many `polku worker` processes."""
    environment = {"POLKU_DATABASE_URL": url, "POLKU_DEMO": "1", "POLKU_LOG_LEVEL": "ERROR"}
    return working([sys.executable, "-c", "from app.cli import main; main()", "worker"], count, environment)


@contextmanager
def working(
    command: list[str], count: int, environment: Mapping[str, str] | None = None
) -> Iterator[Children]:
    """So many processes, each of which says when it is at work."""
    given = {**os.environ, **(environment or {})}
    children = [subprocess.Popen(command, env=given, stdout=subprocess.PIPE) for _ in range(count)]
    try:
        for child in children:
            assert child.stdout is not None
            child.stdout.readline()
        yield children
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait(60)


def verdict(database: Database, towns: Sequence[Town]) -> dict[str, int]:
    """How many cases were closed by exactly one timer, and what went wrong with the others."""
    fired: Counter[tuple[str, str]] = Counter()
    closed = 0
    for town in towns:
        with database.reading(town.id) as session:
            query = select(Event.case_number).where(
                Event.tenant_id == town.id,
                Event.kind == EventKind.TIMER,
                Event.at > datetime.now(UTC) - timedelta(days=1),
            )
            fired.update((town.id, number) for number in session.scalars(query))
            of_town = select(func.count()).where(Case.tenant_id == town.id, Case.status == CaseStatus.CLOSED)
            closed += session.scalar(of_town) or 0
    return {
        "timers": len(fired),
        "closed": closed,
        "doubled": sum(count > 1 for count in fired.values()),
        "lost": _due(database),
    }


def _due(database: Database) -> int:
    with database.reading(EVERYWHERE) as session:
        due = (Job.kind == JobKind.TIMER, Job.due_at <= datetime.now(UTC))
        return session.scalar(select(func.count()).select_from(Job).where(*due)) or 0


def _cpu(children: Children) -> float:
    """Seconds of CPU that the processes have used, all their threads included."""
    stats = [Path(f"/proc/{child.pid}/stat").read_text().rsplit(")", 1)[1].split() for child in children]
    return sum(int(ticks) for fields in stats for ticks in fields[11:13]) / os.sysconf("SC_CLK_TCK")
