"""Incidents: stops that a person must look at."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, PlainData, TenantOwned, belongs_to


class Incident(TenantOwned, Base):
    """A stop with its cause and what to do again."""

    __tablename__ = "incidents"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    case_number: Mapped[str] = mapped_column(String(24))
    instance_id: Mapped[str | None] = mapped_column(String(32))
    element_id: Mapped[str | None] = mapped_column(String(120))
    element_names: Mapped[Any] = mapped_column(PlainData, default=dict)  #: by language
    cause: Mapped[str] = mapped_column(Text)  #: a sentence
    detail: Mapped[str] = mapped_column(Text, default="")  #: for the operator
    action: Mapped[Any] = mapped_column(PlainData)  #: what to do again: see processes.mending
    raised_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[str | None] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(Text, default="")  #: why it was dealt with as it was

    __table_args__ = (
        belongs_to("cases", case_number="number"),
        Index(
            "ix_incidents_open",
            "tenant_id",
            "raised_at",
            sqlite_where=text("resolved_at IS NULL"),
            postgresql_where=text("resolved_at IS NULL"),
        ),
    )
