"""Closed cases that walked through a diagram at random, as the digest reads them: told, not played."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

from app.bpmn import Document, Element
from app.cases.tables import EventKind
from app.measures.course import Course, Moment, Work
from app.measures.reading import Closed

#: A way that is longer than this goes round in circles; it is broken off.
LONGEST = 60
_TIMES = {"userTask": 1.2, "intermediateCatchEvent": 2.5, "receiveTask": 2.5}
_DEADLINE = timedelta(days=14)


def walks(
    document: Document, count: int, *, key: str, number: int, until: datetime, pace: float, seed: int
) -> Iterator[tuple[Closed, Course]]:
    """So many cases, closed within the year before `until`; `pace` makes them slower."""
    random = Random(seed)
    starts = [node for node in document.nodes if node.kind == "startEvent" and node.outgoing]
    for place in range(count):
        opened = until - timedelta(days=random.uniform(40, 400))
        moments, works, closed_at, end = _walk(document, random.choice(starts), opened, pace, random)
        told = Closed(f"W-{place:06}", key, "", number, end, opened, closed_at)
        yield told, Course(opened, closed_at, moments, works, messages=random.randint(1, 5))


def _walk(
    document: Document, start: Element, now: datetime, pace: float, random: Random
) -> tuple[Sequence[Moment], Sequence[Work], datetime, str]:
    moments: list[Moment] = []
    works: list[Work] = []
    at: Element | None = start
    for _ in range(LONGEST):
        assert at is not None
        now = _stand(at, now, pace, random, moments, works)
        if not at.outgoing or (last := document.element(random.choice(at.outgoing).target)) is None:
            break
        at = last
    return moments, works, now, at.id if at else ""


def _stand(
    at: Element, now: datetime, pace: float, random: Random, moments: list[Moment], works: list[Work]
) -> datetime:
    """Do what the element asks for; gives when that was done."""
    begun = now
    if usual := _TIMES.get(at.kind):
        taken = now + timedelta(days=random.lognormvariate(0, 0.8) * usual * pace)
        now = taken + timedelta(hours=random.lognormvariate(0, 0.7))
        if at.kind == "userTask":
            moments.append(Moment(taken, EventKind.TASK_CLAIMED, at.id))
            moments.append(Moment(now, EventKind.TASK_COMPLETED, at.id))
            works.append(Work(at.id, begun, now, begun + _DEADLINE, completed=True))
            return now
        moments.append(Moment(begun, EventKind.WAITING, at.id))
    moments.append(Moment(now, EventKind.PASSED, at.id))
    return now
