"""The inbox: a citizen's message is kept before anything else happens with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, select, text, update

from app.db import TenantSession, new_id, table
from app.messages.errors import EmptyMessage, MessageTooLong
from app.messages.tables import NOT_TAKEN, Direction, Message, MessageKind, MessageStatus
from app.prepared import Insertion, Prepared

#: As long as the government's message platform allows, in characters.
LONGEST = 40_000

_messages = table(Message)
_KEEP = Insertion(_messages)
_SETTLE = Prepared(
    update(_messages)
    .where(_messages.c.tenant_id == bindparam("tenant"), _messages.c.id == bindparam("message"))
    .values(status=bindparam("status"))
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as it came in, before it has a row."""

    kind: MessageKind
    name: str  #: of the message in the diagram
    author_id: str | None
    author_name: str
    idempotency_key: str  #: the same key is the same message, whenever it comes again
    body: str = ""
    payload: Mapping[str, object] = field(default_factory=dict)
    form_id: str | None = None
    subscription_id: str | None = None
    channel: str = "portal"


def already_kept(session: TenantSession, idempotency_key: str) -> Message | None:
    """The message that came with this key before, if one did."""
    query = select(Message).where(
        Message.tenant_id == session.tenant, Message.idempotency_key == idempotency_key
    )
    return session.scalars(query).first()


def keep(session: TenantSession, case_number: str, incoming: Incoming, *, now: datetime) -> str:
    """Store the message and give its id; raises EmptyMessage or MessageTooLong."""
    body = incoming.body.strip()
    if not body and not incoming.payload:
        raise EmptyMessage
    if len(body) > LONGEST:
        raise MessageTooLong
    message_id = new_id()
    row = {
        "id": message_id,
        "case_number": case_number,
        "direction": Direction.IN,
        "kind": incoming.kind,
        "status": MessageStatus.RECEIVED,
        "name": incoming.name,
        "subscription_id": incoming.subscription_id,
        "author_id": incoming.author_id,
        "author_name": incoming.author_name,
        "body": body,
        "payload": dict(incoming.payload),
        "form_id": incoming.form_id,
        "channel": incoming.channel,
        "created_at": now,
        "idempotency_key": incoming.idempotency_key,
    }
    session.insert(_KEEP, [row])
    return message_id


def settle(session: TenantSession, message_id: str, status: MessageStatus) -> None:
    """Say what became of the message."""
    session.run(_SETTLE, message=message_id, status=status)


def early_for(session: TenantSession, case_number: str, names: frozenset[str]) -> list[str]:
    """Messages with one of these names that came before anybody waited and that no person has read yet."""
    query = select(Message.id).where(
        Message.tenant_id == session.tenant,
        Message.case_number == case_number,
        Message.direction == Direction.IN,
        Message.name.in_(names),
        text(NOT_TAKEN),
        Message.read_at.is_(None),
    )
    return list(session.scalars(query.order_by(Message.created_at, Message.id)))
