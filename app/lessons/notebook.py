"""Keep what was learnt, and find it again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from app.db import TenantSession, new_id
from app.lessons.tables import Lesson, LessonSource


def keep(
    session: TenantSession,
    key: str,
    text: str,
    *,
    elements: Sequence[str],
    source: LessonSource,
    reference: str,
    by: str,
    now: datetime,
) -> Lesson:
    """Keep a lesson; what was kept of the same source before gives way to it."""
    for before in of_source(session, source, reference, key):
        session.delete(before)
    found = Lesson(
        tenant_id=session.tenant,
        id=new_id(),
        key=key,
        elements=list(elements),
        text=text,
        source=source,
        reference=reference,
        written_at=now,
        written_by=by,
    )
    session.add(found)
    session.flush()
    return found


def of_process(session: TenantSession, key: str) -> list[Lesson]:
    """Everything learnt about a process here, newest first."""
    query = select(Lesson).where(Lesson.tenant_id == session.tenant, Lesson.key == key)
    return list(session.scalars(query.order_by(Lesson.written_at.desc(), Lesson.id.desc())))


def of_source(session: TenantSession, source: LessonSource, reference: str, key: str) -> list[Lesson]:
    """What was learnt from one review or experiment."""
    query = select(Lesson).where(
        Lesson.tenant_id == session.tenant,
        Lesson.key == key,
        Lesson.source == source,
        Lesson.reference == reference,
    )
    return list(session.scalars(query))
