"""A town whose processes are owned by somebody with a mailbox."""

import pytest

from app.identity import actor, people
from app.identity.actor import Actor
from app.identity.roles import Role
from tests.processes.conftest import town
from tests.processes.town import Town

__all__ = ["town"]


@pytest.fixture
def owner(town: Town) -> Actor:
    """Who owns the town's processes."""
    with town.database.transaction(town.id) as session:
        person = people.add_staff(
            session, "Outi Owner", "outi", roles=[Role.PROCESS_OWNER], email="outi@example.org", language="sv"
        )
        session.flush()
        return actor.of(session, person.id)
