"""Take what citizens send: keep it, commit, and only then let a process move.

Whatever the engine does next, no message is lost: with the message, a job is committed that delivers it.
Here it is done at once; should this process die first, the scheduler does it when the lease has run out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import IntegrityError

from app.cases import register
from app.cases.errors import CaseNotFound
from app.cases.register import Applicant
from app.db import Database, TenantSession, new_id
from app.documents import attachments as files
from app.documents.attachments import Upload
from app.identity.actor import Actor
from app.jobs import queue
from app.jobs.queue import NewJob
from app.jobs.tables import JobKind
from app.messages import drafts, inbox, subscriptions
from app.messages.errors import NobodyAsks
from app.messages.inbox import Incoming
from app.messages.tables import MessageKind
from app.processes import runtime
from app.tenants import directory
from app.tenants.errors import ServiceClosed, SignInNeeded, UnknownService

log = structlog.get_logger()

#: So long the request that brought a message has to deliver it before a worker does.
OWN_LEASE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the citizen is told. Sending the same thing again gives the same receipt."""

    case_number: str
    message_id: str


def submit_application(
    database: Database,
    tenant: str,
    service_key: str,
    *,
    answers: Mapping[str, object],
    by: Actor | None,
    language: str,
    idempotency_key: str,
    now: datetime,
    attachments: Sequence[Upload] = (),
    subject: str = "",
) -> Receipt:
    """A filled form starts a case. `idempotency_key` is the draft's id, whose files go to the case.

    Raises UnknownService, ServiceClosed or SignInNeeded.
    """
    incoming = _incoming(
        MessageKind.APPLICATION, "application", by, idempotency_key, payload=answers, form_id="application"
    )
    return _open(
        database,
        tenant,
        service_key,
        incoming,
        by,
        language,
        attachments,
        now,
        subject=subject or _name(answers),
    )


def write_message(
    database: Database,
    tenant: str,
    service_key: str,
    *,
    text: str,
    by: Actor | None,
    language: str,
    idempotency_key: str,
    now: datetime,
    attachments: Sequence[Upload] = (),
) -> Receipt:
    """A free message to a service starts a case.

    Raises UnknownService (also where the service takes no free messages), ServiceClosed, SignInNeeded,
    EmptyMessage or MessageTooLong.
    """
    incoming = _incoming(MessageKind.MESSAGE, "message", by, idempotency_key, body=text)
    return _open(database, tenant, service_key, incoming, by, language, attachments, now, subject="")


def reply(
    database: Database,
    tenant: str,
    case_number: str,
    *,
    text: str,
    by: Actor,
    idempotency_key: str,
    now: datetime,
    attachments: Sequence[Upload] = (),
) -> Receipt:
    """A party of the case writes; raises CaseNotFound, EmptyMessage or MessageTooLong."""
    incoming = _incoming(MessageKind.REPLY, "reply", by, idempotency_key, body=text)

    def keep(session: TenantSession) -> Receipt:
        if not register.roles_in(session, case_number, by.id):
            raise CaseNotFound(case_number)
        return _keep(session, case_number, incoming, attachments, now)

    return _take(database, tenant, idempotency_key, keep, now)


def answer(
    database: Database,
    tenant: str,
    case_number: str,
    subscription_id: str,
    *,
    answers: Mapping[str, object],
    by: Actor,
    idempotency_key: str,
    now: datetime,
    attachments: Sequence[Upload] = (),
) -> Receipt:
    """A party answers the form that the case waits for; raises CaseNotFound or NobodyAsks."""

    def keep(session: TenantSession) -> Receipt:
        waiting = subscriptions.by_id(session, subscription_id)
        roles = register.roles_in(session, case_number, by.id)
        if not roles:
            raise CaseNotFound(case_number)
        if waiting is None or waiting.case_number != case_number or waiting.addressee not in roles:
            raise NobodyAsks
        incoming = _incoming(
            MessageKind.ANSWER,
            waiting.message,
            by,
            idempotency_key,
            payload=answers,
            form_id=waiting.form_id,
            subscription_id=subscription_id,
        )
        return _keep(session, case_number, incoming, attachments, now)

    return _take(database, tenant, idempotency_key, keep, now)


def _open(
    database: Database,
    tenant: str,
    service_key: str,
    incoming: Incoming,
    by: Actor | None,
    language: str,
    attachments: Sequence[Upload],
    now: datetime,
    *,
    subject: str,
) -> Receipt:
    def keep(session: TenantSession) -> Receipt:
        number = _open_case(session, service_key, incoming.name, by, language, subject, now)
        kept = _keep(session, number, incoming, attachments, now)
        if incoming.kind == MessageKind.APPLICATION:
            files.hand_over(session, incoming.idempotency_key, number, kept.message_id)
            drafts.discard(session, incoming.idempotency_key)
        return kept

    return _take(database, tenant, incoming.idempotency_key, keep, now)


def _open_case(
    session: TenantSession,
    service_key: str,
    message: str,
    by: Actor | None,
    language: str,
    subject: str,
    now: datetime,
) -> str:
    service, prefix = directory.service_to_open(session, service_key)
    if message not in service.texts.get("starts", ()):
        raise UnknownService(service_key)
    if by is None and not service.anonymous:
        raise SignInNeeded
    applicant = Applicant(by.id, by.name, by.email) if by else Applicant(None, "")
    return register.open_case(
        session, service_key, applicant, prefix=prefix, language=language, subject=subject, now=now
    )


def _keep(
    session: TenantSession,
    case_number: str,
    incoming: Incoming,
    attachments: Sequence[Upload],
    now: datetime,
) -> Receipt:
    message_id = inbox.keep(session, case_number, incoming, now=now)
    for upload in attachments:
        files.keep(
            session, upload, now=now, by=incoming.author_id, case_number=case_number, message_id=message_id
        )
    return Receipt(case_number, message_id)


def _take(
    database: Database,
    tenant: str,
    idempotency_key: str,
    keep: Callable[[TenantSession], Receipt],
    now: datetime,
) -> Receipt:
    """Keep the message and owe its delivery in one commit, then deliver it in the next."""
    try:
        receipt, job_id = _commit(database, tenant, keep, now)
    except (IntegrityError, NobodyAsks, ServiceClosed):
        # Perhaps because the same message came before, even at this moment: then all is well.
        kept = _kept_before(database, tenant, idempotency_key)
        if kept is None:
            raise
        return kept
    _deliver_at_once(database, tenant, receipt.message_id, job_id, now)
    return receipt


def _commit(
    database: Database, tenant: str, keep: Callable[[TenantSession], Receipt], now: datetime
) -> tuple[Receipt, str]:
    with database.transaction(tenant) as session:
        receipt = keep(session)
        job_id, payload = new_id(), {"message_id": receipt.message_id}
        job = NewJob(JobKind.DELIVER, now, job_id, payload=payload, lease_until=now + OWN_LEASE)
        queue.add(session, receipt.case_number, [job])
        return receipt, job_id


def _kept_before(database: Database, tenant: str, idempotency_key: str) -> Receipt | None:
    with database.reading(tenant) as session:
        before = inbox.already_kept(session, idempotency_key)
        return Receipt(before.case_number, before.id) if before else None


def _deliver_at_once(database: Database, tenant: str, message_id: str, job_id: str, now: datetime) -> None:
    try:
        runtime.deliver(database, tenant, message_id, job_id, now=now)
    except Exception:
        # Commit first: the citizen has already been thanked. The job is still owed, and a worker takes it up.
        log.exception("delivery-postponed", tenant=tenant, message_id=message_id)


def _incoming(
    kind: MessageKind,
    name: str,
    by: Actor | None,
    idempotency_key: str,
    *,
    body: str = "",
    payload: Mapping[str, object] | None = None,
    form_id: str | None = None,
    subscription_id: str | None = None,
) -> Incoming:
    return Incoming(
        kind=kind,
        name=name,
        author_id=by.id if by else None,
        author_name=by.name if by else "",
        idempotency_key=idempotency_key,
        body=body,
        payload=payload or {},
        form_id=form_id,
        subscription_id=subscription_id,
    )


def _name(answers: Mapping[str, object]) -> str:
    """What tells this case from others in a list: the first of these answers that is given."""
    keys = ("subject", "child_name", "street", "address", "place")
    return next((str(answers[key]) for key in keys if answers.get(key)), "")
