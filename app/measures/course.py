"""The course of a closed case, and what is measured of it. Pure: no storage, no present."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from app.cases.tables import EventKind
from app.measures.metrics import Metric, StepMetric
from app.measures.times import days, office_hours, working_days
from app.measures.ways import Ways

#: The process went through an element: by itself, or because somebody did what it asks for.
PASSING = frozenset(
    {
        EventKind.PASSED,
        EventKind.TASK_COMPLETED,
        EventKind.MESSAGE_OUT,
        EventKind.NOTICE,
        EventKind.DECIDED,
    }
)
_TAKING = frozenset({EventKind.TASK_CLAIMED, EventKind.TASK_ASSIGNED})


class Moment(NamedTuple):
    """A line of the timeline that is about an element."""

    at: datetime
    kind: str
    element_id: str


class Work(NamedTuple):
    """A task of the case."""

    element_id: str
    opened_at: datetime
    closed_at: datetime
    due_at: datetime | None
    completed: bool  #: else the process took it away


@dataclass(frozen=True, slots=True)
class Course:
    """A closed case, as far as it is measured."""

    opened_at: datetime
    closed_at: datetime
    moments: Sequence[Moment]  #: in order
    works: Sequence[Work]  #: in the order in which they were opened
    messages: int


class Stay(NamedTuple):
    """A time that the case stood at an element: it waited until `taken_at`, then somebody worked on it."""

    element_id: str
    since: datetime
    taken_at: datetime
    left_at: datetime


class Measured(NamedTuple):
    """One value: of the case as a whole, or of an element."""

    metric: Metric | StepMetric
    value: float
    element_id: str = ""


def measure(course: Course, ways: Ways) -> list[Measured]:
    """Everything that is measured of a case."""
    tasks, waits = list(_tasks(course)), list(_waits(course, ways))
    outside = [stay for stay in waits if stay.element_id in ways.awaited]
    return [
        Measured(Metric.LEAD, working_days(course.opened_at, course.closed_at)),
        Measured(Metric.TOUCH, sum(office_hours(stay.taken_at, stay.left_at) for stay in tasks)),
        Measured(Metric.CITIZEN, _union((stay.since, stay.left_at) for stay in outside)),
        Measured(Metric.MESSAGES, course.messages),
        Measured(Metric.ENDINGS, 1),
        Measured(Metric.REWORK, _repeated(course, ways)),
        *_deadlines(course),
        *_visits(course),
        *_stays(tasks, waits),
    ]


def _tasks(course: Course) -> Iterator[Stay]:
    """Each task with when it was taken. A task that came back to its holder was in hand at once."""
    taken: Mapping[str, list[datetime]] = defaultdict(list)
    for moment in course.moments:
        if moment.kind in _TAKING:
            taken[moment.element_id].append(moment.at)
    before: set[str] = set()
    for work in course.works:
        within = (at for at in taken[work.element_id] if work.opened_at <= at <= work.closed_at)
        otherwise = work.opened_at if work.element_id in before else work.closed_at
        yield Stay(work.element_id, work.opened_at, next(within, otherwise), work.closed_at)
        before.add(work.element_id)


def _waits(course: Course, ways: Ways) -> Iterator[Stay]:
    """Each wait for somebody outside, or for a time that came."""
    since: dict[str, datetime] = {}
    for at, kind, element_id in course.moments:
        if kind == EventKind.WAITING and element_id in ways.awaited:
            since.setdefault(element_id, at)
        elif kind in PASSING:
            for each in [each for each in since if element_id in ways.awaited.get(each, (each,))]:
                yield Stay(each, since.pop(each), at, at)
            since |= dict.fromkeys(ways.timers_after.get(element_id, ()), at)
    # Nobody knows whether a time was still waited for: the way may have led elsewhere.
    for each, begun in since.items():
        if each in ways.awaited:
            yield Stay(each, begun, course.closed_at, course.closed_at)


def _union(spans: Iterable[tuple[datetime, datetime]]) -> float:
    """Days that lie in at least one of the spans."""
    total, reached = 0.0, datetime.min.replace(tzinfo=UTC)
    for begin, end in sorted(spans):
        total += days(max(begin, reached), end)
        reached = max(end, reached)
    return total


def _repeated(course: Course, ways: Ways) -> int:
    """How many tasks were opened at an element after one there had been completed, other than by design."""
    done: dict[str, datetime] = {}
    again = 0
    for work in course.works:
        if work.element_id in ways.looping:
            continue
        again += work.element_id in done and done[work.element_id] <= work.opened_at
        if work.completed:
            done[work.element_id] = min(work.closed_at, done.get(work.element_id, work.closed_at))
    return again


def _deadlines(course: Course) -> Iterator[Measured]:
    due = [work for work in course.works if work.due_at is not None and work.completed]
    if due:
        kept = all(work.closed_at <= work.due_at for work in due if work.due_at)
        yield Measured(Metric.DEADLINES, float(kept))


def _visits(course: Course) -> Iterator[Measured]:
    visits = Counter(moment.element_id for moment in course.moments if moment.kind in PASSING)
    for element_id, count in visits.items():
        yield Measured(StepMetric.VISITS, count, element_id)


def _stays(tasks: Iterable[Stay], waits: Iterable[Stay]) -> Iterator[Measured]:
    for stay in tasks:
        yield Measured(StepMetric.WAITING, working_days(stay.since, stay.taken_at), stay.element_id)
        yield Measured(StepMetric.WORKING, office_hours(stay.taken_at, stay.left_at), stay.element_id)
    for stay in waits:
        yield Measured(StepMetric.WAITING, working_days(stay.since, stay.left_at), stay.element_id)
