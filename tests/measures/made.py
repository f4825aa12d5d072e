"""Figures as the digest makes them, of cases that are told and not played."""

from datetime import datetime, timedelta

from app.cases.tables import EventKind
from app.db import Database
from app.measures.course import Course, Moment, Work, measure
from app.measures.digesting import add_up, sums
from app.measures.reading import Closed
from app.measures.ways import Ways

WAYS = Ways({}, {}, frozenset())


def case(closed_at: datetime, *, days: float, number: int = 1, key: str = "advice") -> tuple[Closed, Course]:
    """A case that waited for its review for all but the last quarter of so many days."""
    opened, taken = closed_at - timedelta(days=days), closed_at - timedelta(days=days / 4)
    moments = [
        Moment(opened, EventKind.PASSED, "asked"),
        Moment(taken, EventKind.TASK_CLAIMED, "review"),
        Moment(closed_at, EventKind.TASK_COMPLETED, "review"),
        Moment(closed_at, EventKind.PASSED, "answered"),
    ]
    work = Work("review", opened, closed_at, opened + timedelta(days=5), completed=True)
    told = Closed("TES-1", key, "version", number, "answered", opened, closed_at)
    return told, Course(opened, closed_at, moments, [work], messages=2)


def keep(database: Database, tenant: str, *cases: tuple[Closed, Course]) -> None:
    """Add the cases to the figures of a municipality."""
    with database.transaction(tenant) as session:
        add_up(session, sums((told, measure(course, WAYS)) for told, course in cases))
