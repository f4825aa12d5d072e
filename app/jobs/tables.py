"""Jobs: work the system owes at a time."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, PlainData, TenantOwned, belongs_to


class JobKind(StrEnum):
    TIMER = "timer"  #: a moment a process instance waits for
    SERVICE = "service"  #: work outside the process whose result it waits for
    DELIVER = "deliver"  #: a citizen's message that the process has not taken yet
    SEND = "send"  #: an outgoing message: the outbox
    SIGNAL = "signal"  #: a signal that another instance has thrown
    OPEN = "open"  #: the next case that a process opens by its timetable
    BEGIN = "begin"  #: the process of such a case
    PUBLISH = "publish"  #: a draft that goes live at a time
    MIGRATE = "migrate"  #: an instance to be moved to another version, or back


class JobStatus(StrEnum):
    DUE = "due"  #: to be done at `due_at`
    FAILED = "failed"  #: attempts used up; its incident can retry it


class Job(TenantOwned, Base):
    """One piece of work. The row goes when the work is done: what is due costs, what is done does not."""

    __tablename__ = "jobs"

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    status: Mapped[str] = mapped_column(String(8), default=JobStatus.DUE)
    case_number: Mapped[str | None] = mapped_column(String(24))  #: None: the case is yet to be opened
    instance_id: Mapped[str | None] = mapped_column(String(32))
    element_id: Mapped[str | None] = mapped_column(String(120))
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    max_attempts: Mapped[int] = mapped_column(default=5)
    lease_until: Mapped[datetime | None]
    lease_token: Mapped[str | None] = mapped_column(String(32))
    payload: Mapped[Any] = mapped_column(PlainData, default=dict)
    last_error: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        belongs_to("cases", case_number="number"),
        Index(
            "ix_jobs_due",
            "tenant_id",
            "due_at",
            sqlite_where=text("status = 'due'"),
            postgresql_where=text("status = 'due'"),
        ),
        Index(
            "ix_jobs_held",
            "tenant_id",
            "lease_until",
            sqlite_where=text("status = 'due' AND lease_until IS NOT NULL"),
            postgresql_where=text("status = 'due' AND lease_until IS NOT NULL"),
        ),
        Index("ix_jobs_case", "tenant_id", "case_number"),
    )
