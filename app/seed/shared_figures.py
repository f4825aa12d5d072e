"""Which figures the municipalities of the demonstration show to each other: six of eight, each its own."""

from collections.abc import Mapping
from datetime import datetime

from app.db import Database
from app.measures import sharing
from app.measures.metrics import Metric
from app.processes import publishing

_ALL = tuple(Metric)
_TIMES = (Metric.LEAD, Metric.TOUCH, Metric.CITIZEN, Metric.STEPS)
#: Two have not decided yet.
_SHARED: Mapping[str, tuple[Metric, ...]] = {
    "koivula": _ALL,
    "sandvik": _ALL,
    "lehtola": _ALL,
    "harjula": _TIMES,
    "myllyranta": (*_TIMES, Metric.ENDINGS),
    "norrholm": (Metric.LEAD, Metric.ENDINGS),
}


def plant(database: Database, *, now: datetime) -> None:
    """Let each show what it shows, of every service that it has published."""
    for tenant, metrics in _SHARED.items():
        with database.transaction(tenant) as session:
            for definition, _live in publishing.definitions(session):
                sharing.share(session, definition.key, metrics, by="demonstration", now=now)
