"""One case moved to another version, or back: lock it, ask the engine, write what came of it."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import select, update

from app import engine
from app.cases import timeline
from app.cases.tables import Case, CaseStatus, EventKind
from app.cases.timeline import Happening
from app.db import Database, TenantSession
from app.engine import Outcome
from app.incidents import register as incidents
from app.jobs import queue
from app.jobs.tables import Job
from app.processes import library, migrated_rows, migration_plan, moving, parts, recording
from app.processes.library import Version
from app.processes.migration_plan import Reason
from app.processes.standing import Standing, Step
from app.processes.tables import (
    InstanceStatus,
    MigratedInstance,
    Migration,
    MoveStatus,
    ProcessInstance,
)
from app.translating import N_

ENDED = N_("The process has ended in the meantime.")
THERE_ALREADY = N_("The case has come to this version in another way.")
UNDONE = N_("It was undone before it was this case's turn.")
WENT_ON = N_("The case has moved on since.")
FAULT = N_("It could not be done because of a fault on our side. The operator can see it in the log.")


def do(database: Database, job: Job, *, now: datetime) -> None:
    """Move the case, or bring it back; what cannot be done is kept as a reason. Raises LeaseLost."""
    with database.transaction(job.tenant_id) as session:
        queue.finish(session, job)
        migration, item = _locked(session, job)
        if job.payload.get("back"):
            if item.status == MoveStatus.MOVED:
                _bring_back(session, migration, item, now)
        elif item.status == MoveStatus.OWED:
            _move(session, migration, item, now)


def give_up(database: Database, job: Job, *, now: datetime) -> None:
    """It failed again and again for a reason that is not the case's: the case stays where it is."""
    with database.transaction(job.tenant_id) as session:
        queue.remove(session, [job.id])
        _migration, item = _locked(session, job)
        back = bool(job.payload.get("back"))
        _settle(item, MoveStatus.WENT_ON if back else MoveStatus.STAYED, [_because(FAULT)], now)


def _locked(session: TenantSession, job: Job) -> tuple[Migration, MigratedInstance]:
    # Shared by all who move; who wants it undone waits for them, and then knows what was moved.
    migration_id = job.payload["migration_id"]
    wanted = select(Migration).where(Migration.tenant_id == session.tenant, Migration.id == migration_id)
    migration = session.scalars(wanted.with_for_update(read=True)).one()
    query = select(MigratedInstance).where(
        MigratedInstance.tenant_id == session.tenant,
        MigratedInstance.migration_id == migration_id,
        MigratedInstance.instance_id == job.instance_id,
    )
    return migration, session.scalars(query.with_for_update()).one()


def _move(session: TenantSession, migration: Migration, item: MigratedInstance, now: datetime) -> None:
    standing = moving.lock(session, item.instance_id)
    to = library.version(session, migration.version_id)
    reasons = _not_needed(session, migration, standing, to)
    outcome, before = None, b""
    if not reasons:
        outcome, before, reasons = _ask_engine(standing, to, migration, now)
    if outcome is None:
        _settle(item, MoveStatus.STAYED, reasons, now)
        return
    waits = migrated_rows.remember(session, item.instance_id)
    migrated_rows.rename(session, item.case_number, waits, to, migration.mapping)
    _record(session, standing, to, outcome, _told(EventKind.MIGRATED, migration, standing.version, to), now)
    item.from_version_id, item.snapshot, item.waits = standing.version.id, before, waits
    item.row_version = standing.row_version + 1 if _stands_where_it_stood(outcome) else None
    _settle(item, MoveStatus.MOVED, [], now)


def _not_needed(
    session: TenantSession, migration: Migration, standing: Standing, to: Version
) -> list[Reason]:
    if migration.undone_at is not None:
        return [_because(UNDONE)]
    if standing.version.id == to.id:
        return [_because(THERE_ALREADY)]
    instance = session.get_one(ProcessInstance, (session.tenant, standing.instance_id))
    return [_because(ENDED)] if instance.status == InstanceStatus.FINISHED else []


def _ask_engine(
    standing: Standing, to: Version, migration: Migration, now: datetime
) -> tuple[Outcome | None, bytes, list[Reason]]:
    """The instance on the new version, and all of it on the old one; or why it stays."""
    old = standing.version
    try:
        before = engine.whole(old.definition, standing.state)
        outcome = engine.migrate(old.definition, to.definition, standing.state, migration.mapping, now=now)
    except engine.NotMigratable as failure:
        return None, b"", [migration_plan.reason(old, each) for each in failure.blocked]
    except engine.EngineError as failure:
        element_id = getattr(failure, "element_id", None) or ""
        sentence = getattr(failure, "cause", "") or type(failure).__doc__ or ""
        return None, b"", [Reason(element_id, to.names(element_id) if element_id else {}, sentence)]
    return outcome, before, []


def _record(
    session: TenantSession,
    standing: Standing,
    to: Version,
    outcome: Outcome,
    happening: Happening,
    now: datetime,
) -> None:
    """Write the outcome as one of the new version."""
    recording.record(session, replace(standing, version=to), outcome, Step(first=(happening,)), now=now)
    _set_version(session, standing.instance_id, to.id)
    if standing.case_status == CaseStatus.STOPPED and not outcome.finished:
        # What stopped it is still there, unless it was withdrawn.
        case = session.get_one(Case, (session.tenant, standing.case_number), populate_existing=True)
        if incidents.of_case(session, standing.case_number):
            case.status = CaseStatus.STOPPED


def _stands_where_it_stood(outcome: Outcome) -> bool:
    """Whether nothing but waiting was changed: only then can the way back be gone."""
    return not (outcome.finished or outcome.passed or outcome.thrown or outcome.signalled or outcome.opened)


def _bring_back(session: TenantSession, migration: Migration, item: MigratedInstance, now: datetime) -> None:
    standing = moving.lock(session, item.instance_id)
    if item.row_version != standing.row_version or item.snapshot is None:
        _settle(item, MoveStatus.WENT_ON, [_because(WENT_ON)], now)
        return
    old = library.version(session, item.from_version_id)
    session.execute(
        update(ProcessInstance)
        .where(ProcessInstance.tenant_id == session.tenant, ProcessInstance.id == item.instance_id)
        .values(snapshot=item.snapshot, version_id=old.id, row_version=standing.row_version + 1)
        .execution_options(synchronize_session=False)
    )
    parts.drop(session, item.instance_id)
    migrated_rows.put_back(session, standing, item.waits, migration.mapping)
    happening = _told(EventKind.MOVED_BACK, migration, standing.version, old)
    timeline.record(session, standing.case_number, [happening], now=now)
    _settle(item, MoveStatus.UNDONE, [], now)


def _set_version(session: TenantSession, instance_id: str, version_id: str) -> None:
    session.execute(
        update(ProcessInstance)
        .where(ProcessInstance.tenant_id == session.tenant, ProcessInstance.id == instance_id)
        .values(version_id=version_id)
        .execution_options(synchronize_session=False)
    )


def _settle(item: MigratedInstance, status: MoveStatus, reasons: Sequence[Reason], now: datetime) -> None:
    item.status, item.done_at = status, now
    item.reasons = [asdict(each) for each in reasons]
    if status != MoveStatus.MOVED:
        item.snapshot, item.waits = None, {}


def _told(kind: EventKind, migration: Migration, old: Version, new: Version) -> Happening:
    back = kind == EventKind.MOVED_BACK
    return Happening(
        kind,
        text=migration.undo_reason if back else migration.reason,
        details={"migration_id": migration.id, "from": old.number, "to": new.number},
        actor_id=None if back else migration.started_by_id,
        actor_name=migration.undone_by if back else migration.started_by,
    )


def _because(sentence: str) -> Reason:
    return Reason("", {}, sentence)
