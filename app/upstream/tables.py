"""What a municipality follows of the consortium, what it decided on updates, and why it differs."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, PlainData, TenantOwned, belongs_to


class Variant(TenantOwned, Base):
    """A definition of a municipality that follows a shared one. The keys are the same."""

    __tablename__ = "process_variants"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    #: The shared version it began from; later ones are those of the updates that were published.
    began_number: Mapped[int]
    began_at: Mapped[datetime]
    began_by: Mapped[str] = mapped_column(String(200))


class UpdateState(StrEnum):
    OPEN = "open"  #: questions are being answered
    POSTPONED = "postponed"
    DECLINED = "declined"  #: as a whole: offered again only with a newer version
    DRAFTED = "drafted"  #: a draft of the municipality; it counts once that is published


class Update(TenantOwned, Base):
    """What a municipality has decided on the way to one shared version."""

    __tablename__ = "process_updates"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)  #: the shared version it leads to
    from_number: Mapped[int]  #: the one it was aligned with
    state: Mapped[str] = mapped_column(String(10), default=UpdateState.OPEN)
    #: key of a question or of a change → {"choice", "value", "reason", "who"}
    answers: Mapped[Any] = mapped_column(PlainData, default=dict)
    reason: Mapped[str] = mapped_column(Text, default="")  #: why it was declined as a whole
    postponed_until: Mapped[datetime | None]
    draft_id: Mapped[str | None] = mapped_column(String(32))  #: a draft may be discarded: no foreign key
    decided_at: Mapped[datetime]
    decided_by: Mapped[str] = mapped_column(String(200))

    __table_args__ = (belongs_to("process_variants", key="key"),)


class Deviation(TenantOwned, Base):
    """Why the municipality does something its own way, attached to the elements that it is about."""

    __tablename__ = "process_deviations"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    key: Mapped[str] = mapped_column(String(60))
    number: Mapped[int]  #: the shared version that it was decided against
    change: Mapped[str] = mapped_column(String(12))  #: key of the change: left out, or its own
    elements: Mapped[Any] = mapped_column(PlainData, default=list)  #: ids of elements and arrows
    sentences: Mapped[Any] = mapped_column(PlainData, default=dict)  #: what it is about, by language
    declined: Mapped[bool] = mapped_column(default=False)  #: a change of the consortium that was left out
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime]
    decided_by: Mapped[str] = mapped_column(String(200))

    __table_args__ = (
        belongs_to("process_variants", key="key"),
        Index("ix_process_deviations_key", "tenant_id", "key"),
    )
