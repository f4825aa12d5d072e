"""Answers of the interview, the plan, the calendar of changes, and reviews after them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Date, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, PlainData, TenantOwned, belongs_to


class Answers(TenantOwned, Base):
    """What one person has answered about one process; the consortium's people answer for the shared one."""

    __tablename__ = "readiness_answers"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)  #: of the process
    person_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    chosen: Mapped[Any] = mapped_column(PlainData, default=dict)  #: question → option, or "unknown"
    notes: Mapped[Any] = mapped_column(PlainData, default=dict)  #: question → what was added in words
    saved_at: Mapped[datetime]

    __table_args__ = (belongs_to("people", person_id="id"),)


class StepState(StrEnum):
    OPEN = "open"
    AGREED = "agreed"
    WORKING = "working"
    DONE = "done"


class Step(TenantOwned, Base):
    """One step of the plan for a process; the consortium keeps it."""

    __tablename__ = "readiness_steps"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    key: Mapped[str] = mapped_column(String(60))  #: of the process
    question: Mapped[str | None] = mapped_column(String(40))  #: the difference that it is about
    what: Mapped[str] = mapped_column(String(500))
    municipality: Mapped[str | None] = mapped_column(String(40))  #: whose it is; None: of all
    owner: Mapped[str] = mapped_column(String(200), default="")
    owner_email: Mapped[str] = mapped_column(String(254), default="")
    begins: Mapped[date | None] = mapped_column(Date)
    ends: Mapped[date | None] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(8), default=StepState.OPEN)
    changed_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(String(200))

    __table_args__ = (Index("ix_readiness_steps_key", "tenant_id", "key"),)


class WindowKind(StrEnum):
    WINDOW = "window"  #: a good time to change something
    FREEZE = "freeze"  #: nothing changes


class Window(TenantOwned, Base):
    """A period in a municipality's calendar of changes; what the consortium freezes holds for all."""

    __tablename__ = "change_windows"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    begins: Mapped[date] = mapped_column(Date)  #: the first day
    ends: Mapped[date] = mapped_column(Date)  #: the last day
    note: Mapped[str] = mapped_column(String(300), default="")
    written_at: Mapped[datetime]
    written_by: Mapped[str] = mapped_column(String(200))

    __table_args__ = (Index("ix_change_windows_ends", "tenant_id", "ends"),)


class Helped(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNCLEAR = "unclear"


class Review(TenantOwned, Base):
    """A look back at a change, some weeks after it went live."""

    __tablename__ = "change_reviews"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)  #: of the version that went live
    live_at: Mapped[datetime]
    due_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(Text, default="")  #: what changed, as it was published
    helped: Mapped[str | None] = mapped_column(String(8))  #: None: not answered yet
    done_at: Mapped[datetime | None]
    done_by: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = (belongs_to("process_definitions", key="key"),)
