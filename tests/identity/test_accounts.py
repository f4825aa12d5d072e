"""Local accounts, and the pause after too many wrong passwords."""

from datetime import timedelta

import pytest

from app.clock import MovedClock
from app.db import Database
from app.identity import accounts, people, throttle
from app.identity.errors import PasswordTooShort, TooManyAttempts
from app.identity.roles import Role
from app.identity.tables import Person
from app.identity.throttle import Limit
from app.tenants.tables import Tenant

TOWN = "testby"
PASSWORD = "a long enough password"
LIMIT = Limit(attempts=3, pause=timedelta(minutes=15))


@pytest.fixture
def town(sqlite_database: Database) -> Database:
    """A database with one account: aava."""
    with sqlite_database.transaction(TOWN) as session:
        session.add(Tenant(id=TOWN, prefix="TES", names={"en": "Testby"}, settings={}))
        session.flush()
        person = people.add_staff(session, "Aava Adviser", "aava", roles=[Role.CASEWORKER])
        accounts.set_password(person, PASSWORD)
    return sqlite_database


@pytest.mark.parametrize(
    ("login", "password", "found"),
    [
        ("aava", PASSWORD, True),
        (" AAVA ", PASSWORD, True),
        ("aava", PASSWORD + " ", False),
        ("aava", "", False),
        ("nobody", PASSWORD, False),
        ("", "", False),
    ],
)
def test_holder_is_found_by_user_name_and_password(
    town: Database, login: str, password: str, found: bool
) -> None:
    with town.reading(TOWN) as session:
        assert (accounts.holder(session, login, password) is not None) is found


def test_account_of_another_municipality_is_not_found(town: Database) -> None:
    with town.reading("elsewhere") as session:
        assert accounts.holder(session, "aava", PASSWORD) is None


def test_account_without_a_password_cannot_be_entered(town: Database) -> None:
    with town.transaction(TOWN) as session:
        people.add_staff(session, "Petteri Portal", "petteri", roles=[Role.CASEWORKER])

    with town.reading(TOWN) as session:
        assert accounts.holder(session, "petteri", "nobody has this password") is None


def test_inactive_account_cannot_be_entered(town: Database) -> None:
    with town.transaction(TOWN) as session:
        found = accounts.holder(session, "aava", PASSWORD)
        assert found is not None
        found.is_active = False

    with town.reading(TOWN) as session:
        assert accounts.holder(session, "aava", PASSWORD) is None


def test_short_password_is_refused() -> None:
    with pytest.raises(PasswordTooShort):
        accounts.set_password(Person(), "elevenchars")


def _fail(town: Database, clock: MovedClock, login: str = "aava", address: str = "192.0.2.1") -> None:
    with town.transaction(TOWN) as session:
        throttle.failed(session, login, address, LIMIT, now=clock.now())


def _check(town: Database, clock: MovedClock, login: str = "aava", address: str = "192.0.2.1") -> None:
    with town.reading(TOWN) as session:
        throttle.check(session, login, address, LIMIT, now=clock.now())


def test_too_many_wrong_passwords_pause_the_account_from_every_address(
    town: Database, clock: MovedClock
) -> None:
    for _ in range(3):
        _check(town, clock)
        _fail(town, clock)

    with pytest.raises(TooManyAttempts):
        _check(town, clock, address="198.51.100.7")
    _check(town, clock, login="petteri")


def test_pause_is_over_after_its_length(town: Database, clock: MovedClock) -> None:
    for _ in range(3):
        _fail(town, clock)

    clock.move(LIMIT.pause)

    _check(town, clock)


def test_many_accounts_tried_from_one_address_pause_the_address(town: Database, clock: MovedClock) -> None:
    for number in range(3 * throttle.ADDRESS_FACTOR):
        _fail(town, clock, login=f"guess{number}")

    with pytest.raises(TooManyAttempts):
        _check(town, clock, login="aava")
    _check(town, clock, login="aava", address="198.51.100.7")


def test_right_password_forgets_the_wrong_ones_of_the_account(town: Database, clock: MovedClock) -> None:
    for _ in range(3):
        _fail(town, clock)

    with town.transaction(TOWN) as session:
        throttle.succeeded(session, "aava")

    _check(town, clock)
