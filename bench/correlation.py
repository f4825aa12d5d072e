"""W8, correlation: `python -m bench.correlation`. Does it cost more where more cases wait?

Two PostgreSQL servers, one with a hundred cases that wait for a reply and a moment far away, one with a
hundred thousand. In both, in blocks there and back: a citizen's reply finds its case and moves it on; and a
worker looks whether anything is due, and when the next thing will be. CPU is the client's and the server's.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from app.clock import MovedClock
from app.db import Database
from app.processes import due
from bench import crowd, postgresql
from tests.processes.town import Town

TOWNS = 8


@dataclass
class Filled:
    """A server with waiting cases, and what was measured on it."""

    postgres: postgresql.Postgres
    towns: list[Town]
    waiting: list[tuple[Town, str]]  #: cases whose turn to be answered is still to come
    cpu: dict[str, list[float]] = field(default_factory=dict)  #: milliseconds an operation, by block
    wall: dict[str, list[float]] = field(default_factory=dict)  #: milliseconds, by operation

    def block(self, name: str, count: int, act: Callable[["Filled"], None]) -> None:
        """Do it `count` times."""
        before = time.process_time() + self.postgres.seconds()
        for _ in range(count):
            began = time.perf_counter()
            act(self)
            self.wall.setdefault(name, []).append((time.perf_counter() - began) * 1000)
        spent = time.process_time() + self.postgres.seconds() - before
        self.cpu.setdefault(name, []).append(spent * 1000 / count)


def main() -> None:
    """Fill both, measure, compare."""
    parser = argparse.ArgumentParser(prog="python -m bench.correlation", description=__doc__)
    parser.add_argument("--few", type=int, default=100)
    parser.add_argument("--many", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=4, help="how many times there and back")
    parser.add_argument("--block", type=int, default=25, help="operations in a block")
    chosen = parser.parse_args()
    answered = chosen.block * (2 * chosen.rounds + 1)
    with tempfile.TemporaryDirectory(prefix="polku-bench-") as folder, ExitStack() as stack:
        few = _filled(stack, Path(folder) / "few", chosen.few + answered)
        many = _filled(stack, Path(folder) / "many", chosen.many + answered)
        for filled in (few, many):
            filled.block("warm-up", chosen.block, _reply)
            filled.block("warm-up", chosen.block, _beat)
        for _ in range(chosen.rounds):
            for filled in (few, many, many, few):
                filled.block("reply", chosen.block, _reply)
                filled.block("beat", 4 * chosen.block, _beat)
        print(json.dumps({name: _compared(name, few, many) for name in ("reply", "beat")}, indent=2))


def _filled(stack: ExitStack, folder: Path, count: int) -> Filled:
    postgres = stack.enter_context(postgresql.running(folder))
    database = Database(postgres.url)
    stack.callback(database.close)
    towns = [Town(database, MovedClock(datetime.now(UTC)), id=f"town-{place}") for place in range(TOWNS)]
    waiting = [(town, number) for town in towns for number in _waiting(town, count // TOWNS)]
    postgres.analyze()
    # The later ones of each town in turn, so that none is the first that an index finds.
    return Filled(postgres, towns, sorted(waiting, key=lambda each: each[1]))


def _waiting(town: Town, count: int) -> Sequence[str]:
    town.publish()
    number = town.apply()
    town.ask(number)
    town.days_pass(0)
    return crowd.multiply(town.database, town.id, number, count)


def _reply(filled: Filled) -> None:
    town, number = filled.waiting.pop()
    town.reply(number, "Ten square metres")


def _beat(filled: Filled) -> None:
    """What a worker does when nothing is due."""
    assert due.work_off(filled.towns[0].desk) == 0
    assert due.pause(filled.towns[0].desk)


def _compared(name: str, few: Filled, many: Filled) -> dict[str, object]:
    ratios = [more / less for less, more in zip(few.cpu[name], many.cpu[name], strict=True)]
    return {
        "times": round(statistics.median(ratios), 2),
        "few": _described(name, few),
        "many": _described(name, many),
    }


def _described(name: str, filled: Filled) -> dict[str, float]:
    percentiles = statistics.quantiles(filled.wall[name], n=20)
    return {
        "cpu_ms": round(statistics.median(filled.cpu[name]), 2),
        "p50_ms": round(percentiles[9], 2),
        "p95_ms": round(percentiles[18], 2),
    }


if __name__ == "__main__":
    main()
