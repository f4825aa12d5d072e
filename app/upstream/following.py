"""A municipality follows a shared definition: it knows the exact version it was last aligned with."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from app.db import TenantSession
from app.identity.actor import Actor
from app.processes import drafting
from app.processes.drafting_tables import ProcessDraft
from app.tailoring import Files
from app.upstream.errors import AlreadyFollowing, NotFollowing
from app.upstream.shared import SharedVersion
from app.upstream.tables import Update, Variant


def variants(session: TenantSession) -> Sequence[Variant]:
    """Everything that the municipality follows."""
    query = select(Variant).where(Variant.tenant_id == session.tenant)
    return list(session.scalars(query.order_by(Variant.key)))


def follows(session: TenantSession, key: str) -> bool:
    """Whether the municipality follows a shared definition of this key."""
    return session.get(Variant, (session.tenant, key)) is not None


def variant(session: TenantSession, key: str) -> Variant:
    """What the municipality follows under this key; raises NotFollowing."""
    found = session.get(Variant, (session.tenant, key))
    if found is None:
        raise NotFollowing(key)
    return found


def follow(session: TenantSession, key: str, number: int, *, by: str, now: datetime) -> Variant:
    """Follow a shared definition from one of its versions on; raises AlreadyFollowing.

    For a municipality whose own process came from that version, whatever it has changed since.
    """
    if session.get(Variant, (session.tenant, key)) is not None:
        raise AlreadyFollowing(key)
    found = Variant(tenant_id=session.tenant, key=key, began_number=number, began_at=now, began_by=by)
    session.add(found)
    session.flush()
    return found


def adopt(
    session: TenantSession, version: SharedVersion, files: Files, *, by: Actor, now: datetime, why: str
) -> ProcessDraft:
    """Take a shared definition as a draft, to be changed or published as it is; raises AlreadyFollowing."""
    follow(session, version.key, version.number, by=by.name, now=now)
    return drafting.begin(session, files, by=by, now=now, why=why)


def aligned_with(session: TenantSession, key: str) -> int:
    """Number of the shared version that the municipality was last aligned with; raises NotFollowing.

    An update counts once its draft is published, and not before.
    """
    return alignments(session, key)[-1]


def alignments(session: TenantSession, key: str) -> list[int]:
    """All shared versions that it has been aligned with, in order."""
    began = variant(session, key).began_number
    query = (
        select(Update.number)
        .join(
            ProcessDraft,
            (ProcessDraft.tenant_id == Update.tenant_id) & (ProcessDraft.id == Update.draft_id),
        )
        .where(Update.tenant_id == session.tenant, Update.key == key, ProcessDraft.became.is_not(None))
    )
    return sorted({began, *session.scalars(query)})
