"""A town with one service and the web in front of it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from app.clock import MovedClock
from app.db import Database
from app.identity import actor, people
from app.identity.actor import Actor
from app.processes import publishing
from app.tenants import directory
from app.tenants.tables import Tenant
from tests.processes.town import Town
from tests.web.citizen.visiting import Visitor
from tests.web.site import serving

HERE = Path(__file__).parent
FORMS = {path.name: path.read_bytes() for path in HERE.glob("*.form")}


class WellTown(Town):
    """A town that gives permits for wells; the service's key is `advice`."""

    neighbour: Actor

    def __post_init__(self) -> None:
        super().__post_init__()
        with self.database.transaction(self.id) as session:
            neighbour = people.add_citizen(session, "Niilo Neighbour")
            session.flush()
            self.neighbour = actor.of(session, neighbour.id)

    def publish(self, diagram: bytes = b"") -> int:
        files = {"advice.bpmn": diagram or (HERE / "well.bpmn").read_bytes(), **FORMS}
        with self.database.transaction(self.id) as session:
            bundle = publishing.inspect(session, files)
            assert bundle.publishable, [each.say(each.sentence) for each in bundle.findings]
            return publishing.publish(session, bundle, by="test", note="", now=self.now).number

    def change_service(self, **values: object) -> None:
        """Close the service, or let it be used anonymously."""
        with self.database.transaction(self.id) as session:
            service = directory.service(session, "advice")
            for name, value in values.items():
                setattr(service, name, value)


@pytest.fixture
def town(sqlite_url: str, clock: MovedClock) -> Iterator[WellTown]:
    """A town whose service is published."""
    database = Database(sqlite_url)
    town = WellTown(database, clock)
    with database.transaction(town.id) as session:
        tenant = session.get_one(Tenant, town.id)
        tenant.names = {"en": "Testby", "fi": "Testikylä", "sv": "Testby"}
        tenant.settings = {"phone": "019 555 0100", "address": {"en": "Street 1", "fi": "Katu 1"}}
    town.publish()
    yield town
    database.close()


@pytest.fixture
def app(town: WellTown, sqlite_url: str, clock: MovedClock) -> Iterator[Flask]:
    """The web application of the town, on a real database, with real forgery checks."""
    with serving(sqlite_url, clock) as app:
        yield app


@pytest.fixture
def visit(app: Flask, town: WellTown) -> Callable[[], Visitor]:
    """Makes a visitor who reads English and is not signed in."""

    def arrive() -> Visitor:
        client = app.test_client()
        client.set_cookie("polku_lang", "en")
        return Visitor(app, client, town.id)

    return arrive


@pytest.fixture
def visitor(visit: Callable[[], Visitor]) -> Visitor:
    """A visitor who is not signed in."""
    return visit()


@pytest.fixture
def citizen(visit: Callable[[], Visitor], town: WellTown) -> Visitor:
    """The town's citizen, signed in."""
    visitor = visit()
    visitor.sign_in(town.citizen)
    return visitor
