"""The register of cases: open one, number it, find it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, bindparam, exists, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from app.cases.errors import CaseNotFound
from app.cases.tables import Case, CaseCounter, CaseOrigin, CaseStatus, Party
from app.db import TenantSession, table
from app.prepared import Insertion, Prepared

#: A case belongs to the year in which it came in, by the clocks of Finland.
FINLAND = ZoneInfo("Europe/Helsinki")

_OPEN = Insertion(table(Case))
_parties, _counters = table(Party), table(CaseCounter)
_JOIN = Insertion(_parties)
_ROLES = Prepared(
    select(_parties.c.role).where(
        _parties.c.tenant_id == bindparam("tenant"),
        _parties.c.case_number == bindparam("case"),
        _parties.c.person_id == bindparam("person"),
    )
)


@dataclass(frozen=True, slots=True)
class Applicant:
    """Whose matter it is. Without an id nobody signed in."""

    id: str | None
    name: str
    email: str | None = None


def open_case(
    session: TenantSession,
    service_key: str,
    applicant: Applicant,
    *,
    prefix: str,
    language: str,
    now: datetime,
    subject: str = "",
    origin: CaseOrigin = CaseOrigin.MESSAGE,
) -> str:
    """A new case of the service, with its applicant as a party; gives its number."""
    number = _next_number(session, prefix, now)
    row = {
        "number": number,
        "service_key": service_key,
        "status": CaseStatus.RECEIVED,
        "origin": origin,
        "applicant_id": applicant.id,
        "applicant_name": applicant.name,
        "subject": subject[:200],
        "language": language,
        "opened_at": now,
    }
    session.insert(_OPEN, [row])
    if applicant.id or applicant.email:
        session.insert(_JOIN, [_party(number, "applicant", applicant)])
    return number


def add_party(session: TenantSession, number: str, role: str, person: Applicant) -> None:
    """Make a person a party of the case; a second time changes nothing but name and address."""
    session.merge(Party(tenant_id=session.tenant, **_party(number, role, person)))


def _party(number: str, role: str, person: Applicant) -> dict[str, Any]:
    return {
        "case_number": number,
        "role": role,
        "person_id": person.id,
        "name": person.name,
        "email": person.email,
    }


def find(session: TenantSession, number: str) -> Case:
    """The case with this number; raises CaseNotFound."""
    case = session.get(Case, (session.tenant, number))
    if case is None:
        raise CaseNotFound(number)
    return case


def find_for_citizen(session: TenantSession, number: str, person_id: str) -> Case:
    """The case, if the person is a party of it; raises CaseNotFound otherwise, as if there were none."""
    case = session.get(Case, (session.tenant, number))
    if case is None or not roles_in(session, number, person_id):
        raise CaseNotFound(number)
    return case


def roles_in(session: TenantSession, number: str, person_id: str) -> frozenset[str]:
    """The roles in which the person is a party of the case."""
    return frozenset(role for (role,) in session.rows(_ROLES, case=number, person=person_id))


def parties(session: TenantSession, number: str) -> list[Party]:
    """Everybody whom the case concerns."""
    query = select(Party).where(Party.tenant_id == session.tenant, Party.case_number == number)
    return list(session.scalars(query.order_by(Party.role)))


def of_citizen(session: TenantSession, person_id: str) -> list[Case]:
    """The cases of which the person is a party, newest first."""
    is_party = exists().where(
        Party.tenant_id == Case.tenant_id, Party.case_number == Case.number, Party.person_id == person_id
    )
    query = select(Case).where(Case.tenant_id == session.tenant, is_party)
    return list(session.scalars(query.order_by(Case.opened_at.desc(), Case.number.desc())))


def search(
    session: TenantSession,
    words: str = "",
    *,
    status: str | None = None,
    service: str | None = None,
    after: str | None = None,
    visible: ColumnElement[bool] | None = None,
    limit: int = 50,
) -> list[Case]:
    """Cases whose number, applicant or subject holds the words; newest number first, a page at a time.

    `after` is the last number of the page before; `visible` narrows to what the reader may see.
    """
    query = select(Case).where(Case.tenant_id == session.tenant)
    for word in words.split()[:6]:
        query = query.where(or_(*_holding(word)))
    if visible is not None:
        query = query.where(visible)
    if status:
        query = query.where(Case.status == status)
    if service:
        query = query.where(Case.service_key == service)
    if after:
        query = query.where(Case.number < after)
    return list(session.scalars(query.order_by(Case.number.desc()).limit(limit)))


def _holding(word: str) -> Iterator[ColumnElement[bool]]:
    # SQLite folds the case of ASCII letters only: "äijälä" shall find Äijälä there too.
    for spelling in {word, word.capitalize()}:
        for column in (Case.number, Case.applicant_name, Case.subject):
            yield column.icontains(spelling, autoescape=True)


def _next_number(session: TenantSession, prefix: str, now: datetime) -> str:
    year = now.astimezone(FINLAND).year
    count = _COUNT["postgresql" if session.is_postgresql else "sqlite"]
    [(number,)] = session.rows(count, year=year)
    return f"{prefix}-{year}-{number:05d}"


def _counting(first: postgresql.Insert | sqlite.Insert) -> Prepared:
    return Prepared(
        first.values(tenant_id=bindparam("tenant"), year=bindparam("year"), last=1)
        .on_conflict_do_update(index_elements=["tenant_id", "year"], set_={"last": _counters.c.last + 1})
        .returning(_counters.c.last)
    )


_COUNT = {
    "postgresql": _counting(postgresql.insert(_counters)),
    "sqlite": _counting(sqlite.insert(_counters)),
}
