"""Forget what is of no use any more: drafts that nobody sent, and states that nobody can go back to."""

from datetime import datetime

from app.db import EVERYWHERE, Database
from app.documents import attachments
from app.messages import drafts
from app.processes import migration, rehearsing
from app.tenants import directory


def tidy(database: Database, *, now: datetime) -> None:
    """Delete old drafts with their files, what migrations kept of cases that have moved on since, and
    rehearsals that nobody goes on with.

    All may be personal data without a purpose.
    """
    with database.reading(EVERYWHERE) as session:
        tenants = [tenant.id for tenant in directory.all_tenants(session)]
    for tenant in tenants:
        with database.transaction(tenant) as session:
            drafts.discard_old(session, now=now)
            migration.forget(session)
            rehearsing.forget(session, now=now)
            attachments.discard_unsent(session, before=now - drafts.KEPT)
