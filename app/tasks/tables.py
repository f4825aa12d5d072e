"""Tasks: user tasks that wait for a person, and what was typed into them so far."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, PlainData, TenantOwned, belongs_to


class TaskStatus(StrEnum):
    OPEN = "open"  #: somebody may do it
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"  #: the process no longer needs it


class Task(TenantOwned, Base):
    """A user task of a case."""

    __tablename__ = "tasks"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)  #: given by the engine
    case_number: Mapped[str] = mapped_column(String(24))
    instance_id: Mapped[str] = mapped_column(String(32))
    element_id: Mapped[str] = mapped_column(String(120))
    names: Mapped[Any] = mapped_column(PlainData)  #: by language
    form_id: Mapped[str | None] = mapped_column(String(120))
    group_key: Mapped[str | None] = mapped_column(String(60))  #: who may: one group
    assignee_id: Mapped[str | None] = mapped_column(String(32))
    status: Mapped[str] = mapped_column(String(12), default=TaskStatus.OPEN)
    priority: Mapped[int] = mapped_column(default=50)
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    follow_up_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]  #: the citizen has written since it was opened or last seen
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None] = mapped_column(String(32))
    #: What its form was answered with, or what was asked when its holder asked; None: nobody did anything
    answers: Mapped[Any] = mapped_column(PlainData, nullable=True)

    __table_args__ = (
        belongs_to("cases", case_number="number"),
        belongs_to("people", assignee_id="id"),
        Index("ix_tasks_case", "tenant_id", "case_number", "element_id", "opened_at"),
        Index(
            "ix_tasks_group_open",
            "tenant_id",
            "group_key",
            "due_at",
            "id",
            sqlite_where=text("status = 'open'"),
            postgresql_where=text("status = 'open'"),
        ),
        Index(
            "ix_tasks_assignee_open",
            "tenant_id",
            "assignee_id",
            "due_at",
            "id",
            sqlite_where=text("status = 'open'"),
            postgresql_where=text("status = 'open'"),
        ),
    )


class TaskDraft(TenantOwned, Base):
    """What was typed into a task's form and not yet sent. It outlives a round of asking the citizen."""

    __tablename__ = "task_drafts"

    case_number: Mapped[str] = mapped_column(String(24), primary_key=True)
    element_id: Mapped[str] = mapped_column(String(120), primary_key=True)
    typed: Mapped[Any] = mapped_column(PlainData)  #: by field, as it was typed
    saved_at: Mapped[datetime]
    saved_by: Mapped[str] = mapped_column(String(32))

    __table_args__ = (belongs_to("cases", case_number="number"),)
