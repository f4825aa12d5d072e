"""Sign-ins: found by their token, gone when they expire or are ended."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.clock import MovedClock
from app.db import Database
from app.identity import people, sessions
from app.identity.roles import Role
from app.identity.tables import SignIn
from app.tenants.tables import Tenant
from tests.counting import watched

HOUR = timedelta(hours=1)
TOWN = "testby"


@pytest.fixture
def person_id(database: Database) -> str:
    """A caseworker in two groups."""
    with database.transaction(TOWN) as session:
        session.add(Tenant(id=TOWN, prefix="TES", names={"en": "Testby"}, settings={}))
        session.flush()
        for key in ("advisers", "others"):
            people.add_group(session, key, {"en": key})
        session.flush()
        person = people.add_staff(
            session,
            "Aava Adviser",
            "aava",
            roles=[Role.CASEWORKER, Role.TEAM_LEAD],
            groups=["advisers", "others"],
        )
        return person.id


def _begin(database: Database, person_id: str, clock: MovedClock) -> str:
    with database.transaction(TOWN) as session:
        return sessions.begin(session, person_id, now=clock.now(), length=HOUR)


def _resolve(database: Database, token: str, clock: MovedClock) -> sessions.SignedIn | None:
    with database.reading(TOWN) as session:
        return sessions.resolve(session, token, now=clock.now())


def test_token_stands_for_the_person_with_roles_and_groups(
    database: Database, person_id: str, clock: MovedClock
) -> None:
    token = _begin(database, person_id, clock)

    found = _resolve(database, token, clock)

    assert found is not None
    assert found.actor.id == person_id
    assert found.actor.roles == {Role.CASEWORKER, Role.TEAM_LEAD}
    assert found.actor.groups == {"advisers", "others"}


def test_person_is_resolved_with_one_statement(database: Database, person_id: str, clock: MovedClock) -> None:
    token = _begin(database, person_id, clock)

    statements: list[str] = []
    with watched(database.engine, statements.append), database.reading(TOWN) as session:
        sessions.resolve(session, token, now=clock.now())

    framing = ("BEGIN", "ROLLBACK", "END")
    assert len([each for each in statements if not each.startswith(framing)]) == 1


def test_token_itself_is_not_stored(database: Database, person_id: str, clock: MovedClock) -> None:
    token = _begin(database, person_id, clock)

    with database.reading(TOWN) as session:
        stored = session.scalars(select(SignIn.id)).one()

    assert token not in stored
    assert stored == sessions.digest(token)


def test_sign_in_expires_after_its_length(database: Database, person_id: str, clock: MovedClock) -> None:
    token = _begin(database, person_id, clock)

    clock.move(HOUR)

    assert _resolve(database, token, clock) is None


def test_sign_in_that_is_used_lasts_longer(database: Database, person_id: str, clock: MovedClock) -> None:
    token = _begin(database, person_id, clock)
    clock.move(HOUR - timedelta(minutes=1))

    with database.transaction(TOWN) as session:
        sessions.touch(session, token, now=clock.now(), length=HOUR)

    clock.move(HOUR - timedelta(minutes=1))
    assert _resolve(database, token, clock) is not None


@pytest.mark.parametrize(("minutes", "stale"), [(4, False), (5, True), (50, True)])
def test_time_of_the_last_request_is_written_every_five_minutes_at_most(
    database: Database, person_id: str, clock: MovedClock, minutes: int, stale: bool
) -> None:
    found = _resolve(database, _begin(database, person_id, clock), clock)
    assert found is not None

    clock.move(timedelta(minutes=minutes))

    assert sessions.is_stale(found, now=clock.now()) is stale


def test_ended_sign_in_is_gone_at_once(database: Database, person_id: str, clock: MovedClock) -> None:
    token, other = _begin(database, person_id, clock), _begin(database, person_id, clock)

    with database.transaction(TOWN) as session:
        sessions.end(session, token)
        sessions.end(session, token)

    assert _resolve(database, token, clock) is None
    assert _resolve(database, other, clock) is not None


def test_person_can_be_signed_out_everywhere(database: Database, person_id: str, clock: MovedClock) -> None:
    tokens = [_begin(database, person_id, clock) for _ in range(2)]

    with database.transaction(TOWN) as session:
        sessions.end_all(session, person_id)

    assert [_resolve(database, token, clock) for token in tokens] == [None, None]


def test_person_who_may_no_longer_sign_in_is_out_at_once(
    database: Database, person_id: str, clock: MovedClock
) -> None:
    token = _begin(database, person_id, clock)

    with database.transaction(TOWN) as session:
        people.find(session, person_id).is_active = False

    assert _resolve(database, token, clock) is None


def test_expired_sign_ins_are_cleared_away_by_the_next_one(
    database: Database, person_id: str, clock: MovedClock
) -> None:
    _begin(database, person_id, clock)
    clock.move(2 * HOUR)

    _begin(database, person_id, clock)

    with database.reading(TOWN) as session:
        assert len(session.scalars(select(SignIn)).all()) == 1


def test_token_of_one_municipality_is_nothing_in_another(
    database: Database, person_id: str, clock: MovedClock
) -> None:
    token = _begin(database, person_id, clock)

    with database.reading("elsewhere") as session:
        assert sessions.resolve(session, token, now=clock.now()) is None
