"""Attachments: what citizens and staff added to a case."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, deferred, mapped_column

from app.db import Base, TenantOwned, belongs_to


class Attachment(TenantOwned, Base):
    """One file. It hangs on a draft until the draft is sent, then on the case and the message."""

    __tablename__ = "attachments"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    case_number: Mapped[str | None] = mapped_column(String(24))
    message_id: Mapped[str | None] = mapped_column(String(32))
    draft_id: Mapped[str | None] = mapped_column(String(32))
    field: Mapped[str | None] = mapped_column(String(120))  #: the form's field it answers
    filename: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]  #: bytes
    sha256: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[datetime]
    added_by: Mapped[str | None] = mapped_column(String(32))
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))

    __table_args__ = (
        belongs_to("cases", case_number="number"),
        Index("ix_attachments_case", "tenant_id", "case_number"),
        Index("ix_attachments_draft", "tenant_id", "draft_id"),
    )
