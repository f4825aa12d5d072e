"""Replay the closed cases of a period, and put together those that came out the same way."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from app.db import Database
from app.engine import Definition
from app.processes.replaying import reading
from app.processes.replaying.judging import Fate, Verdict, judge
from app.processes.replaying.past import Past, Unknown
from app.processes.replaying.playing import again
from app.processes.replaying.reading import Period

#: Cases read in one transaction.
AT_ONCE = 50
#: Seconds after which a replay ends, and says how far it came.
MAX_SECONDS = 10.0


@dataclass(slots=True)
class Line:
    """Cases that came out the same way."""

    verdict: Verdict
    cases: list[str] = field(default_factory=list)  #: their numbers, the last one closed first
    shifts: list[timedelta] = field(default_factory=list)  #: how much later each comes to its end

    @property
    def shift(self) -> timedelta:
        """By how much the one in the middle comes later."""
        return sorted(self.shifts)[len(self.shifts) // 2]


@dataclass(slots=True)
class Replay:
    """What came of it."""

    total: int  #: cases that were closed in the period
    by_verdict: dict[Verdict, Line] = field(default_factory=dict)
    unknown: list[Unknown] = field(default_factory=list)  #: cases that cannot be replayed
    seen: int = 0  #: cases that were looked at, beginning with the last one closed

    @property
    def lines(self) -> list[Line]:
        """What came of those that were replayed: by fate, the best first, then the most."""
        order = list(Fate)
        return sorted(
            self.by_verdict.values(), key=lambda line: (order.index(line.verdict.fate), -len(line.cases))
        )

    @property
    def played(self) -> int:
        """How many cases were replayed."""
        return sum(len(line.cases) for line in self.by_verdict.values())

    @property
    def ending_same(self) -> int:
        """How many of them come to the same end."""
        return sum(len(line.cases) for line in self.by_verdict.values() if line.verdict.fate.ends_same)


def replay(
    database: Database, tenant: str, definition: Definition, period: Period, *, limit: int
) -> Iterator[Replay]:
    """Replay up to `limit` cases of the process that were closed in the period, the last one first.

    Gives what has come of it so far, again and again, at last all; ends early where it would take long.
    """
    key, stop_at = definition.key, time.monotonic() + MAX_SECONDS
    with database.reading(tenant) as session:
        found = Replay(reading.count(session, key, period))
    yield found
    for first in range(0, limit, AT_ONCE):
        most = min(AT_ONCE, limit - first)
        # In a transaction of their own: nobody is kept waiting while they are played.
        with database.reading(tenant) as session:
            cases = reading.closed(session, key, period, limit=most, skip=first)
        for each in cases:
            _see(found, definition, each)
        yield found
        if len(cases) < most or time.monotonic() > stop_at:
            return


def _see(found: Replay, definition: Definition, each: Past | Unknown) -> None:
    found.seen += 1
    if isinstance(each, Unknown):
        found.unknown.append(each)
        return
    played = again(definition, each)
    verdict = judge(each, played)
    line = found.by_verdict.setdefault(verdict, Line(verdict))
    line.cases.append(each.number)
    line.shifts.append(played.last.moved_at - each.ended)
