"""The conversation of a case, over every channel."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select, update

from app.db import TenantSession
from app.messages.tables import Direction, Message


def of_case(session: TenantSession, number: str) -> list[Message]:
    """Every message of the case, oldest first."""
    query = select(Message).where(Message.tenant_id == session.tenant, Message.case_number == number)
    return list(session.scalars(query.order_by(Message.created_at, Message.id)))


def for_party(session: TenantSession, number: str, roles: Collection[str], person_id: str) -> list[Message]:
    """What a party may read, oldest first: what they wrote, and what was written to one of their roles."""
    return [
        message
        for message in of_case(session, number)
        if message.author_id == person_id
        or (message.direction == Direction.OUT and message.addressee in roles)
    ]


def mark_read(session: TenantSession, number: str, direction: Direction, *, now: datetime) -> int:
    """The other side has opened the case: what came in this direction is read. Gives how many were new."""
    statement = (
        update(Message)
        .where(
            Message.tenant_id == session.tenant,
            Message.case_number == number,
            Message.direction == direction,
            Message.read_at.is_(None),
        )
        .values(read_at=now)
        .execution_options(synchronize_session=False)
    )
    return session.execute(statement).rowcount  # type: ignore[attr-defined,no-any-return]


def unread(session: TenantSession, numbers: Collection[str], direction: Direction) -> dict[str, int]:
    """How many messages in this direction nobody has opened, for each of the cases that have any."""
    query = (
        select(Message.case_number, func.count())
        .where(
            Message.tenant_id == session.tenant,
            Message.case_number.in_(numbers),
            Message.direction == direction,
            Message.read_at.is_(None),
        )
        .group_by(Message.case_number)
    )
    return {row[0]: row[1] for row in session.execute(query)}
