"""Trials: while an experiment runs, a share of a process's new cases starts on another version.

The trial is a value in the row of the definition, which is read anyway when a case starts: without one,
nothing is read or done besides. Which version a case gets follows from its number alone, for ever.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from app.cases.tables import Case, CaseOrigin
from app.db import TenantSession
from app.processes.errors import NotPublished, TrialRuns
from app.processes.tables import ProcessDefinition

_HUNDRED = 100


class Arm(StrEnum):
    """What a case was given."""

    BEFORE = "before"  #: the version as it was
    TRIED = "tried"  #: the version that is tried


@dataclass(frozen=True, slots=True)
class Trial:
    """An experiment as one municipality takes part in it."""

    experiment: str
    since: datetime
    until: datetime
    share: int  #: of the new cases, in percent, that gets what is tried
    tried: str  #: id of a version
    before: str  #: id of a version

    def covers(self, moment: datetime) -> bool:
        """Whether a case that was opened then takes part."""
        return self.since <= moment < self.until


def arm(experiment: str, tenant: str, case_number: str, share: int) -> Arm:
    """What a case gets: as good as drawn by lot, and the same whenever it is asked."""
    digest = hashlib.sha256(f"{experiment}\0{tenant}\0{case_number}".encode()).digest()
    lot = int.from_bytes(digest[:8]) * _HUNDRED >> 64
    return Arm.TRIED if lot < share else Arm.BEFORE


def version_for(kept: Mapping[str, object] | None, tenant: str, case: Case, live_version_id: str) -> str:
    """Id of the version that a new case starts on, by what the definition's row says of a trial."""
    if not kept or case.origin != CaseOrigin.MESSAGE:
        return live_version_id
    trial = _read(kept)
    if not trial.covers(case.opened_at):
        return live_version_id
    drawn = arm(trial.experiment, tenant, case.number, trial.share)
    return trial.tried if drawn == Arm.TRIED else trial.before


def running(session: TenantSession, key: str, *, now: datetime) -> Trial | None:
    """The trial of a process that runs or is yet to begin; None where there is none."""
    definition = session.get(ProcessDefinition, (session.tenant, key))
    trial = _read(definition.trial) if definition and definition.trial else None
    return trial if trial and now < trial.until else None


def begin(session: TenantSession, key: str, trial: Trial, *, now: datetime) -> None:
    """Let new cases take part from its beginning on; raises NotPublished, or TrialRuns."""
    definition = session.get(ProcessDefinition, (session.tenant, key), with_for_update=True)
    if definition is None or definition.live_version_id is None:
        raise NotPublished(key)
    refuse_while_running(definition, now)
    definition.trial = asdict(trial)
    session.flush()


def end(session: TenantSession, key: str, experiment: str) -> None:
    """New cases start on the live version again. Ending what has ended is harmless."""
    definition = session.get(ProcessDefinition, (session.tenant, key), with_for_update=True)
    if definition and definition.trial and definition.trial["experiment"] == experiment:
        definition.trial = None
        session.flush()


def refuse_while_running(definition: ProcessDefinition, now: datetime) -> None:
    """Raises TrialRuns while new cases are shared out between two versions: a third would spoil it."""
    if definition.trial and now < _read(definition.trial).until:
        raise TrialRuns(definition.key)


def _read(kept: Mapping[str, object]) -> Trial:
    return Trial(**kept)  # type: ignore[arg-type]  # it is what `begin` has written
