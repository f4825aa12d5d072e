"""A town with a service, its staff, and the web in front of it."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from app.clock import MovedClock
from app.db import Database
from app.identity import actor, people
from app.identity.actor import Actor
from app.identity.roles import Role
from app.tenants.tables import Tenant
from tests.processes.town import Town
from tests.web.site import serving
from tests.web.staff.desk import Desk


class StaffedTown(Town):
    """A town with somebody in every role."""

    def hire(self, name: str, *roles: Role, groups: tuple[str, ...] = ()) -> Actor:
        """A new member of staff, who signs in with their first name and a password."""
        with self.database.transaction(self.id) as session:
            login = name.split(maxsplit=1)[0].lower()
            person = people.add_staff(session, name, login, roles=roles, groups=groups)
            session.flush()
            return actor.of(session, person.id)


@pytest.fixture
def town(sqlite_url: str, clock: MovedClock) -> Iterator[StaffedTown]:
    """A town whose service `advice` is published."""
    database = Database(sqlite_url)
    town = StaffedTown(database, clock)
    town.publish()
    yield town
    database.close()


@pytest.fixture
def neighbour(town: StaffedTown) -> Town:
    """Another town in the same database."""
    return StaffedTown(town.database, town.clock, id="naapuri")


@pytest.fixture
def consortium(town: StaffedTown) -> StaffedTown:
    """The consortium that the town is in."""
    with town.database.transaction("consortium") as session:
        session.add(
            Tenant(id="consortium", kind="consortium", prefix="CON", names={"en": "Consortium"}, settings={})
        )
    made = StaffedTown.__new__(StaffedTown)
    made.database, made.clock, made.id = town.database, town.clock, "consortium"
    return made


@pytest.fixture
def app(town: StaffedTown, sqlite_url: str, clock: MovedClock) -> Iterator[Flask]:
    """The web application of the town, with real forgery checks."""
    with serving(sqlite_url, clock) as app:
        yield app


@pytest.fixture
def visit(app: Flask, town: Town) -> Callable[..., Desk]:
    """Makes a visitor who reads English; signed in if a person is given."""

    def arrive(person: Actor | None = None, tenant: str = town.id) -> Desk:
        client = app.test_client()
        client.set_cookie("polku_lang", "en")
        visitor = Desk(app, client, tenant)
        if person:
            visitor.sign_in(person)
        return visitor

    return arrive


@pytest.fixture
def adviser(visit: Callable[..., Desk], town: Town) -> Desk:
    """A caseworker of the group that does the service's tasks, signed in."""
    return visit(town.adviser)
