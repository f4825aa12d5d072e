"""Correlation: which instance, or which start of a process, a citizen's message is for.

A message is delivered at most once, however often this is tried: its own row says whether it has been.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, select, update

from app import engine
from app.cases import timeline
from app.cases.tables import Case, EventKind, Party
from app.cases.timeline import Happening
from app.db import TenantSession, read_only, table
from app.jobs import queue
from app.jobs.tables import Job
from app.messages import inbox, subscriptions
from app.messages.tables import Message, MessageKind, MessageStatus, Subscription
from app.prepared import Prepared
from app.processes import library, moving, outgoing, trials
from app.processes.errors import NoSuchStart, NotPublished
from app.processes.standing import Step
from app.processes.tables import ProcessDefinition
from app.tasks.tables import Task, TaskStatus

_STARTS = frozenset({MessageKind.APPLICATION, MessageKind.MESSAGE})
_OWED = frozenset({MessageStatus.RECEIVED, MessageStatus.WITH_HANDLER})

_TOLD_SUBJECT = {
    "en": "A message has come to case %(number)s",
    "fi": "Asiaan %(number)s on tullut viesti",
    "sv": "Ett meddelande har kommit i ärende %(number)s",
}
_TOLD_BODY = {
    "en": "The citizen has written. The case does not wait for an answer, so please read the message.",
    "fi": "Asiakas on kirjoittanut. Asia ei odota vastausta, joten lue viesti.",
    "sv": "Kunden har skrivit. Ärendet väntar inte på ett svar, så läs meddelandet.",
}

_messages, _cases, _parties = table(Message), table(Case), table(Party)
_definitions, _tasks = table(ProcessDefinition), table(Task)
_KEPT = Prepared(
    select(
        _parties.c.email,
        _definitions.c.live_version_id,
        _definitions.c.trial,
        *_messages.c,
        *_cases.c,
    )
    .join_from(
        _messages,
        _cases,
        and_(_cases.c.tenant_id == _messages.c.tenant_id, _cases.c.number == _messages.c.case_number),
    )
    .outerjoin(
        _parties,
        and_(
            _parties.c.tenant_id == _messages.c.tenant_id,
            _parties.c.case_number == _messages.c.case_number,
            _parties.c.role == "applicant",
        ),
    )
    .outerjoin(
        _definitions,
        and_(_definitions.c.tenant_id == _cases.c.tenant_id, _definitions.c.key == _cases.c.service_key),
    )
    .where(_messages.c.tenant_id == bindparam("tenant"), _messages.c.id == bindparam("message"))
    .with_for_update(of=_messages)
)
#: The open tasks of a case, when something has come that nobody waited for.
_MARK = Prepared(
    update(_tasks)
    .where(
        _tasks.c.tenant_id == bindparam("tenant"),
        _tasks.c.case_number == bindparam("case"),
        _tasks.c.status == TaskStatus.OPEN,
    )
    .values(answered_at=bindparam("answered_at"))
)


@dataclass(frozen=True, slots=True)
class _Owed:
    """A message that the process has not taken yet, with what is known of its case."""

    message: Message
    case: Case
    email: str | None  #: of the applicant
    live_version_id: str | None  #: of the case's service
    trial: Mapping[str, object] | None  #: of its process, see `trials`


def deliver(
    session: TenantSession, message_id: str, *, instead: Mapping[str, object] | None = None, now: datetime
) -> None:
    """Give a kept message to whoever waits for it; engine errors pass through.

    The process gets what the message says, or what an operator gave `instead`; the message itself stays.

    A first message starts the service's process. A free reply that nobody waits for goes to the case's
    handler. Any other message that nobody waits for stays kept, until somebody does.
    """
    owed = _owed(session, message_id)
    if owed is None:
        return
    if owed.message.kind in _STARTS:
        _start(session, owed, instead, now)
    else:
        _continue(session, owed, instead, now)


def take_signal(session: TenantSession, job: Job, *, now: datetime) -> None:
    """Let an instance have the signal that the job owes it; raises NobodyWaits or other engine errors.

    Who has begun to wait only after it was thrown does not get it.
    """
    name, instance_id = job.payload["signal"], job.instance_id or ""
    waits = subscriptions.to_signal(session, instance_id, name)
    if any(each.opened_at <= job.payload["thrown_at"] for each in waits):
        given = job.payload["payload"]
        came = Happening(EventKind.SIGNAL, text=name, details={"payload": given})
        moving.signal(session, instance_id, name, given, step=Step(job_id=job.id, first=(came,)), now=now)


def _owed(session: TenantSession, message_id: str) -> _Owed | None:
    row = session.row(_KEPT, message=message_id)
    if row is None:
        return None
    email, live_version_id, trial, *columns = row
    message = read_only(Message, columns[: len(_messages.c)])
    case = read_only(Case, columns[len(_messages.c) :])
    return _Owed(message, case, email, live_version_id, trial) if message.status in _OWED else None


def _start(session: TenantSession, owed: _Owed, instead: Mapping[str, object] | None, now: datetime) -> None:
    case, message = owed.case, owed.message
    if owed.live_version_id is None:
        raise NotPublished(case.service_key)
    version_id = trials.version_for(owed.trial, session.tenant, case, owed.live_version_id)
    version = library.version(session, version_id)
    step = Step(answered=True, first=(_came(EventKind.OPENED, message),))
    inbox.settle(session, message.id, MessageStatus.DELIVERED)
    start = next((each for each in version.definition.starts if each.message == message.name), None)
    if start is None:
        raise NoSuchStart(message.name)
    given, known = instead or payload(message), context(session.tenant, case, owed.email)
    moving.begin(session, case, version, start, given, known, step=step, now=now)


def _continue(
    session: TenantSession, owed: _Owed, instead: Mapping[str, object] | None, now: datetime
) -> None:
    case, message = owed.case, owed.message
    found = waiting(session, message)
    if found is None:
        _keep_for_later(session, case, message, now)
        return
    is_new = message.status == MessageStatus.RECEIVED
    step = Step(answered=True, first=(_came(EventKind.MESSAGE_IN, message),) if is_new else ())
    inbox.settle(session, message.id, MessageStatus.DELIVERED)
    try:
        given = instead or payload(message)
        moving.deliver(session, found.instance_id, found.id, given, step=step, now=now)
    except engine.NobodyWaits:
        # Somebody else moved the instance after we looked: the message is early, or late, like any other.
        _keep_for_later(session, case, message, now)


def _came(kind: EventKind, message: Message) -> Happening:
    return Happening(
        kind,
        actor_id=message.author_id,
        actor_name=message.author_name,
        details={"message_id": message.id, "kind": message.kind},
    )


def waiting(session: TenantSession, message: Message) -> Subscription | None:
    """The subscription that the message is for."""
    if message.subscription_id is not None:
        return subscriptions.by_id(session, message.subscription_id)
    return subscriptions.waiting_for(session, message.name, message.case_number)


def _keep_for_later(session: TenantSession, case: Case, message: Message, now: datetime) -> None:
    if message.kind == MessageKind.REPLY or message.subscription_id is not None:
        _hand_to_handler(session, case, message, now)


def _hand_to_handler(session: TenantSession, case: Case, message: Message, now: datetime) -> None:
    if message.status == MessageStatus.RECEIVED:
        timeline.record(session, case.number, [_came(EventKind.MESSAGE_IN, message)], now=now)
    inbox.settle(session, message.id, MessageStatus.WITH_HANDLER)
    if session.run(_MARK, case=case.number, answered_at=now) == 0:
        subject = {language: text % {"number": case.number} for language, text in _TOLD_SUBJECT.items()}
        queue.add(session, case.number, [outgoing.told_staff(None, subject, _TOLD_BODY, now)])
        timeline.record(session, case.number, [Happening(EventKind.NOTICE, text=subject["en"])], now=now)


def payload(message: Message) -> Mapping[str, object]:
    """What a process gets of the message."""
    if message.kind in _STARTS:
        return dict(message.payload) or {"message": message.body}
    if message.kind == MessageKind.ANSWER:
        return dict(message.payload)
    return {"reply": message.body, "replied_at": message.created_at}


def context(tenant: str, case: Case, email: str | None) -> Mapping[str, object]:
    """What every diagram can read as ``case``; `email` is the applicant's."""
    return {
        "number": case.number,
        "municipality": tenant,
        "service": case.service_key,
        "language": case.language,
        "opened": case.opened_at,
        "applicant": {
            "name": case.applicant_name,
            "email": email,
            "signed_in": case.applicant_id is not None,
        },
    }
