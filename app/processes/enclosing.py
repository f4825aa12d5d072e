"""A document that the system made for a party of the case: kept with the case, sent with a message."""

from datetime import datetime

from app.cases.tables import EventKind
from app.cases.timeline import Happening
from app.db import TenantSession
from app.documents import attachments
from app.jobs import queue
from app.jobs.tables import Job
from app.messages.tables import Direction, Message, MessageKind, MessageStatus
from app.processes.outgoing import told_of_message
from app.processes.work import Enclosed


def happening(job: Job, letter: Enclosed, message_id: str) -> Happening:
    """The line of the timeline."""
    details = {"message_id": message_id}
    return Happening(EventKind.MESSAGE_OUT, job.element_id, text=letter.subject, details=details)


def send(session: TenantSession, job: Job, letter: Enclosed, message_id: str, *, now: datetime) -> None:
    """Keep the document and its message, and owe the notice of it.

    It is the step's own transaction that ends the job, so that the letter is sent once.
    """
    number = job.case_number or ""
    session.add(
        Message(
            tenant_id=session.tenant,
            id=message_id,
            case_number=number,
            direction=Direction.OUT,
            kind=MessageKind.NOTICE,
            status=MessageStatus.SENT,
            name=job.element_id or "",
            author_name="",
            addressee=letter.to,
            subject=letter.subject,
            body=letter.body,
            created_at=now,
            idempotency_key=job.id,
        )
    )
    attachments.keep(session, letter.document, now=now, by=None, case_number=number, message_id=message_id)
    session.flush()
    queue.add(session, number, [told_of_message(message_id, now)])
