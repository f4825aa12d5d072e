"""What citizens read: statuses, kinds of services, answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from babel.numbers import format_decimal

from app.cases.tables import Case, CaseStatus
from app.translating import N_
from app.web import formats
from app.web.texts import gettext


@dataclass(frozen=True)
class Word:
    """A status as a citizen reads it; `word` is a message id."""

    word: str
    icon: str
    color: str = "neutral"


WAITS_FOR_YOU = Word(N_("Waiting for you"), "message-circle-question", "warning")

STATUSES: Mapping[str, Word] = {
    CaseStatus.RECEIVED: Word(N_("Received"), "circle-dashed"),
    CaseStatus.OPEN: Word(N_("In progress"), "circle-dot", "info"),
    CaseStatus.WAITING: Word(N_("Waiting for somebody else"), "hourglass"),
    CaseStatus.STOPPED: Word(N_("Delayed, we are on it"), "triangle-alert", "danger"),
    CaseStatus.CLOSED: Word(N_("Closed"), "archive"),
}


@dataclass(frozen=True)
class Situation:
    """A life situation under which services are listed; `title` is a message id."""

    key: str
    title: str
    icon: str


SITUATIONS = (
    Situation("family", N_("Family and children"), "baby"),
    Situation("home", N_("Home and building"), "house"),
    Situation("traffic", N_("Traffic and parking"), "car"),
    Situation("streets", N_("Streets, parks and surroundings"), "trees"),
    Situation("culture", N_("Culture, library and hobbies"), "music"),
    Situation("work", N_("Work and employment"), "briefcase"),
    Situation("other", N_("Other services"), "layers"),
)


def status(case: Case, *, waits_for_reader: bool) -> Word:
    """The case's status in the reader's place."""
    return WAITS_FOR_YOU if waits_for_reader else STATUSES.get(case.status, STATUSES[CaseStatus.OPEN])


def situation(category: str) -> Situation:
    """The life situation with this key; “Other services” for one that is not known."""
    return next((found for found in SITUATIONS if found.key == category), SITUATIONS[-1])


def answer(value: object, kind: str) -> str:
    """An answer of a form in the reader's language: dates in words, numbers with its decimal sign."""
    reader = formats.reader()
    if isinstance(value, datetime):
        return formats.when(value if value.tzinfo else value.replace(tzinfo=reader.zone), reader)
    if isinstance(value, date):
        return formats.date_long(value, reader)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return str(format_decimal(value, locale=reader.locale))
    return str(value)


def translate(template: str) -> str:
    """A message id of a form's own words in the reader's language."""
    return gettext(template)
