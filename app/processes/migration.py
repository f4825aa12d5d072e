"""Moving running cases to another version in bulk: begin it, follow it, want it undone.

Beginning it owes one job for each running case, and `processes.migration_step` does them, each in a
transaction of its own. So it goes on where it was, whatever happens to a worker.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, String, and_, bindparam, func, insert, literal, select, update

from app.db import PlainData, TenantSession, UTCDateTime, new_id, table
from app.identity.actor import Actor
from app.incidents.register import ReasonMissing
from app.jobs.tables import Job, JobKind, JobStatus
from app.prepared import Prepared
from app.processes import migration_plan
from app.processes.errors import NothingToMigrate, UnknownMigration
from app.processes.tables import (
    InstanceStatus,
    MigratedInstance,
    Migration,
    MoveStatus,
    ProcessInstance,
    ProcessVersion,
)

_instances, _versions = table(ProcessInstance), table(ProcessVersion)
_migrated, _jobs = table(MigratedInstance), table(Job)

#: Every running instance of the process that is on another version.
_COLLECTED_COLUMNS = [
    "tenant_id",
    "migration_id",
    "instance_id",
    "case_number",
    "from_version_id",
    "status",
    "reasons",
    "waits",
]
_OF_VERSION = and_(_versions.c.tenant_id == _instances.c.tenant_id, _versions.c.id == _instances.c.version_id)
_COLLECT = Prepared(
    insert(_migrated).from_select(
        _COLLECTED_COLUMNS,
        select(
            _instances.c.tenant_id,
            bindparam("migration", type_=String),
            _instances.c.id,
            _instances.c.case_number,
            _instances.c.version_id,
            literal(MoveStatus.OWED.value),
            bindparam("reasons", type_=PlainData),
            bindparam("waits", type_=PlainData),
        )
        .join(_versions, _OF_VERSION)
        .where(
            _instances.c.tenant_id == bindparam("tenant"),
            _instances.c.status == InstanceStatus.RUNNING.value,
            _instances.c.version_id != bindparam("version"),
            _versions.c.definition_key == bindparam("key"),
        ),
    )
)


def _owing(status: MoveStatus, suffix: str) -> Select[*tuple[object, ...]]:
    return select(
        _migrated.c.tenant_id,
        _migrated.c.migration_id + "." + _migrated.c.instance_id + suffix,
        literal(JobKind.MIGRATE.value),
        literal(JobStatus.DUE.value),
        _migrated.c.case_number,
        _migrated.c.instance_id,
        bindparam("now", type_=UTCDateTime),
        literal(0),
        literal(5),
        bindparam("payload", type_=PlainData),
    ).where(
        _migrated.c.tenant_id == bindparam("tenant"),
        _migrated.c.migration_id == bindparam("migration"),
        _migrated.c.status == status.value,
    )


_OWED_COLUMNS = [
    "tenant_id",
    "id",
    "kind",
    "status",
    "case_number",
    "instance_id",
    "due_at",
    "attempts",
    "max_attempts",
    "payload",
]
_OWE = Prepared(insert(_jobs).from_select(_OWED_COLUMNS, _owing(MoveStatus.OWED, "")))
_OWE_BACK = Prepared(insert(_jobs).from_select(_OWED_COLUMNS, _owing(MoveStatus.MOVED, ".back")))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is."""

    migration: Migration
    number: int  #: of the version
    counts: Mapping[str, int]  #: by status
    owed: int  #: jobs that are still to be done

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        """How many cases have been looked at, in the direction it goes."""
        return self.total - self.owed

    def count(self, status: MoveStatus) -> int:
        return self.counts.get(status, 0)


def begin(
    session: TenantSession,
    key: str,
    number: int,
    mapping: Mapping[str, str],
    *,
    by: Actor,
    reason: str,
    now: datetime,
) -> Migration:
    """Owe the move of every running case of the process to its version with this number.

    What cannot be moved stays, and the reason is kept. Raises ReasonMissing, UnknownVersion or
    NothingToMigrate.
    """
    if not reason.strip():
        raise ReasonMissing
    migration = Migration(
        tenant_id=session.tenant,
        id=new_id(),
        definition_key=key,
        version_id=migration_plan.version_id(session, key, number),
        mapping=dict(mapping),
        reason=reason.strip(),
        started_at=now,
        started_by=by.name,
        started_by_id=by.id,
    )
    session.add(migration)
    session.flush()
    collected = session.run(
        _COLLECT, migration=migration.id, version=migration.version_id, key=key, reasons=[], waits={}
    )
    if collected == 0:
        raise NothingToMigrate
    session.run(_OWE, migration=migration.id, now=now, payload={"migration_id": migration.id})
    return migration


def undo(session: TenantSession, migration_id: str, *, by: Actor, reason: str, now: datetime) -> None:
    """Owe the way back of every case that was moved and has not moved on since.

    What has not been moved yet will not be. A second time changes nothing. Raises UnknownMigration or
    ReasonMissing.
    """
    migration = _locked(session, migration_id)
    if not reason.strip():
        raise ReasonMissing
    if migration.undone_at is not None:
        return
    migration.undone_at, migration.undone_by, migration.undo_reason = now, by.name, reason.strip()
    session.flush()
    session.run(
        _OWE_BACK, migration=migration.id, now=now, payload={"migration_id": migration.id, "back": True}
    )


def progress(session: TenantSession, migration_id: str) -> Progress:
    """How far a migration is; raises UnknownMigration."""
    migration = session.get(Migration, (session.tenant, migration_id))
    if migration is None:
        raise UnknownMigration
    return _progress(session, migration)


def recent(session: TenantSession, key: str, *, limit: int = 10) -> list[Progress]:
    """The migrations of a process, newest first."""
    query = select(Migration).where(Migration.tenant_id == session.tenant, Migration.definition_key == key)
    found = session.scalars(query.order_by(Migration.started_at.desc()).limit(limit))
    return [_progress(session, migration) for migration in found]


def cases(session: TenantSession, migration_id: str, *, limit: int = 200) -> list[MigratedInstance]:
    """The cases that did not go the way that was wanted, by case number."""
    query = select(MigratedInstance).where(
        MigratedInstance.tenant_id == session.tenant,
        MigratedInstance.migration_id == migration_id,
        MigratedInstance.status.in_([MoveStatus.STAYED, MoveStatus.WENT_ON]),
    )
    return list(session.scalars(query.order_by(MigratedInstance.case_number).limit(limit)))


def forget(session: TenantSession) -> None:
    """Drop what was kept of cases that have moved on since, or whose process has ended."""
    still_there = select(ProcessInstance.id).where(
        ProcessInstance.tenant_id == MigratedInstance.tenant_id,
        ProcessInstance.id == MigratedInstance.instance_id,
        ProcessInstance.row_version == MigratedInstance.row_version,
        ProcessInstance.status == InstanceStatus.RUNNING,
    )
    session.execute(
        update(MigratedInstance)
        .where(
            MigratedInstance.tenant_id == session.tenant,
            MigratedInstance.snapshot.is_not(None),
            ~still_there.exists(),
        )
        .values(snapshot=None, waits={})
        .execution_options(synchronize_session=False)
    )


def _locked(session: TenantSession, migration_id: str) -> Migration:
    query = select(Migration).where(Migration.tenant_id == session.tenant, Migration.id == migration_id)
    migration = session.scalars(query.with_for_update()).first()
    if migration is None:
        raise UnknownMigration
    return migration


def _progress(session: TenantSession, migration: Migration) -> Progress:
    of_migration = (
        MigratedInstance.tenant_id == session.tenant,
        MigratedInstance.migration_id == migration.id,
    )
    by_status = select(MigratedInstance.status, func.count()).where(*of_migration)
    counts = dict(session.execute(by_status.group_by(MigratedInstance.status)).all())
    version = session.get_one(ProcessVersion, (session.tenant, migration.version_id))
    owed = counts.get(MoveStatus.OWED, 0)
    if migration.undone_at is not None:
        owed += counts.get(MoveStatus.MOVED, 0)
    return Progress(migration, version.number, counts, owed)
