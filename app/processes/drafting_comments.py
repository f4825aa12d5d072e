"""Comments of process owners on the elements of a draft: written, and resolved when they are dealt with."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from app.db import TenantSession, new_id
from app.identity.actor import Actor
from app.processes import drafting
from app.processes.drafting_errors import CommentEmpty, CommentNotFound
from app.processes.drafting_tables import ProcessComment

LONGEST = 2_000
#: Of one draft; nobody reads more.
MOST = 500


def comments(session: TenantSession, draft_id: str) -> Sequence[ProcessComment]:
    """The comments on a draft: open ones first, then those that are dealt with, each in the order of time."""
    query = select(ProcessComment).where(
        ProcessComment.tenant_id == session.tenant, ProcessComment.draft_id == draft_id
    )
    found = session.scalars(query.order_by(ProcessComment.written_at, ProcessComment.id).limit(MOST))
    return sorted(found, key=lambda comment: comment.resolved_at is not None)


def comment(
    session: TenantSession, draft_id: str, element_id: str, text: str, *, by: Actor, now: datetime
) -> ProcessComment:
    """Say something of an element, or of the whole draft (""); raises DraftNotFound or CommentEmpty."""
    if not text.strip():
        raise CommentEmpty
    drafting.find(session, draft_id)
    written = ProcessComment(
        tenant_id=session.tenant,
        draft_id=draft_id,
        id=new_id(),
        element_id=element_id[:200],
        person_id=by.id,
        author=by.name,
        text=text.strip()[:LONGEST],
        written_at=now,
    )
    session.add(written)
    session.flush()
    return written


def resolve(session: TenantSession, draft_id: str, comment_id: str, *, by: Actor, now: datetime) -> None:
    """Say that a comment is dealt with; raises CommentNotFound. What is dealt with stays as it is."""
    found = session.get(ProcessComment, (session.tenant, draft_id, comment_id))
    if found is None:
        raise CommentNotFound(comment_id)
    if found.resolved_at is None:
        found.resolved_at, found.resolved_by = now, by.name
        session.flush()
