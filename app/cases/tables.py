"""Cases, the people they concern and what has happened in them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, PlainData, TenantOwned, belongs_to


class CaseStatus(StrEnum):
    RECEIVED = "received"  #: the message is kept; the process has not taken it yet
    OPEN = "open"  #: the municipality works on it
    WAITING = "waiting"  #: for an answer of the citizen
    STOPPED = "stopped"  #: an incident holds it; an operator must look
    CLOSED = "closed"  #: the process has ended


class CaseOrigin(StrEnum):
    MESSAGE = "message"  #: somebody wrote or applied
    TIMETABLE = "timetable"  #: the process opens cases by itself; there is no applicant


class Case(TenantOwned, Base):
    """One matter of one citizen. It survives its process instance."""

    __tablename__ = "cases"

    number: Mapped[str] = mapped_column(String(24), primary_key=True)  #: KOI-2026-00042
    service_key: Mapped[str] = mapped_column(String(60))
    status: Mapped[str] = mapped_column(String(12), default=CaseStatus.RECEIVED)
    origin: Mapped[str] = mapped_column(String(12), default=CaseOrigin.MESSAGE)
    applicant_id: Mapped[str | None] = mapped_column(String(32))  #: None: anonymous
    applicant_name: Mapped[str] = mapped_column(String(200), default="")
    subject: Mapped[str] = mapped_column(String(200), default="")  #: what tells it from others, e.g. a name
    language: Mapped[str] = mapped_column(String(2), default="fi")
    handler_id: Mapped[str | None] = mapped_column(String(32))  #: who last worked on it
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(120))  #: the end event it reached

    __table_args__ = (
        belongs_to("services", service_key="key"),
        belongs_to("people", applicant_id="id"),
        Index("ix_cases_applicant", "tenant_id", "applicant_id", "opened_at"),
        Index("ix_cases_status", "tenant_id", "status", "opened_at"),
    )


class CaseCounter(TenantOwned, Base):
    """The last case number given in a year."""

    __tablename__ = "case_counters"

    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class Party(TenantOwned, Base):
    """A person whom a case concerns, in a role."""

    __tablename__ = "parties"

    case_number: Mapped[str] = mapped_column(String(24), primary_key=True)
    role: Mapped[str] = mapped_column(String(40), primary_key=True)  #: applicant, guardian, …
    person_id: Mapped[str | None] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(254))

    __table_args__ = (
        belongs_to("cases", case_number="number"),
        belongs_to("people", person_id="id"),
        Index("ix_parties_person", "tenant_id", "person_id"),
    )


class EventKind(StrEnum):
    OPENED = "opened"  #: the citizen's first message came
    STARTED = "started"  #: the process opened the case by its timetable
    MESSAGE_IN = "message-in"
    MESSAGE_OUT = "message-out"
    TASK_OPENED = "task-opened"
    TASK_CLAIMED = "task-claimed"
    TASK_RELEASED = "task-released"
    TASK_ASSIGNED = "task-assigned"
    TASK_COMPLETED = "task-completed"
    TASK_WITHDRAWN = "task-withdrawn"
    PASSED = "passed"  #: the process went through an element by itself
    DECIDED = "decided"  #: a decision of the files was made; the details say why it came out so
    WAITING = "waiting"  #: the process began to wait for a message
    TIMER = "timer"  #: a deadline came
    SIGNAL = "signal"  #: another process threw a signal that was waited for
    NOTE = "note"  #: seen by staff only
    NOTICE = "notice"  #: staff were told something
    INCIDENT = "incident"
    RESOLVED = "resolved"  #: somebody had what stopped done again
    CORRECTED = "corrected"  #: somebody changed the process's data, and had it done again
    SKIPPED = "skipped"  #: somebody let the process go on at another element
    CANCELLED = "cancelled"  #: somebody ended the process before its end
    MIGRATED = "migrated"  #: the process goes on on another version of its diagram
    MOVED_BACK = "moved-back"  #: that was undone
    CLOSED = "closed"


class Event(TenantOwned, Base):
    """One line of a case's timeline. Only ever appended; its id tells the order within one step."""

    __tablename__ = "events"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    case_number: Mapped[str] = mapped_column(String(24))
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(20))
    element_id: Mapped[str | None] = mapped_column(String(120))
    actor_id: Mapped[str | None] = mapped_column(String(32))
    actor_name: Mapped[str | None] = mapped_column(String(200))  #: as it was then
    text: Mapped[str | None] = mapped_column(Text)
    details: Mapped[Any] = mapped_column(PlainData, default=dict)  #: such as the element's name by language

    __table_args__ = (
        belongs_to("cases", case_number="number"),
        Index("ix_events_case", "tenant_id", "case_number", "at", "id"),
    )
