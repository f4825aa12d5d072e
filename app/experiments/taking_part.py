"""A municipality joins an experiment with two of its own versions, and leaves when it wants to."""

from datetime import datetime

from sqlalchemy import select

from app.db import TenantSession
from app.experiments import register
from app.experiments.errors import AlreadyTakingPart, ExperimentNotOpen, NotTakingPart, VersionsUnlike
from app.experiments.tables import Experiment, Participation
from app.processes import drafting, library, trials
from app.processes.errors import NotPublished, UnknownVersion
from app.processes.tables import ProcessDefinition, ProcessVersion
from app.processes.trials import Trial

_APPLICATION = "application.form"


def join(
    session: TenantSession, experiment: Experiment, *, before: int, tried: int, by: str, now: datetime
) -> Participation:
    """Take part with these versions, by their numbers.

    Raises ExperimentNotOpen, AlreadyTakingPart, UnknownVersion, VersionsUnlike, NotPublished or TrialRuns.
    """
    if experiment.frozen_at is None or register.ended(experiment, now):
        raise ExperimentNotOpen(experiment.id)
    if session.get(Participation, (session.tenant, experiment.id)) is not None:
        raise AlreadyTakingPart(experiment.id)
    old, new = (_version(session, experiment.key, number) for number in (before, tried))
    _require_alike(session, experiment.key, old, new)
    part = Participation(
        tenant_id=session.tenant,
        experiment_id=experiment.id,
        key=experiment.key,
        tried_id=new.id,
        before_id=old.id,
        since=max(experiment.starts_at, now),
        until=experiment.ends_at,
        joined_at=now,
        joined_by=by,
    )
    session.add(part)
    trial = Trial(experiment.id, part.since, part.until, experiment.share, tried=new.id, before=old.id)
    trials.begin(session, experiment.key, trial, now=now)
    return part


def leave(session: TenantSession, experiment_id: str, why: str, *, now: datetime) -> Participation:
    """New cases take part no more; those that did still count. Raises NotTakingPart. Twice is once."""
    part = participation(session, experiment_id)
    if part.ended_at is None:
        trials.end(session, part.key, experiment_id)
        part.ended_at, part.ended_why = now, why
        part.until = min(part.until, max(now, part.since))
        session.flush()
    return part


def participation(session: TenantSession, experiment_id: str) -> Participation:
    """How the session's municipality takes part; raises NotTakingPart."""
    found = session.get(Participation, (session.tenant, experiment_id))
    if found is None:
        raise NotTakingPart(experiment_id)
    return found


def running(session: TenantSession) -> list[Participation]:
    """What the session's municipality takes part in now."""
    query = select(Participation).where(
        Participation.tenant_id == session.tenant, Participation.ended_at.is_(None)
    )
    return list(session.scalars(query))


def _version(session: TenantSession, key: str, number: int) -> ProcessVersion:
    found = drafting.version_numbered(session, key, number)
    if found is None:
        raise UnknownVersion(key, number)
    return found


def _require_alike(session: TenantSession, key: str, old: ProcessVersion, new: ProcessVersion) -> None:
    """What citizens fill in is the live version's: the other one has to begin with the same answers."""
    definition = session.get(ProcessDefinition, (session.tenant, key))
    if definition is None:
        raise NotPublished(key)
    one_is_live = definition.live_version_id in {old.id, new.id}
    same_starts = _starts(session, old) == _starts(session, new)
    forms = [drafting.version_files(session, each.id).get(_APPLICATION) for each in (old, new)]
    if old.id == new.id or not (one_is_live and same_starts and forms[0] == forms[1]):
        raise VersionsUnlike(key)


def _starts(session: TenantSession, version: ProcessVersion) -> set[str | None]:
    return {start.message for start in library.version(session, version.id).definition.starts}
