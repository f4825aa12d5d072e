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
MAX_SECONDS = 3.0


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
    lines: list[Line] = field(default_factory=list)  #: by fate, the best first; then the most
    unknown: list[Unknown] = field(default_factory=list)  #: cases that cannot be replayed
    seen: int = 0  #: cases that were looked at, beginning with the last one closed

    @property
    def played(self) -> int:
        """How many cases were replayed."""
        return sum(len(line.cases) for line in self.lines)

    @property
    def ending_same(self) -> int:
        """How many of them come to the same end."""
        return sum(len(line.cases) for line in self.lines if line.verdict.fate.ends_same)


def replay(
    database: Database,
    tenant: str,
    key: str,
    definition: Definition,
    period: Period,
    *,
    limit: int,
    skip: int = 0,
) -> Replay:
    """Replay up to `limit` cases of the service that were closed in the period, the last one first, without
    the `skip` first; ends early where it would take long."""
    with database.reading(tenant) as session:
        found = Replay(reading.count(session, key, period))
    lines: dict[Verdict, Line] = {}
    stop_at = time.monotonic() + MAX_SECONDS
    for each in _cases(database, tenant, key, period, limit, skip):
        found.seen += 1
        if isinstance(each, Unknown):
            found.unknown.append(each)
        else:
            _play(definition, each, lines)
        if time.monotonic() > stop_at:
            break
    order = list(Fate)
    found.lines = sorted(lines.values(), key=lambda line: (order.index(line.verdict.fate), -len(line.cases)))
    return found


def _play(definition: Definition, past: Past, lines: dict[Verdict, Line]) -> None:
    played = again(definition, past)
    verdict = judge(past, played)
    line = lines.setdefault(verdict, Line(verdict))
    line.cases.append(past.number)
    line.shifts.append(played.last.moved_at - past.ended)


def _cases(
    database: Database, tenant: str, key: str, period: Period, limit: int, skip: int
) -> Iterator[Past | Unknown]:
    """The cases, a few in each transaction: nobody is kept waiting while they are played."""
    for first in range(skip, skip + limit, AT_ONCE):
        most = min(AT_ONCE, skip + limit - first)
        with database.reading(tenant) as session:
            found = reading.closed(session, key, period, limit=most, skip=first)
        yield from found
        if len(found) < most:
            return
