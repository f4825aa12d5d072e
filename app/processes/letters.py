"""What a caseworker writes to a party of the case. No process waits for it, and none is moved by it."""

from collections.abc import Sequence
from datetime import datetime

from app.cases import timeline
from app.cases.tables import EventKind
from app.cases.timeline import Happening
from app.db import TenantSession, new_id
from app.documents import attachments as files
from app.documents.attachments import Upload
from app.identity.actor import Actor
from app.jobs import queue
from app.messages import inbox
from app.messages.errors import EmptyMessage, MessageTooLong
from app.messages.tables import Direction, Message, MessageKind, MessageStatus
from app.processes.outgoing import told_of_message


def write(
    session: TenantSession,
    case_number: str,
    text: str,
    *,
    by: Actor,
    idempotency_key: str,
    now: datetime,
    to: str = "applicant",
    attachments: Sequence[Upload] = (),
) -> Message:
    """Add a letter to the conversation; the party with the role `to` is told of it.

    The same key again gives the letter that was written before. Raises EmptyMessage or MessageTooLong.
    """
    before = inbox.already_kept(session, idempotency_key)
    if before is not None:
        return before
    message = _letter(session, case_number, text.strip(), by, idempotency_key, now, to)
    for upload in attachments:
        files.keep(session, upload, now=now, by=by.id, case_number=case_number, message_id=message.id)
    session.flush()
    happening = Happening(
        EventKind.MESSAGE_OUT, actor_id=by.id, actor_name=by.name, details={"message_id": message.id}
    )
    timeline.record(session, case_number, [happening], now=now)
    queue.add(session, case_number, [told_of_message(message.id, now)])
    return message


def _letter(
    session: TenantSession, case_number: str, body: str, by: Actor, key: str, now: datetime, to: str
) -> Message:
    if not body:
        raise EmptyMessage
    if len(body) > inbox.LONGEST:
        raise MessageTooLong
    message = Message(
        tenant_id=session.tenant,
        id=new_id(),
        case_number=case_number,
        direction=Direction.OUT,
        kind=MessageKind.LETTER,
        status=MessageStatus.SENT,
        name="letter",
        author_id=by.id,
        author_name=by.name,
        addressee=to,
        body=body,
        created_at=now,
        idempotency_key=key,
    )
    session.add(message)
    return message
