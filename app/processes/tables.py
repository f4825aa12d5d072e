"""Process definitions, their published versions, and the instances that run."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, TenantOwned, belongs_to


class ProcessDefinition(TenantOwned, Base):
    """A BPMN process under a key. New cases start on its live version."""

    __tablename__ = "process_definitions"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    live_version_id: Mapped[str | None] = mapped_column(String(32))


class ProcessVersion(TenantOwned, Base):
    """One published version. It never changes."""

    __tablename__ = "process_versions"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    definition_key: Mapped[str] = mapped_column(String(60))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))  #: of all its files
    published_at: Mapped[datetime]
    published_by: Mapped[str] = mapped_column(String(200))  #: the name of a person, or of the command line
    note: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        belongs_to("process_definitions", definition_key="key"),
        UniqueConstraint("tenant_id", "definition_key", "number"),
    )


class FileKind(StrEnum):
    MAIN = "main"  #: the diagram of the service
    CALLED = "called"  #: a diagram it calls
    FORM = "form"


class VersionFile(TenantOwned, Base):
    """One file of a version: pinned with it, so that nothing a case runs on can change under it."""

    __tablename__ = "version_files"

    version_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[str] = mapped_column(String(120), primary_key=True)  #: process or form id
    content: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (belongs_to("process_versions", version_id="id"),)


class InstanceStatus(StrEnum):
    RUNNING = "running"
    FINISHED = "finished"


class ProcessInstance(TenantOwned, Base):
    """One execution of one version, for one case."""

    __tablename__ = "process_instances"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    case_number: Mapped[str] = mapped_column(String(24))
    version_id: Mapped[str] = mapped_column(String(32))
    status: Mapped[str] = mapped_column(String(10), default=InstanceStatus.RUNNING)
    snapshot: Mapped[bytes] = mapped_column(LargeBinary)
    row_version: Mapped[int] = mapped_column(default=1)  #: counts the steps
    started_at: Mapped[datetime]
    moved_at: Mapped[datetime]

    __table_args__ = (
        belongs_to("cases", case_number="number"),
        belongs_to("process_versions", version_id="id"),
        Index("ix_process_instances_case", "tenant_id", "case_number"),
        Index("ix_process_instances_version", "tenant_id", "version_id", "status"),
    )
