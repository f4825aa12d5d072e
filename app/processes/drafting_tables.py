"""Drafts of processes, every save of them, and who has them open."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, PlainData, TenantOwned, belongs_to
from app.levels import PARAMETERS, TEXTS


class DraftLevel(StrEnum):
    """How deep a draft goes. One of texts or parameters changes nothing but its one file."""

    TEXTS = "texts"  #: the municipality's own texts
    PARAMETERS = "parameters"  #: the municipality's values
    DIAGRAM = "diagram"  #: everything

    @property
    def ending(self) -> str:
        """How the name of the one file ends; "" for the diagram."""
        return {DraftLevel.TEXTS: TEXTS, DraftLevel.PARAMETERS: PARAMETERS}.get(self, "")


class ProcessDraft(TenantOwned, Base):
    """A process that is being changed. Its files are those of its newest save."""

    __tablename__ = "process_drafts"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    process_key: Mapped[str] = mapped_column(String(60))  #: the definition it becomes a version of
    name: Mapped[str] = mapped_column(String(200))
    main: Mapped[str] = mapped_column(String(120))  #: file name of the diagram that calls the others
    level: Mapped[str] = mapped_column(String(10), default=DraftLevel.DIAGRAM)
    base_number: Mapped[int | None]  #: the version it began from
    version: Mapped[int] = mapped_column(
        default=1
    )  #: counts what was written; a writer names the one it read
    saves: Mapped[int] = mapped_column(default=1)  #: number of the newest save
    #: The version in which each file was last written: who writes one file does not bar who writes another.
    touched: Mapped[Any] = mapped_column(PlainData, default=dict)
    began_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    saved_by: Mapped[str] = mapped_column(String(200))  #: the name of a person
    became: Mapped[int | None]  #: number of the version it was published as; nobody changes it after that


class ProcessDraftSave(TenantOwned, Base):
    """The files of a draft as somebody left them. Saves of one sitting are one row."""

    __tablename__ = "process_draft_saves"

    draft_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)  #: from 1
    files: Mapped[bytes] = mapped_column(LargeBinary)  #: a ZIP
    began_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    person_id: Mapped[str] = mapped_column(String(32))
    saved_by: Mapped[str] = mapped_column(String(200))
    why: Mapped[str] = mapped_column(Text, default="")  #: "" where nothing was said: saved by itself

    __table_args__ = (belongs_to("process_drafts", draft_id="id"),)


class ProcessDraftVisit(TenantOwned, Base):
    """Somebody has a draft open."""

    __tablename__ = "process_draft_visits"

    draft_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    seen_at: Mapped[datetime]

    __table_args__ = (belongs_to("process_drafts", draft_id="id"),)


class ProcessComment(TenantOwned, Base):
    """What somebody says of an element of a draft, or of the whole."""

    __tablename__ = "process_comments"

    draft_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    element_id: Mapped[str] = mapped_column(String(200))  #: "" for the draft as a whole
    person_id: Mapped[str] = mapped_column(String(32))
    author: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[str | None] = mapped_column(String(200))

    __table_args__ = (belongs_to("process_drafts", draft_id="id"),)
