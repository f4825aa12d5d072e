"""Which figures a municipality shows to the others, and the one place where the others read them.

Nothing is shared unless somebody has said so, for each metric of each service; and what is shared is seen
only where it is of at least `LEAST` cases. Each function takes a session of the municipality looked at.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from app.db import TenantSession, table
from app.measures import figures
from app.measures.figures import LEAST, Read
from app.measures.metrics import Metric
from app.measures.tables import SharedFigure
from app.measures.tally import Tally
from app.prepared import Prepared

_shared = table(SharedFigure)
_SHARED = Prepared(
    select(_shared.c.metric).where(
        _shared.c.tenant_id == bindparam("tenant"), _shared.c.key == bindparam("key")
    )
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be seen of a metric; only `tally` tells, and it is None where there are too few cases."""

    tally: Tally | None = None
    line: Sequence[float | None] = ()  #: the value of each month
    endings: Mapping[str, int] = field(default_factory=dict)  #: end event → cases; few ones as ""


def shared(session: TenantSession, key: str) -> frozenset[Metric]:
    """What the municipality shows of a service."""
    return frozenset(Metric(row[0]) for row in session.rows(_SHARED, key=key))


def share(session: TenantSession, key: str, metrics: Collection[Metric], *, by: str, now: datetime) -> None:
    """Show exactly these metrics of a service from now on. A second time changes nothing."""
    before = shared(session, key)
    session.execute(
        delete(SharedFigure).where(
            SharedFigure.tenant_id == session.tenant,
            SharedFigure.key == key,
            SharedFigure.metric.not_in(list(metrics)),
        )
    )
    session.add_all(
        SharedFigure(tenant_id=session.tenant, key=key, metric=metric, shared_at=now, shared_by=by)
        for metric in sorted(set(metrics) - before)
    )
    session.flush()


def shown(
    session: TenantSession, key: str, metric: Metric, span: Sequence[str], *, own: bool = False
) -> Shown | None:
    """A metric of a service in these months; None where it is not shared. `own`: they look themselves."""
    if not own and metric not in shared(session, key):
        return None
    rows = figures.read(session, key, metric, span)
    tally = figures.together(rows)
    if tally.count < LEAST:
        return Shown()
    if metric == Metric.ENDINGS:
        return Shown(tally, endings=_endings(rows))
    return Shown(tally, figures.line(metric, rows, span))


def stays(
    session: TenantSession, key: str, span: Sequence[str], *, own: bool = False
) -> Mapping[str, float | None] | None:
    """Working days that a case stands at each element, averaged over all cases; None where not shared.

    None for an element at which some cases stood, but too few; no element where there are too few cases.
    """
    if not own and Metric.STEPS not in shared(session, key):
        return None
    cases = figures.together(figures.read(session, key, Metric.ENDINGS, span)).count
    if cases < LEAST:
        return {}
    found = figures.stood(session, key, span)
    return {each: None if days is None else days / cases for each, days in found.items()}


def _endings(rows: Sequence[Read]) -> dict[str, int]:
    """Ways to end, the rare ones put together: a few cases could be somebody's."""
    found: dict[str, int] = {}
    for ending, count in figures.endings(rows).items():
        name = ending if count >= LEAST // 3 else ""
        found[name] = found.get(name, 0) + count
    return found
