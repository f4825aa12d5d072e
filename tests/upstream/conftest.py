"""A town that follows the advice of a consortium."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from app.db import Database, TenantSession
from app.identity import actor, people
from app.identity.actor import Actor
from app.identity.roles import Role
from app.processes import drafting, drafting_publishing, publishing
from app.tenants.tables import Tenant, TenantKind
from app.upstream import following, offering
from app.upstream.offering import Offer
from tests.processes.conftest import town
from tests.processes.town import ADVICE, FORMS, Town

__all__ = ["town"]

CONSORTIUM = "together"


@dataclass
class Joint:
    """The town and its consortium."""

    town: Town
    owner: Actor

    @property
    def database(self) -> Database:
        return self.town.database

    def share(self, diagram: bytes = ADVICE, note: str = "", **forms: bytes) -> int:
        """Publish a version at the consortium; gives its number."""
        files = {"advice.bpmn": diagram, **FORMS, **forms}
        with self.database.transaction(CONSORTIUM) as session:
            bundle = publishing.inspect(session, files)
            assert bundle.publishable, [each.say(each.sentence) for each in bundle.findings]
            return publishing.publish(session, bundle, by="Kaisa", note=note, now=self.town.now).number

    def offer(self) -> Offer:
        """What is offered to the town now."""
        with self.database.reading(self.town.id) as session, self.database.reading(CONSORTIUM) as shared:
            return offering.offer(session, shared, "advice")

    def waits(self, *, later: timedelta = timedelta()) -> int | None:
        """The version that waits for a decision of the town."""
        with self.database.reading(self.town.id) as session, self.database.reading(CONSORTIUM) as shared:
            return offering.waiting(session, shared, "advice", now=self.town.now + later)

    def publish(self, draft_id: str) -> int:
        """Publish a draft of the town."""
        with self.database.transaction(self.town.id) as session:
            version = drafting.find(session, draft_id).row.version
            return drafting_publishing.publish(
                session, draft_id, expected=version, by=self.owner, note="", now=self.town.now
            ).number

    def live(self) -> bytes:
        """The diagram that is live in the town."""
        with self.database.reading(self.town.id) as session:
            return (drafting_publishing.live_files(session, "advice") or {})["advice.bpmn"]

    def aligned(self) -> int:
        """The shared version that the town is aligned with."""
        with self.database.reading(self.town.id) as session:
            return following.aligned_with(session, "advice")


@pytest.fixture
def joint(town: Town) -> Joint:
    """The town runs the first shared version, unchanged."""
    with town.database.transaction(CONSORTIUM) as session:
        names = {"en": "Together"}
        session.add(Tenant(id=CONSORTIUM, kind=TenantKind.CONSORTIUM, prefix="CON", names=names, settings={}))
    with town.database.transaction(town.id) as session:
        owner = _owner(session)
        following.follow(session, "advice", 1, by=owner.name, now=town.now)
    found = Joint(town, owner)
    found.share()
    return found


def _owner(session: TenantSession) -> Actor:
    person = people.add_staff(session, "Outi Owner", "outi", roles=[Role.PROCESS_OWNER], groups=())
    session.flush()
    return actor.of(session, person.id)
