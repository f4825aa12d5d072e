"""Reminders: letters that are owed as jobs, and owed no more once what they remind of is done."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from app.db import TenantSession
from app.jobs import queue
from app.jobs.queue import NewJob
from app.jobs.tables import JobKind
from app.translating import LANGUAGES, translator

#: When a reminder goes out on its day: before work begins.
_MORNING: Final = time(7, 30, tzinfo=ZoneInfo("Europe/Helsinki"))


def morning(day: date) -> datetime:
    """The moment of a day at which reminders go out."""
    return datetime.combine(day, _MORNING)


def before(day: date, days: int) -> datetime:
    """The morning so many days before a day."""
    return morning(day - timedelta(days=days))


def owe(
    session: TenantSession,
    name: str,
    at: datetime,
    subject: str,
    body: str,
    values: Mapping[str, object],
    *,
    path: str,
    addresses: Sequence[tuple[str, str]] = (),
) -> None:
    """Owe a letter under a name; one that was owed under it before gives way.

    `subject` and `body` are English templates. It goes to `addresses` (address, language), else to whoever
    owns the processes here by then. `path` is the page, beneath the municipality, that it links to.
    """
    withdraw(session, name)
    payload = {
        "what": "letter",
        "to": [list(each) for each in addresses],
        "subject": _said(subject, values),
        "body": _said(body, values),
        "path": path,
    }
    queue.add(session, None, [NewJob(JobKind.SEND, at, name, payload=payload)])


def withdraw(session: TenantSession, name: str) -> None:
    """The letter under this name is not needed any more."""
    queue.remove(session, [name])


def _said(template: str, values: Mapping[str, object]) -> dict[str, str]:
    return {language: translator(language)(template) % dict(values) for language in LANGUAGES}
