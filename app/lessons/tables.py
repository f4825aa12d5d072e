"""What was learnt, and where it belongs."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, PlainData, TenantOwned


class LessonSource(StrEnum):
    REVIEW = "review"  #: a look back at a change; the reference is the version's number
    EXPERIMENT = "experiment"  #: a joint experiment; the reference is its id


class Lesson(TenantOwned, Base):
    """One thing that was learnt about a process."""

    __tablename__ = "lessons"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    key: Mapped[str] = mapped_column(String(60))  #: of the process
    elements: Mapped[Any] = mapped_column(
        PlainData, default=list
    )  #: ids of the steps; none: the whole process
    text: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(12))
    reference: Mapped[str] = mapped_column(String(40))
    written_at: Mapped[datetime]
    written_by: Mapped[str] = mapped_column(String(200))

    __table_args__ = (Index("ix_lessons_key", "tenant_id", "key", "written_at"),)
