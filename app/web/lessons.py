"""What was learnt about a process, with the names of the steps that it is about."""

from dataclasses import dataclass
from datetime import datetime

from app.bpmn import Document, outline
from app.db import TenantSession
from app.lessons import notebook
from app.lessons.tables import Lesson
from app.processes import library
from app.processes.errors import NotPublished
from app.upstream import shared


@dataclass(frozen=True, slots=True)
class Learnt:
    """A lesson as a page shows it."""

    text: str
    steps: tuple[str, ...]  #: names of the steps; those that are gone are left out
    who: str
    at: datetime


def of_shared(session: TenantSession, keeper: TenantSession, key: str, language: str) -> list[Learnt]:
    """What the municipality and the consortium have learnt about a shared process, newest first."""
    names = _names(shared.document(keeper, key), language) | _names(_own(session, key), language)
    found = [*notebook.of_process(keeper, key)]
    if session.tenant != keeper.tenant:
        found += notebook.of_process(session, key)
    return [_learnt(each, names) for each in sorted(found, key=lambda each: each.written_at, reverse=True)]


def _learnt(lesson: Lesson, names: dict[str, str]) -> Learnt:
    steps = tuple(names[each] for each in lesson.elements if each in names)
    return Learnt(lesson.text, steps, lesson.written_by, lesson.written_at)


def _own(session: TenantSession, key: str) -> Document | None:
    try:
        return library.live(session, key).documents[0]
    except NotPublished:
        return None


def _names(document: Document | None, language: str) -> dict[str, str]:
    steps = outline(document, language) if document else []
    return {step.element_id: step.name for step in steps if step.name}
