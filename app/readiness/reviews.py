"""Reviews: some weeks after a change went live, those who own the process are asked whether it helped."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from app.db import TenantSession
from app.lessons import notebook
from app.lessons.tables import LessonSource
from app.readiness import reminders
from app.readiness.errors import ReviewUnknown, ReviewUnsaid
from app.readiness.tables import Helped, Review
from app.translating import N_

#: How long a change is left to work before it is looked back at.
AFTER = timedelta(weeks=6)

_SUBJECT = N_("Did the change help? %(name)s, version %(number)d")
_BODY = N_(
    "%(name)s has run on version %(number)d for six weeks. Two questions wait for you: whether it helped, "
    "and what you learnt. It takes two minutes."
)


def owe(session: TenantSession, key: str, number: int, *, name: str, note: str, now: datetime) -> Review:
    """A change went live: owe its review and a letter that asks for it. Twice is once."""
    before = session.get(Review, (session.tenant, key, number))
    if before is not None:
        return before
    found = Review(
        tenant_id=session.tenant, key=key, number=number, live_at=now, due_at=now + AFTER, note=note
    )
    session.add(found)
    session.flush()
    values = {"name": name, "number": number}
    path = f"joining/{key}/reviews/{number}"
    reminders.owe(session, _name(key, number), found.due_at, _SUBJECT, _BODY, values, path=path)
    return found


def find(session: TenantSession, key: str, number: int) -> Review:
    """The review of a version; raises ReviewUnknown."""
    found = session.get(Review, (session.tenant, key, number))
    if found is None:
        raise ReviewUnknown(key, number)
    return found


def all_of(session: TenantSession) -> list[Review]:
    """Every review of the municipality: those that wait first, the longest due before the others."""
    query = select(Review).where(Review.tenant_id == session.tenant).order_by(Review.due_at)
    return sorted(session.scalars(query), key=lambda each: each.helped is not None)


def answer(
    session: TenantSession,
    key: str,
    number: int,
    *,
    helped: Helped | None,
    learnt: str,
    elements: Sequence[str],
    by: str,
    now: datetime,
) -> Review:
    """Say whether it helped, and keep what was learnt at its steps; raises ReviewUnknown, ReviewUnsaid."""
    if helped is None:
        raise ReviewUnsaid
    found = find(session, key, number)
    found.helped, found.done_at, found.done_by = helped, now, by
    reminders.withdraw(session, _name(key, number))
    if learnt:
        notebook.keep(
            session,
            key,
            learnt,
            elements=elements,
            source=LessonSource.REVIEW,
            reference=str(number),
            by=by,
            now=now,
        )
    session.flush()
    return found


def _name(key: str, number: int) -> str:
    return f"review-{key}-{number}"
