"""The staffed town of the staff pages with a consortium that shares its advice."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from app.identity.actor import Actor
from app.identity.roles import Role
from app.processes import publishing
from app.upstream import following
from tests.processes.town import ADVICE, FORMS, Town
from tests.web.staff.conftest import StaffedTown, app, consortium, neighbour, town, visit
from tests.web.staff.desk import Desk

__all__ = ["app", "consortium", "neighbour", "town", "visit"]


@dataclass
class Joint:
    """A town, its neighbour and their consortium."""

    town: StaffedTown
    neighbour: Town
    keeper: Town

    def share(self, diagram: bytes = ADVICE, note: str = "") -> None:
        """Publish a version at the consortium."""
        with self.town.database.transaction(self.keeper.id) as session:
            bundle = publishing.inspect(session, {"advice.bpmn": diagram, **FORMS})
            publishing.publish(session, bundle, by="Kaisa Keeper", note=note, now=self.town.now)

    def follow(self, who: Town) -> None:
        """Let a town follow the first shared version."""
        with self.town.database.transaction(who.id) as session:
            following.follow(session, "advice", 1, by="Kaisa Keeper", now=self.town.now)


@pytest.fixture
def joint(town: StaffedTown, neighbour: Town, consortium: StaffedTown) -> Joint:
    """The consortium has shared its first version; the town follows it."""
    found = Joint(town, neighbour, consortium)
    found.share()
    found.follow(town)
    return found


@pytest.fixture
def owner(visit: Callable[..., Desk], joint: Joint) -> Desk:
    """A process owner of the town, signed in."""
    return visit(joint.town.hire("Outi Owner", Role.PROCESS_OWNER))


@pytest.fixture
def coordinator(visit: Callable[..., Desk], joint: Joint) -> Desk:
    """Who keeps what is shared, signed in at the consortium."""
    person: Actor = joint.keeper.hire("Kaisa Keeper", Role.COORDINATOR, Role.PROCESS_OWNER)  # type: ignore[attr-defined]
    return visit(person, joint.keeper.id)
