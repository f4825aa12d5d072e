"""W8, correlation: does it cost more where more cases wait? And does a worker's idle look?

Two PostgreSQL servers, one with a hundred cases that wait for a reply and a moment far away, one with a
hundred thousand. In both, in blocks there and back: a citizen's reply finds its case and moves it on; and a
worker looks whether anything is due, and when the next thing will be. CPU is the client's and the server's.
"""

import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from app.clock import MovedClock
from app.db import Database
from app.processes import due
from bench import crowd, postgresql
from bench.counting import Counter, Spent
from bench.lines import Goal, Line, Size, line
from bench.sides import Side, there_and_back
from tests.processes.town import Town

TOWNS = 8
#: Times the CPU among few that it may take among many.
MOST = 1.2


@dataclass
class Filled:
    """A server with waiting cases."""

    cases: int  #: that wait throughout
    postgres: postgresql.Postgres
    counter: Counter
    towns: list[Town]
    waiting: list[tuple[Town, str]]  #: cases whose turn to be answered is still to come

    def spent(self) -> Spent:
        """By this process and by the server."""
        return self.counter.spent() + self.postgres.spent()

    def reply(self) -> None:
        """A citizen's reply finds its case."""
        town, number = self.waiting.pop()
        town.reply(number, "Ten square metres")

    def beat(self) -> None:
        """What a worker does when nothing is due."""
        assert due.work_off(self.towns[0].desk) == 0
        assert due.pause(self.towns[0].desk)


def measure(size: Size) -> dict[str, list[Line]]:
    """Fill both, measure, compare."""
    passes, block = size.of(6, 1), size.of(20, 2)
    answered = 2 * block * (2 * passes + 2)
    with tempfile.TemporaryDirectory(prefix="polku-bench-") as name, ExitStack() as stack:
        few = _filled(stack, Path(name) / "few", size.of(100, 16), answered)
        many = _filled(stack, Path(name) / "many", size.of(100_000, 160), answered)
        replies = _sides("a reply among", Filled.reply, few, many)
        beats = _sides("a worker's idle look among", Filled.beat, few, many)
        there_and_back(replies, passes, block)
        there_and_back(beats, passes, 4 * block)
    return {"W8": _compared(replies), "idle": _compared(beats)}


def _sides(what: str, act: Callable[[Filled], object], few: Filled, many: Filled) -> list[Side]:
    named = ((f"{what} {few.cases:,}", few), (f"{what} {few.cases:,} again (A-A)", few))
    return [
        Side(name, "PostgreSQL", partial(act, filled), filled.spent)
        for name, filled in (*named, (f"{what} {many.cases:,}", many))
    ]


def _compared(sides: Sequence[Side]) -> list[Line]:
    few, again, many = sides
    times = many.times_of(few, "among few")
    goals = (Goal("× among few", MOST, times.median),)
    return [line(few), line(again, again.times_of(few, "itself")), line(many, times, goals=goals)]


def _filled(stack: ExitStack, folder: Path, cases: int, answered: int) -> Filled:
    postgres = stack.enter_context(postgresql.running(folder))
    database = Database(postgres.url)
    stack.callback(database.close)
    towns = [Town(database, MovedClock(datetime.now(UTC)), id=f"town-{place}") for place in range(TOWNS)]
    each = -(-(cases + answered) // TOWNS)
    waiting = [(town, number) for town in towns for number in _waiting(town, each)]
    postgres.analyze()
    counter = Counter()
    counter.watch(database.engine)
    stack.callback(counter.rest)
    # The later ones of each town in turn, so that none is the first that an index finds.
    return Filled(cases, postgres, counter, towns, sorted(waiting, key=lambda each: each[1]))


def _waiting(town: Town, count: int) -> Sequence[str]:
    town.publish()
    number = town.apply()
    town.ask(number)
    town.days_pass(0)
    return crowd.multiply(town.database, town.id, number, count)
