"""Forget what nobody sent: drafts that have not been touched for four weeks, and their files."""

from datetime import datetime

from app.db import EVERYWHERE, Database
from app.documents import attachments
from app.messages import drafts
from app.tenants import directory


def tidy(database: Database, *, now: datetime) -> None:
    """Delete old drafts of every municipality: personal data without a purpose."""
    with database.reading(EVERYWHERE) as session:
        tenants = [tenant.id for tenant in directory.all_tenants(session)]
    for tenant in tenants:
        with database.transaction(tenant) as session:
            drafts.discard_old(session, now=now)
            attachments.discard_unsent(session, before=now - drafts.KEPT)
