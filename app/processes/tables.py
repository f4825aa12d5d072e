"""Process definitions, their published versions, and the instances that run."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, PlainData, TenantOwned, belongs_to


class ProcessDefinition(TenantOwned, Base):
    """A BPMN process under a key. New cases start on its live version."""

    __tablename__ = "process_definitions"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    live_version_id: Mapped[str | None] = mapped_column(String(32))
    trial: Mapped[Any | None] = mapped_column(
        PlainData
    )  #: while an experiment runs: `processes.trials.Trial`


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
    #: {"passed": how many scenarios, "differing": names of those that failed, "reason": why it went live
    #: all the same}; empty where the process has no scenarios.
    scenarios: Mapped[Any] = mapped_column(PlainData, default=dict)

    __table_args__ = (
        belongs_to("process_definitions", definition_key="key"),
        UniqueConstraint("tenant_id", "definition_key", "number"),
    )


class FileKind(StrEnum):
    MAIN = "main"  #: the diagram of the service
    CALLED = "called"  #: a diagram it calls
    FORM = "form"
    DECISION = "decision"  #: a file of decisions
    SCENARIO = "scenario"  #: all scenarios of the service, in one file
    PARAMETERS = "params"  #: the municipality's values of the parameters
    TEXTS = "texts"  #: the municipality's own texts

    @property
    def ending(self) -> str:
        """How the name of such a file ends, after the dot."""
        return _ENDINGS.get(self, "bpmn")


_ENDINGS = {
    FileKind.FORM: "form",
    FileKind.DECISION: "dmn",
    FileKind.SCENARIO: "scenarios.json",
    FileKind.PARAMETERS: "parameters.json",
    FileKind.TEXTS: "texts.json",
}


class VersionFile(TenantOwned, Base):
    """One file of a version: pinned with it, so that nothing a case runs on can change under it."""

    __tablename__ = "version_files"

    version_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[str] = mapped_column(String(120), primary_key=True)  #: the id of what it holds
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


class InstancePart(TenantOwned, Base):
    """A part of an instance beside its snapshot: one of the instances of a wide repetition, or its result."""

    __tablename__ = "instance_parts"

    instance_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    id: Mapped[str] = mapped_column(String(48), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (belongs_to("process_instances", instance_id="id"),)


class Migration(TenantOwned, Base):
    """Moving the running cases of a process to another of its versions: who, why, and what became of what."""

    __tablename__ = "migrations"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    definition_key: Mapped[str] = mapped_column(String(60))
    version_id: Mapped[str] = mapped_column(String(32))  #: to which
    mapping: Mapped[Any] = mapped_column(PlainData, default=dict)  #: ids of elements and flows, old to new
    reason: Mapped[str] = mapped_column(Text)
    started_at: Mapped[datetime]
    started_by: Mapped[str] = mapped_column(String(200))  #: the name of a person, or of the command line
    started_by_id: Mapped[str] = mapped_column(String(32), default="")
    undone_at: Mapped[datetime | None]  #: when somebody wanted it undone
    undone_by: Mapped[str | None] = mapped_column(String(200))
    undo_reason: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        belongs_to("process_versions", version_id="id"),
        Index("ix_migrations_definition", "tenant_id", "definition_key", "started_at"),
    )


class MoveStatus(StrEnum):
    OWED = "owed"  #: a worker will do it
    MOVED = "moved"  #: it runs on the version
    STAYED = "stayed"  #: it could not be moved
    UNDONE = "undone"  #: it is back on the version it came from
    WENT_ON = "went-on"  #: it had moved on before it could be brought back


class MigratedInstance(TenantOwned, Base):
    """What became of one instance, and what is needed to bring it back as long as it has not moved on."""

    __tablename__ = "migrated_instances"

    migration_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    instance_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    case_number: Mapped[str] = mapped_column(String(24))
    from_version_id: Mapped[str] = mapped_column(String(32))
    status: Mapped[str] = mapped_column(String(8), default=MoveStatus.OWED)
    reasons: Mapped[Any] = mapped_column(PlainData, default=list)  #: [{"names": by language, "sentence": …}]
    done_at: Mapped[datetime | None]
    row_version: Mapped[int | None]  #: of the instance right after; None: it cannot be brought back
    snapshot: Mapped[bytes | None] = mapped_column(LargeBinary)  #: before
    waits: Mapped[Any] = mapped_column(PlainData, default=dict)  #: the rows of what waited before

    __table_args__ = (
        belongs_to("migrations", migration_id="id"),
        belongs_to("process_instances", instance_id="id"),
        belongs_to("process_versions", from_version_id="id"),
        Index("ix_migrated_instances_status", "tenant_id", "migration_id", "status"),
        Index("ix_migrated_instances_instance", "tenant_id", "instance_id"),
    )
