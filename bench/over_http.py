"""W1 message starts a case, W2 completes a task, W3 worklist: requests to a serving child process.

SQLite with `synchronous=FULL` and PostgreSQL with fsync, beside floors in the same server. Everything stays
on the loopback address, in a temporary folder, and ends with this process.
"""

import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from app.cli.db import upgrade
from bench import contenders, floors, postgresql, town
from bench.contenders import Served
from bench.lines import Goal, Line, Size, line, statements_and_commits
from bench.sides import Side, there_and_back

#: Times the CPU of the floor that completing a task may take; PostgreSQL's with the server.
TIMES = {"SQLite": 1.6, "PostgreSQL": 2.5}

Sides = Mapping[str, Side]


def measure(size: Size) -> dict[str, list[Line]]:
    """All three, in one go there and back."""
    passes, block = size.of(6, 1), size.of(20, 4)
    count = block * (2 * passes + 2)
    with tempfile.TemporaryDirectory(prefix="polku-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        bare = _floors(stack, folder, 2 * count)
        polku = [_on_sqlite(stack, folder, count), _on_postgresql(stack, folder, count)]
        sides = [*bare.values(), *(side for sides in polku for side in sides.values())]
        there_and_back(sides, passes, block)
    w1 = [message for sides in polku for message in _messages(sides, bare)]
    w2 = [_completion(sides["complete"], bare) for sides in polku]
    w3 = [
        line(each, each.times_of(bare["page"], "the page")) for each in (sides["worklist"] for sides in polku)
    ]
    again = line(bare["again"], bare["again"].times_of(bare["engine"], "itself"))
    return {
        "W1": [line(bare["write"]), *w1],
        "W2": [line(bare["engine"]), again, *w2],
        "W3": [line(bare["page"]), *w3],
    }


def _messages(sides: Sides, bare: Sides) -> list[Line]:
    found = (sides["message"], sides["reply"])
    return [
        line(
            each,
            each.times_of(bare["write"], "the write"),
            each.times_of(bare["engine"], "the engine"),
            goals=statements_and_commits(each, 18, 2),
        )
        for each in found
    ]


def _completion(side: Side, bare: Sides) -> Line:
    times = side.times_of(bare["engine"], "the engine")
    most = Goal("× the engine", TIMES[side.storage], times.median)
    return line(side, times, goals=(*statements_and_commits(side, 12, 1), most))


def _floors(stack: ExitStack, folder: Path, count: int) -> dict[str, Side]:
    path = folder / "floors.sqlite"
    floors.fill(path, count)
    return contenders.floors(Served(stack.enter_context(contenders.serving(folder, "floors", str(path)))))


def _on_sqlite(stack: ExitStack, folder: Path, count: int) -> dict[str, Side]:
    url = f"sqlite:///{folder / 'polku.sqlite'}"
    upgrade(url)
    return _polku(stack, folder, url, count, None)


def _on_postgresql(stack: ExitStack, folder: Path, count: int) -> dict[str, Side]:
    postgres = stack.enter_context(postgresql.running(folder / "postgresql"))
    return _polku(stack, folder, postgres.url, count, postgres)


def _polku(
    stack: ExitStack, folder: Path, url: str, count: int, postgres: postgresql.Postgres | None
) -> dict[str, Side]:
    prepared = town.fill(url, count)
    if postgres:
        postgres.analyze()
    environment = {"POLKU_DATABASE_URL": url, "POLKU_DEMO": "1", "POLKU_SCHEDULER": "0"}
    port = stack.enter_context(contenders.serving(folder, "polku", environment=environment))
    return contenders.polku(Served(port, postgres), prepared)
