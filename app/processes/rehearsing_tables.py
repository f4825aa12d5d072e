"""Rehearsals that are under way."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, PlainData, TenantOwned


class Rehearsal(TenantOwned, Base):
    """What one person has done so far in rehearsing a draft or version. All else is played from it."""

    __tablename__ = "rehearsals"

    subject_id: Mapped[str] = mapped_column(String(32), primary_key=True)  #: of a draft or of a version
    person_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    began_at: Mapped[datetime]  #: on the clock of the rehearsal
    language: Mapped[str] = mapped_column(String(2))  #: of the invented citizen
    actions: Mapped[Any] = mapped_column(PlainData, default=list)
    changed_at: Mapped[datetime]
