"""Who has a draft open at the moment, so that two people do not draw past each other."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from app.db import TenantSession
from app.identity.actor import Actor
from app.processes.drafting_tables import ProcessDraft, ProcessDraftVisit

#: Pages say every twenty seconds that they are open.
GONE_AFTER = timedelta(seconds=60)


def come(session: TenantSession, draft_id: str, by: Actor, *, now: datetime) -> None:
    """Somebody has the draft open. A draft that is not there any more is nobody's concern."""
    if session.get(ProcessDraft, (session.tenant, draft_id)) is None:
        return
    visit = session.get(ProcessDraftVisit, (session.tenant, draft_id, by.id))
    if visit is None:
        visit = ProcessDraftVisit(tenant_id=session.tenant, draft_id=draft_id, person_id=by.id)
        session.add(visit)
    visit.name, visit.seen_at = by.name, now
    session.flush()


def leave(session: TenantSession, draft_id: str, by: Actor) -> None:
    """Somebody has closed the draft."""
    session.execute(
        delete(ProcessDraftVisit).where(
            ProcessDraftVisit.tenant_id == session.tenant,
            ProcessDraftVisit.draft_id == draft_id,
            ProcessDraftVisit.person_id == by.id,
        )
    )


def others(session: TenantSession, draft_id: str, by: Actor, *, now: datetime) -> list[str]:
    """The names of everybody else who has the draft open."""
    query = select(ProcessDraftVisit.name).where(
        ProcessDraftVisit.tenant_id == session.tenant,
        ProcessDraftVisit.draft_id == draft_id,
        ProcessDraftVisit.person_id != by.id,
        ProcessDraftVisit.seen_at > now - GONE_AFTER,
    )
    return list(session.scalars(query.order_by(ProcessDraftVisit.name)))


def everywhere(session: TenantSession, by: Actor, *, now: datetime) -> dict[str, list[str]]:
    """Who else has which draft open, by draft id."""
    query = select(ProcessDraftVisit.draft_id, ProcessDraftVisit.name).where(
        ProcessDraftVisit.tenant_id == session.tenant,
        ProcessDraftVisit.person_id != by.id,
        ProcessDraftVisit.seen_at > now - GONE_AFTER,
    )
    found: dict[str, list[str]] = {}
    for draft_id, name in session.execute(query.order_by(ProcessDraftVisit.name)):
        found.setdefault(draft_id, []).append(name)
    return found
