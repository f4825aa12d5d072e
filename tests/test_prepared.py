"""Prepared statements: as careful as SQLAlchemy with values, tenants, errors and transactions."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy import bindparam, delete, select, text, update
from sqlalchemy.exc import IntegrityError, InternalError, OperationalError

from app.cases.tables import Case, CaseStatus, Event, EventKind
from app.db import Database, TenantSession, table
from app.prepared import Insertion, NoTenant, Prepared
from app.tenants.tables import Service, Tenant

HERE, THERE = "testby", "elsewhere"
MOMENT = datetime(2026, 9, 1, 6, 0, 0, 123, tzinfo=UTC)

_cases, _events, _services = table(Case), table(Event), table(Service)
_OPEN = Insertion(_cases)
_APPEND = Insertion(_events)
_OFFER = Insertion(_services)
_EVENTS = Prepared(
    select(_events.c.id, _events.c.at, _events.c.details, _events.c.text)
    .where(_events.c.tenant_id == bindparam("tenant"), _events.c.kind.in_(["opened", "closed"]))
    .order_by(_events.c.id)
)
_CASES = Prepared(
    select(_cases.c.number).where(_cases.c.tenant_id == bindparam("tenant")).order_by(_cases.c.number)
)
_CLOSE = Prepared(
    update(_cases)
    .where(_cases.c.tenant_id == bindparam("tenant"), _cases.c.number == bindparam("case"))
    .values(status=CaseStatus.CLOSED, closed_at=bindparam("closed_at"))
)
_FORGET = Prepared(
    delete(_cases).where(_cases.c.tenant_id == bindparam("tenant"), _cases.c.number == bindparam("case"))
)


@pytest.fixture
def towns(database: Database) -> Database:
    """Two municipalities, each with the case numbered 1."""
    for name in (HERE, THERE):
        with database.transaction(name) as session:
            session.add(Tenant(id=name, prefix=name[:3], names={"en": name}, settings={}))
            session.flush()
            session.insert(_OFFER, [{"key": "advice", "closed_note": {}, "texts": {"starts": ["message"]}}])
            session.insert(_OPEN, [_case("1")])
    return database


def test_what_was_inserted_is_read_back_as_the_orm_reads_it(towns: Database) -> None:
    details = {"names": {"fi": "Päätös"}, "fee": Decimal("12.50"), "when": MOMENT}
    event = _event(0) | {
        "details": details,
        "text": "50 % off?",
        "at": MOMENT.astimezone(timezone(timedelta(hours=3))),
    }
    with towns.transaction(HERE) as session:
        session.insert(_APPEND, [event])

    with towns.reading(HERE) as session:
        [found] = session.rows(_EVENTS)
        kept = session.scalars(select(Event)).one()

    assert found == ("000", MOMENT, details, "50 % off?")
    assert (kept.id, kept.at, kept.details, kept.text) == found


def test_columns_left_out_get_their_defaults(towns: Database) -> None:
    with towns.reading(HERE) as session:
        found = session.scalars(select(Service)).one()

    assert (found.is_open, found.anonymous, found.position) == (True, False, 0)


def test_many_rows_keep_their_order(towns: Database) -> None:
    with towns.transaction(HERE) as session:
        session.insert(_APPEND, [_event(number) for number in range(250)])

    with towns.reading(HERE) as session:
        assert [row[0] for row in session.rows(_EVENTS)] == [f"{number:03}" for number in range(250)]


def test_statement_reaches_only_rows_of_the_tenant(towns: Database) -> None:
    with towns.transaction(HERE) as session:
        closed = session.run(_CLOSE, case="1", closed_at=MOMENT)
        gone = session.run(_FORGET, case="2")

    assert (closed, gone) == (1, 0)
    with towns.reading(THERE) as session:
        assert session.scalars(select(Case)).one().closed_at is None


def test_statement_run_for_several_changes_each(towns: Database) -> None:
    with towns.transaction(HERE) as session:
        session.insert(_OPEN, [_case("2"), _case("3")])
        session.run_each(_FORGET, [{"case": "1"}, {"case": "3"}])
        session.run_each(_FORGET, [])

    assert _numbers(towns) == ["2"]


def test_statement_that_names_no_tenant_is_refused(towns: Database) -> None:
    everything = Prepared(select(_cases.c.number).where(_cases.c.status == bindparam("status")))

    with towns.reading(HERE) as session, pytest.raises(NoTenant):
        session.rows(everything, status="open")


@pytest.mark.parametrize(
    ("values", "error"),
    [({"case": "1"}, KeyError), ({"case": "1", "closed_at": MOMENT, "colour": "red"}, TypeError)],
    ids=["one too few", "one too many"],
)
def test_values_must_fit_the_statement(
    towns: Database, values: Mapping[str, object], error: type[Exception]
) -> None:
    with towns.transaction(HERE) as session, pytest.raises(error):
        session.run(_CLOSE, **values)


def test_driver_s_error_is_sqlalchemy_s_and_nothing_stays(towns: Database) -> None:
    with pytest.raises(IntegrityError), towns.transaction(HERE) as session:
        session.insert(_OPEN, [_case("2"), _case("1")])

    assert _numbers(towns) == ["1"]


def test_orm_and_prepared_statements_see_and_keep_the_same(towns: Database) -> None:
    with towns.transaction(HERE) as session:
        session.insert(_OPEN, [_case("2")])
        session.add(Case(tenant_id=HERE, **_case("3")))
        session.flush()
        seen = [number for (number,) in session.rows(_CASES)]
        known = session.get(Case, (HERE, "2"))

    assert seen == _numbers(towns) == ["1", "2", "3"]
    assert known is not None


def test_what_is_added_but_not_flushed_is_kept(towns: Database) -> None:
    with towns.transaction(HERE) as session:
        session.add(Case(tenant_id=HERE, **_case("2")))

    assert _numbers(towns) == ["1", "2"]


def test_reading_keeps_nothing(towns: Database) -> None:
    with suppress(InternalError), towns.reading(HERE) as session:  # PostgreSQL refuses to begin with
        session.insert(_OPEN, [_case("2")])
    with suppress(InternalError), towns.reading(HERE) as session:
        session.add(Case(tenant_id=HERE, **_case("3")))
        session.flush()

    assert _numbers(towns) == ["1"]


def test_who_looks_sees_one_state_whatever_is_written_meanwhile(towns: Database) -> None:
    with towns.reading(HERE) as looking:
        before = looking.rows(_CASES)
        with towns.transaction(HERE) as session:
            session.insert(_OPEN, [_case("2")])

        assert looking.rows(_CASES) == before

    assert _numbers(towns) == ["1", "2"]


def test_what_is_prepared_stays_prepared_when_somebody_looks(postgresql_database: Database) -> None:
    prepared = text("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT cases.number%'")
    for _ in range(7):
        _numbers(postgresql_database)

    with postgresql_database.reading(HERE) as session:
        assert session.scalar(prepared) == 1
    with postgresql_database.reading(HERE) as session:  # what looked before was the ORM
        assert session.scalar(prepared) == 1


def test_session_goes_on_after_it_was_rolled_back(towns: Database) -> None:
    with towns.transaction(HERE) as session:
        session.insert(_OPEN, [_case("2")])
        session.rollback()
        session.insert(_OPEN, [_case("3")])

    assert _numbers(towns) == ["1", "3"]


def test_after_a_lost_connection_the_next_works(postgresql_database: Database) -> None:
    database = postgresql_database
    with database.reading(HERE) as session:
        _lose(database, session)
        with pytest.raises(OperationalError):
            session.rows(_CASES)

    assert _numbers(database) == []


def _lose(database: Database, session: TenantSession) -> None:
    """End the session's connection from outside."""
    backend = session.scalar(text("select pg_backend_pid()"))
    with database.reading(THERE) as other:
        other.execute(text("select pg_terminate_backend(:backend)"), {"backend": backend})


def _numbers(database: Database) -> list[str]:
    with database.reading(HERE) as session:
        return [number for (number,) in session.rows(_CASES)]


def _case(number: str) -> dict[str, object]:
    return {
        "number": number,
        "service_key": "advice",
        "status": CaseStatus.OPEN,
        "language": "fi",
        "opened_at": MOMENT,
    }


def _event(number: int) -> dict[str, object]:
    return {
        "id": f"{number:03}",
        "case_number": "1",
        "at": MOMENT,
        "kind": EventKind.OPENED,
        "details": {},
    }
