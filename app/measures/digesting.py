"""Digest closed cases: measure each once, and add it to the figures.

Away from the steps of cases: a heartbeat does it now and then. A case and its mark are written in one
transaction, so it may be broken off, repeated, or done by two workers at a time: each case counts once.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select, tuple_

from app.db import EVERYWHERE, Database, TenantSession
from app.measures import reading, times
from app.measures.course import Measured, measure
from app.measures.reading import Closed
from app.measures.tables import DigestedCase, Figure
from app.measures.tally import Tally
from app.measures.ways import Ways, ways
from app.processes import library
from app.tenants import directory
from app.tenants.tables import Tenant

#: So many cases are added in one transaction.
BATCH = 200


class Place(NamedTuple):
    """The key of a row of figures."""

    key: str
    metric: str
    month: str
    number: int
    element_id: str
    ending: str


Sums = dict[Place, Tally]


def digest(database: Database, now: datetime) -> int:
    """Add every case that was closed until now to the figures of its municipality; gives how many."""
    with database.reading(EVERYWHERE) as session:
        tenants = [tenant.id for tenant in directory.municipalities(session)]
    return sum(_digest(database, tenant, now) for tenant in tenants)


def sums(measured: Iterable[tuple[Closed, Sequence[Measured]]]) -> Sums:
    """What was measured of some cases, added up by the rows that it belongs to."""
    found: Sums = {}
    for case, values in measured:
        month = times.month(case.closed_at)
        for metric, value, element_id in values:
            ending = "" if element_id else case.ending
            place = Place(case.key, metric, month, case.version_number, element_id, ending)
            found.setdefault(place, Tally()).add(value)
    return found


def _digest(database: Database, tenant: str, now: datetime) -> int:
    done, after = 0, ""
    while True:
        with database.reading(tenant) as session:
            cases = reading.closed(session, after=after, until=now, most=BATCH)
            measured = _measured(session, cases)
        if not cases:
            return done
        done += _add(database, tenant, measured, now)
        after = cases[-1].number


def _measured(session: TenantSession, cases: Sequence[Closed]) -> list[tuple[Closed, list[Measured]]]:
    known = {each: _ways(session, each) for each in {case.version_id for case in cases}}
    return [
        (case, measure(course, known[case.version_id]))
        for case, course in zip(cases, reading.courses(session, cases), strict=True)
    ]


def _ways(session: TenantSession, version_id: str) -> Ways:
    return ways(library.version(session, version_id).documents)


def _add(
    database: Database, tenant: str, measured: Sequence[tuple[Closed, list[Measured]]], now: datetime
) -> int:
    """Add those that nobody has added meanwhile; gives how many those are."""
    with database.transaction(tenant) as session:
        _take_turn(session)
        numbers = [case.number for case, _values in measured]
        known = _digested(session, numbers)
        new = [each for each in measured if each[0].number not in known]
        session.add_all(
            DigestedCase(tenant_id=tenant, case_number=case.number, digested_at=now) for case, _values in new
        )
        add_up(session, sums(new))
    return len(new)


def _take_turn(session: TenantSession) -> None:
    """Wait for another worker that adds to the same figures. SQLite has one writer anyway."""
    query = select(Tenant.id).where(Tenant.id == session.tenant)
    session.execute(query.with_for_update(key_share=True))


def _digested(session: TenantSession, numbers: Sequence[str]) -> set[str]:
    query = select(DigestedCase.case_number).where(
        DigestedCase.tenant_id == session.tenant, DigestedCase.case_number.in_(numbers)
    )
    return set(session.scalars(query))


def add_up(session: TenantSession, new: Sums) -> None:
    """Add these sums to the rows that are kept."""
    rows = _rows(session, new)
    for place, tally in new.items():
        row = rows.get(place)
        if row is None:
            row = Figure(tenant_id=session.tenant, **place._asdict())
            session.add(row)
        else:
            tally.merge(Tally.kept(row.hundredths, row.bins))
        row.count, row.hundredths, row.bins = tally.count, tally.hundredths, tally.as_text()
    session.flush()


def _rows(session: TenantSession, new: Iterable[Place]) -> dict[Place, Figure]:
    months = sorted({(place.key, place.metric, place.month) for place in new})
    query = select(Figure).where(
        Figure.tenant_id == session.tenant, tuple_(Figure.key, Figure.metric, Figure.month).in_(months)
    )
    return {
        Place(row.key, row.metric, row.month, row.number, row.element_id, row.ending): row
        for row in session.scalars(query)
    }
