"""What a process says to the outside: recorded in the step's own transaction, sent afterwards.

A message to the citizen is a row of the conversation; that somebody shall be told of it is a job of kind
``send``: the outbox. Sending twice is the same mail, as its Message-ID comes from the job.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.cases import register
from app.cases.register import Applicant
from app.cases.tables import EventKind
from app.cases.timeline import Happening
from app.db import TenantSession, new_id, table
from app.engine import Thrown
from app.identity import people
from app.jobs import queue
from app.jobs.queue import NewJob
from app.jobs.tables import JobKind
from app.messages.tables import Direction, Message, MessageKind, MessageStatus
from app.prepared import Insertion
from app.processes.filling import filled
from app.processes.standing import Standing

LANGUAGES = ("en", "fi", "sv")
_SAY = Insertion(table(Message))


@dataclass(frozen=True, slots=True)
class _Effect:
    """What one thrown thing comes to."""

    happening: Happening | None
    job: NewJob | None = None


def record(
    session: TenantSession, standing: Standing, thrown: Sequence[Thrown], *, now: datetime
) -> list[Happening]:
    """Write what was thrown, in order; gives the lines of the timeline."""
    effects = [_RECORDERS[each.type](session, standing, each, now) for each in thrown]
    queue.add(session, standing.case_number, [effect.job for effect in effects if effect.job])
    return [effect.happening for effect in effects if effect.happening]


def _message(session: TenantSession, standing: Standing, thrown: Thrown, now: datetime) -> _Effect:
    subject, body = text_of(thrown, "subject", standing.language), text_of(thrown, "body", standing.language)
    message_id = new_id()
    row: dict[str, object] = {
        "id": message_id,
        "case_number": standing.case_number,
        "direction": Direction.OUT,
        "kind": MessageKind.ASK if thrown.inputs.get("asks") is True else MessageKind.NOTICE,
        "status": MessageStatus.SENT,
        "name": thrown.element_id,
        "author_id": None,
        "author_name": "",
        "addressee": str(thrown.inputs.get("to") or "applicant"),
        "subject": subject[:200],
        "body": body,
        "payload": {},
        "channel": "portal",
        "created_at": now,
        "idempotency_key": message_id,
    }
    session.insert(_SAY, [row])
    details = {"message_id": message_id, "names": standing.version.names(thrown.element_id)}
    happening = Happening(EventKind.MESSAGE_OUT, thrown.element_id, text=subject, details=details)
    return _Effect(happening, told_of_message(message_id, now))


def told_of_message(message_id: str, now: datetime) -> NewJob:
    """The owed notice that a message waits on the case page."""
    return NewJob(JobKind.SEND, now, payload={"what": "message", "message_id": message_id})


def told_staff(
    group: str | None, subjects: Mapping[str, str], bodies: Mapping[str, str], now: datetime
) -> NewJob:
    """The owed notice to the case's handler, or to a group where nobody handles it yet."""
    payload = {"what": "staff", "group": group, "subject": dict(subjects), "body": dict(bodies)}
    return NewJob(JobKind.SEND, now, payload=payload)


def _notify(_session: TenantSession, standing: Standing, thrown: Thrown, now: datetime) -> _Effect:
    subjects = {language: text_of(thrown, "subject", language) for language in LANGUAGES}
    bodies = {language: text_of(thrown, "body", language) for language in LANGUAGES}
    group = thrown.inputs.get("group")
    details = {"names": standing.version.names(thrown.element_id)}
    happening = Happening(EventKind.NOTICE, thrown.element_id, text=subjects["en"], details=details)
    return _Effect(happening, told_staff(str(group) if group else None, subjects, bodies, now))


def _party(session: TenantSession, standing: Standing, thrown: Thrown, _now: datetime) -> _Effect:
    inputs = {key: str(value) for key, value in thrown.inputs.items() if value is not None}
    known = people.by_identifier(session, inputs.get("identifier", ""))
    person = Applicant(
        known.id if known else None,
        inputs.get("name") or (known.name if known else ""),
        inputs.get("email") or (known.email if known else None),
    )
    register.add_party(session, standing.case_number, inputs.get("role", "other"), person)
    session.flush()
    return _Effect(None)


_RECORDERS: Mapping[str, Callable[[TenantSession, Standing, Thrown, datetime], _Effect]] = {
    "polku.message": _message,
    "polku.notify": _notify,
    "polku.party": _party,
}


def text_of(thrown: Thrown, key: str, language: str) -> str:
    """The subject or body in this language, else in English, else whatever there is."""
    choices = (f"{key}_{language}", f"{key}_en", key, f"{key}_fi", f"{key}_sv")
    return next((filled(thrown.inputs[choice]) for choice in choices if thrown.inputs.get(choice)), "")
