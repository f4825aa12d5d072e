"""Digest closed cases: measure each once, and add it to the figures.

Away from the steps of cases: a heartbeat does it now and then. A case and its mark are written in one
transaction, so it may be broken off, repeated, or done by two workers at a time: each case counts once.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select, tuple_, update

from app.db import EVERYWHERE, Database, TenantSession, table
from app.measures import reading, times
from app.measures.course import Measured, measure
from app.measures.reading import Closed
from app.measures.tables import DigestedCase, Figure
from app.measures.tally import Tally
from app.measures.ways import ways
from app.prepared import Insertion, Prepared
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

_figures = table(Figure)
_MARK = Insertion(table(DigestedCase))
_ADD = Insertion(_figures)
_CHANGE = Prepared(
    update(_figures)
    .where(
        _figures.c.tenant_id == bindparam("tenant"),
        *(_figures.c[name] == bindparam(f"of_{name}") for name in Place._fields),
    )
    .values({name: bindparam(name) for name in ("count", "hundredths", "bins")})
)


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
    versions = {case.version_id for case in cases}
    known = {each: ways(reading.diagrams(session, each)) for each in versions}
    return [
        (case, measure(course, known[case.version_id]))
        for case, course in zip(cases, reading.courses(session, cases), strict=True)
    ]


def _add(
    database: Database, tenant: str, measured: Sequence[tuple[Closed, list[Measured]]], now: datetime
) -> int:
    """Add those that nobody has added meanwhile; gives how many those are."""
    with database.transaction(tenant) as session:
        _take_turn(session)
        numbers = [case.number for case, _values in measured]
        known = _digested(session, numbers)
        new = [each for each in measured if each[0].number not in known]
        session.insert(_MARK, [{"case_number": case.number, "digested_at": now} for case, _values in new])
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
    for place in new.keys() & rows.keys():
        new[place].merge(rows[place])
    told = {place: _values(tally) for place, tally in new.items()}
    session.insert(_ADD, [place._asdict() | told[place] for place in new if place not in rows])
    session.run_each(_CHANGE, [_named(place) | told[place] for place in new if place in rows])


def _values(tally: Tally) -> dict[str, object]:
    return {"count": tally.count, "hundredths": tally.hundredths, "bins": tally.as_text()}


def _named(place: Place) -> dict[str, object]:
    """The key of the row that is changed, under the names that the statement gives it."""
    return {f"of_{name}": value for name, value in place._asdict().items()}


def _rows(session: TenantSession, new: Iterable[Place]) -> dict[Place, Tally]:
    months = sorted({(place.key, place.metric, place.month) for place in new})
    query = select(
        *(_figures.c[name] for name in Place._fields), _figures.c.hundredths, _figures.c.bins
    ).where(
        _figures.c.tenant_id == session.tenant,
        tuple_(_figures.c.key, _figures.c.metric, _figures.c.month).in_(months),
    )
    return {Place(*row[:-2]): Tally.kept(*row[-2:]) for row in session.execute(query)}
