"""Write an experiment down, open it to the municipalities, stop it. The consortium keeps it."""

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import select

from app.db import TenantSession, new_id
from app.experiments.errors import (
    ExperimentFrozen,
    ExperimentNotOpen,
    ExperimentUnfinished,
    ExperimentUnknown,
)
from app.experiments.tables import Better, Experiment, Metric

_SHARES = range(1, 100)


@dataclass(frozen=True, slots=True)
class Written:
    """An experiment as somebody writes it."""

    key: str
    title: str
    hypothesis: str
    before: str
    tried: str
    metric: Metric
    ending: str
    better: Better
    smallest: float
    share: int
    starts_at: datetime
    ends_at: datetime
    stop_worse: bool = True
    stop_cases: int | None = None

    @property
    def complete(self) -> bool:
        """Whether everything is said, and within bounds."""
        said = all((self.key, self.title, self.hypothesis, self.before, self.tried))
        ends = self.metric != Metric.ENDED or bool(self.ending)
        bounds = self.share in _SHARES and self.smallest > 0 and self.starts_at < self.ends_at
        return said and ends and bounds and (self.stop_cases is None or self.stop_cases > 0)


def all_of(consortium: TenantSession) -> list[Experiment]:
    """Every experiment, the newest first."""
    query = select(Experiment).where(Experiment.tenant_id == consortium.tenant)
    return list(consortium.scalars(query.order_by(Experiment.starts_at.desc(), Experiment.id.desc())))


def find(consortium: TenantSession, experiment_id: str) -> Experiment:
    """One experiment; raises ExperimentUnknown."""
    found = consortium.get(Experiment, (consortium.tenant, experiment_id))
    if found is None:
        raise ExperimentUnknown(experiment_id)
    return found


def write(
    consortium: TenantSession, written: Written, *, experiment_id: str = "", by: str, now: datetime
) -> Experiment:
    """Write a new one, or one anew that is not open yet; raises ExperimentUnfinished, ExperimentFrozen."""
    if not written.complete:
        raise ExperimentUnfinished
    found = find(consortium, experiment_id) if experiment_id else None
    if found is None:
        found = Experiment(tenant_id=consortium.tenant, id=new_id())
        consortium.add(found)
    elif found.frozen_at is not None:
        raise ExperimentFrozen(experiment_id)
    for each in fields(written):
        setattr(found, each.name, getattr(written, each.name))
    found.written_at, found.written_by = now, by
    consortium.flush()
    return found


def open_(consortium: TenantSession, experiment_id: str, *, now: datetime) -> Experiment:
    """From now on it does not change, and municipalities can join; opening twice is opening once."""
    found = find(consortium, experiment_id)
    if found.ends_at <= now:
        raise ExperimentNotOpen(experiment_id)
    found.frozen_at = found.frozen_at or now
    consortium.flush()
    return found


def stop(consortium: TenantSession, experiment_id: str, why: str, *, now: datetime) -> Experiment:
    """It takes no new cases any more; stopping twice is stopping once."""
    found = find(consortium, experiment_id)
    if found.frozen_at is None:
        raise ExperimentNotOpen(experiment_id)
    if not ended(found, now):
        found.stopped_at, found.stopped_why = now, why
        consortium.flush()
    return found


def ended(experiment: Experiment, now: datetime) -> bool:
    """Whether it is over: at its end, or stopped before."""
    return experiment.stopped_at is not None or now >= experiment.ends_at
