"""Two or more ways to do something, done in blocks there and back (A-B-B-A), and compared.

Going there and back gives each the same share of whatever else the machine is doing; a ratio compares two
blocks of the same pass, and its median over passes leaves out one in which the machine did much else.
"""

import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from bench.counting import Spent


class Ratio(NamedTuple):
    """How many times as much CPU as something else: the median over passes, and where it lies for certain."""

    to: str
    median: float
    low: float  #: the median lies between the two with 95 % certainty
    high: float


def nothing(*_: object) -> None:
    """What is done where there is nothing to do."""


@dataclass
class Side:
    """Something that is done in blocks; each block leaves what it cost, each time its duration."""

    name: str
    storage: str
    act: Callable[[], object]
    spent: Callable[[], Spent]
    rest: Callable[[], object] = nothing  #: before and after a block
    prepare: Callable[[int], object] = nothing  #: what a block of so many needs and is not measured
    look_away: Callable[[], object] = nothing  #: from here on statements need not be counted
    watched: Spent = field(default_factory=Spent)  #: what one time costs in statements and commits
    blocks: list[Spent] = field(default_factory=list)  #: what each block cost
    times: list[float] = field(default_factory=list)  #: milliseconds of the clock, each time
    count: int = 1  #: how often it is done in a block

    def warm_up(self, count: int) -> None:
        self.prepare(count)
        self.rest()
        for _ in range(count):
            self.act()
        self.rest()

    def watch(self, count: int) -> None:
        """Do it `count` times and note its statements."""
        self.prepare(count)
        before = self.spent()
        for _ in range(count):
            self.act()
        self.rest()
        found = self.spent() - before
        self.watched = replace(found, statements=found.statements / count, commits=found.commits / count)

    def block(self, count: int) -> None:
        """Do it `count` times and note what it cost."""
        self.prepare(count)
        before = self.spent()
        for _ in range(count):
            began = time.perf_counter()
            self.act()
            self.times.append((time.perf_counter() - began) * 1000)
        self.rest()
        self.blocks.append(self.spent() - before)
        self.count = count

    @property
    def figures(self) -> dict[str, float]:
        """What one time costs, as in the median block."""
        twentieths = statistics.quantiles(self.times, n=20)
        return {
            "cpu_ms": self._each("seconds") * 1000,
            "p50_ms": twentieths[9],
            "p95_ms": twentieths[18],
            "statements": self.watched.statements,
            "commits": self.watched.commits,
            "bytes": self._each("written"),
        }

    def _each(self, name: str) -> float:
        return float(statistics.median(getattr(block, name) for block in self.blocks)) / self.count

    def times_of(self, other: "Side", to: str = "") -> Ratio:
        """How many times the CPU of another side, block by block."""
        pairs = zip(self.blocks, other.blocks, strict=True)
        ratios = [ours.seconds / theirs.seconds for ours, theirs in pairs]
        low, high = interval(ratios)
        return Ratio(to or other.name, statistics.median(ratios), low, high)


def there_and_back(sides: Sequence[Side], passes: int, count: int) -> None:
    """Warm all up, count their statements, then go there and back so often with nobody looking on.

    Each side is done in two blocks of `count` for each pass, and two blocks before.
    """
    for side in sides:
        side.warm_up(count)
        side.watch(count)
    for side in sides:
        side.look_away()
    for _ in range(passes):
        for side in (*sides, *reversed(sides)):
            side.block(count)


def interval(found: Sequence[float]) -> tuple[float, float]:
    """Where the median of what was drawn from lies with 95 % certainty: the order statistics that say so.

    Whatever the distribution, a draw is below its median as often as a coin shows heads. With fewer than six
    draws even the whole range is less certain.
    """
    ordered, count = sorted(found), len(found)
    left_out, beyond = 0, 1 / 2**count
    while beyond + math.comb(count, left_out + 1) / 2**count <= 0.025:
        left_out += 1
        beyond += math.comb(count, left_out) / 2**count
    return ordered[left_out], ordered[-1 - left_out]
