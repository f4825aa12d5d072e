"""Drafts of applications: begun, kept, and gone when sent."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from app.db import TenantSession, new_id
from app.messages.tables import Draft

#: A draft that nobody has touched for so long is deleted: it is personal data without a purpose.
KEPT = timedelta(days=28)


def begin(session: TenantSession, service_key: str, person_id: str | None, *, now: datetime) -> Draft:
    """A new empty draft."""
    draft = Draft(
        tenant_id=session.tenant,
        id=new_id(),
        service_key=service_key,
        person_id=person_id,
        typed={},
        saved_at=now,
    )
    session.add(draft)
    return draft


def find(session: TenantSession, draft_id: str, person_id: str | None) -> Draft | None:
    """The draft, if it is this person's; one begun without signing in belongs to whoever has its address."""
    draft = session.get(Draft, (session.tenant, draft_id))
    if draft is None or (draft.person_id is not None and draft.person_id != person_id):
        return None
    return draft


def of_person(session: TenantSession, person_id: str) -> list[Draft]:
    """The drafts of a person, last touched first."""
    query = select(Draft).where(Draft.tenant_id == session.tenant, Draft.person_id == person_id)
    return list(session.scalars(query.order_by(Draft.saved_at.desc())))


def save(session: TenantSession, draft: Draft, typed: Mapping[str, object], *, now: datetime) -> None:
    """Keep what was typed."""
    draft.typed = dict(typed)
    draft.saved_at = now
    session.add(draft)


def discard(session: TenantSession, draft_id: str) -> None:
    """Forget the draft; it may be gone already."""
    session.execute(delete(Draft).where(Draft.tenant_id == session.tenant, Draft.id == draft_id))


def discard_old(session: TenantSession, *, now: datetime) -> None:
    """Forget the municipality's drafts that nobody has touched for `KEPT`."""
    session.execute(delete(Draft).where(Draft.tenant_id == session.tenant, Draft.saved_at < now - KEPT))
