"""What one person answers: saved page by page, taken up again at any time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from app.db import TenantSession
from app.readiness.differing import Voices
from app.readiness.interview import UNKNOWN, Theme, questions, themes
from app.readiness.tables import Answers


@dataclass(frozen=True, slots=True)
class Own:
    """What a person has answered so far."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

    def answered(self, theme: Theme) -> int:
        """How many questions of a page are answered."""
        return sum(question.key in self.chosen for question in theme.questions)

    @property
    def complete(self) -> bool:
        """Whether every question is answered, if only by “I do not know”."""
        return all(question.key in self.chosen for question in questions())

    @property
    def next_theme(self) -> Theme | None:
        """The first page that is not finished; None where all are."""
        return next((each for each in themes() if self.answered(each) < len(each.questions)), None)


def own(session: TenantSession, key: str, person_id: str) -> Own:
    """What this person has answered about a process."""
    row = session.get(Answers, (session.tenant, key, person_id))
    return Own(row.chosen, row.notes) if row else Own()


def save(
    session: TenantSession,
    key: str,
    theme: Theme,
    chosen: Mapping[str, str],
    notes: Mapping[str, str],
    *,
    person_id: str,
    now: datetime,
) -> Own:
    """Keep what a person answers on one page; what is no answer to a question of it is passed over."""
    row = session.get(Answers, (session.tenant, key, person_id), with_for_update=True)
    if row is None:
        row = Answers(tenant_id=session.tenant, key=key, person_id=person_id, chosen={}, notes={})
        session.add(row)
    asked = {question.key: question for question in theme.questions}
    given = {
        each: option
        for each, option in chosen.items()
        if each in asked and option in {*asked[each].keys, UNKNOWN}
    }
    said = {each: note for each, note in notes.items() if each in asked}
    row.chosen = {**row.chosen, **given}
    row.notes = {each: note for each, note in {**row.notes, **said}.items() if note}
    row.saved_at = now
    session.flush()
    return Own(row.chosen, row.notes)


def voices(session: TenantSession, key: str) -> Voices:
    """What the session's municipality answered about a process: counted, and nobody named.

    This is all that others ever read of it.
    """
    query = select(Answers).where(Answers.tenant_id == session.tenant, Answers.key == key)
    rows = list(session.scalars(query))
    counts: dict[str, dict[str, int]] = {}
    notes: dict[str, list[str]] = {}
    for row in rows:
        for question, option in row.chosen.items():
            heard = counts.setdefault(question, {})
            heard[option] = heard.get(option, 0) + 1
        for question, note in row.notes.items():
            notes.setdefault(question, []).append(note)
    # In the order of the alphabet, so that nobody is known by their place.
    sorted_notes = {question: tuple(sorted(said)) for question, said in notes.items()}
    return Voices(counts, sorted_notes, sum(bool(row.chosen) for row in rows))
