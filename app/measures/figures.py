"""Read the figures of a municipality: sums of a few rows, whatever number of cases they are of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, select

from app.db import TenantSession, table
from app.measures import times
from app.measures.metrics import DESCRIBED, Metric, StepMetric
from app.measures.tables import Figure
from app.measures.tally import HUNDREDTHS, Tally
from app.prepared import Prepared

#: Fewer cases than this say nothing about how a municipality works, and could tell about a person.
LEAST = 30
#: A point of a line over time is of so many months up to it: one month alone has few cases.
SMOOTHED = 3

_figures = table(Figure)
_OF_METRIC = Prepared(
    select(
        _figures.c.month,
        _figures.c.number,
        _figures.c.element_id,
        _figures.c.ending,
        _figures.c.hundredths,
        _figures.c.bins,
    ).where(
        _figures.c.tenant_id == bindparam("tenant"),
        _figures.c.key == bindparam("key"),
        _figures.c.metric == bindparam("metric"),
        _figures.c.month >= bindparam("since"),
        _figures.c.month <= bindparam("until"),
    )
)
_STOOD = Prepared(
    select(
        _figures.c.element_id,
        _figures.c.metric,
        func.sum(_figures.c.count),
        func.sum(_figures.c.hundredths),
    )
    .where(
        _figures.c.tenant_id == bindparam("tenant"),
        _figures.c.key == bindparam("key"),
        _figures.c.metric.in_([StepMetric.WAITING.value, StepMetric.WORKING.value]),
        _figures.c.month >= bindparam("since"),
        _figures.c.month <= bindparam("until"),
    )
    .group_by(_figures.c.element_id, _figures.c.metric)
)


class Read(NamedTuple):
    """A row of figures."""

    month: str
    number: int
    element_id: str
    ending: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Step:
    """How cases went through one element of the diagram."""

    visits: Tally  #: one value for each case that came through
    waiting: Tally  #: working days
    working: Tally  #: office hours

    @property
    def days(self) -> float:
        """Working days that all cases together stood there."""
        return self.waiting.total + self.working.total / times.OFFICE_DAY

    @property
    def again(self) -> float:
        """The share of the cases that came through more than once."""
        return self.visits.above(1) / max(self.visits.count, 1)


def months(now: datetime, count: int) -> list[str]:
    """The last months, the present one included, oldest first."""
    year, month = map(int, times.month(now).split("-"))
    last = year * 12 + month - 1
    return [f"{at // 12:04}-{at % 12 + 1:02}" for at in range(last - count + 1, last + 1)]


def read(session: TenantSession, key: str, metric: Metric | StepMetric, span: Sequence[str]) -> list[Read]:
    """The rows of a metric of a process in these months."""
    values = {"key": key, "metric": metric.value, "since": span[0], "until": span[-1]}
    return [
        Read(month, number, element_id, ending, Tally.kept(hundredths, bins))
        for month, number, element_id, ending, hundredths, bins in session.rows(_OF_METRIC, **values)
    ]


def steps(
    session: TenantSession, key: str, span: Sequence[str], number: int | None = None
) -> Mapping[str, Step]:
    """How cases went through each element; of all versions, or of the one with this number."""
    found: dict[str, Step] = {}
    for metric in StepMetric:
        for row in read(session, key, metric, span):
            if number in {None, row.number}:
                step = found.setdefault(row.element_id, Step(Tally(), Tally(), Tally()))
                _tally_of(step, metric).merge(row.tally)
    return found


def stood(session: TenantSession, key: str, span: Sequence[str]) -> dict[str, float | None]:
    """Working days that all cases together stood at each element; None where fewer than `LEAST` did."""
    values = {"key": key, "since": span[0], "until": span[-1]}
    days: dict[str, float] = {}
    many: set[str] = set()
    for element_id, metric, count, hundredths in session.rows(_STOOD, **values):
        length = times.OFFICE_DAY if metric == StepMetric.WORKING else 1
        days[element_id] = days.get(element_id, 0.0) + int(hundredths) / HUNDREDTHS / length
        if count >= LEAST:
            many.add(element_id)
    return {each: found if each in many else None for each, found in days.items()}


def together(rows: Iterable[Read]) -> Tally:
    """All rows as one."""
    found = Tally()
    for row in rows:
        found.merge(row.tally)
    return found


def endings(rows: Iterable[Read]) -> dict[str, int]:
    """How many cases ended in each way, by the end event."""
    found: dict[str, int] = {}
    for row in rows:
        found[row.ending] = found.get(row.ending, 0) + row.tally.count
    return found


def value(metric: Metric, tally: Tally) -> float:
    """What stands for the tally: the median, or the share of the cases for which it holds."""
    if DESCRIBED[metric].unit == "share":
        return tally.above(0) / max(tally.count, 1)
    return tally.median


def line(metric: Metric, rows: Iterable[Read], span: Sequence[str]) -> list[float | None]:
    """The value of the months up to each month; None where there are too few cases."""
    by_month = {month: Tally() for month in span}
    for row in rows:
        by_month[row.month].merge(row.tally)
    tallies = [by_month[month] for month in span]
    windows = [_merged(tallies[max(0, at - SMOOTHED + 1) : at + 1]) for at in range(len(span))]
    return [value(metric, each) if each.count >= LEAST else None for each in windows]


def _merged(tallies: Iterable[Tally]) -> Tally:
    found = Tally()
    for tally in tallies:
        found.merge(tally)
    return found


def _tally_of(step: Step, metric: StepMetric) -> Tally:
    return {
        StepMetric.VISITS: step.visits,
        StepMetric.WAITING: step.waiting,
        StepMetric.WORKING: step.working,
    }[metric]
