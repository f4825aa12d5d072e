"""Experiments, which the consortium keeps, and who takes part, which each municipality keeps."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Float, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, TenantOwned, belongs_to


class Metric(StrEnum):
    LEAD_TIME = "lead-time"  #: from the opening of a case to its end
    ENDED = "ended"  #: the share of closed cases that reached one end
    ASKED = "asked"  #: the share of closed cases in which the citizen had to write again


class Better(StrEnum):
    LESS = "less"
    MORE = "more"


class Experiment(TenantOwned, Base):
    """What is tried, on whom, how it is measured and when it stops. It does not change once it is open."""

    __tablename__ = "experiments"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    key: Mapped[str] = mapped_column(String(60))  #: of the process
    title: Mapped[str] = mapped_column(String(200))
    hypothesis: Mapped[str] = mapped_column(Text)
    before: Mapped[str] = mapped_column(Text)  #: how the one version does it
    tried: Mapped[str] = mapped_column(Text)  #: how the other one does it
    metric: Mapped[str] = mapped_column(String(12))
    ending: Mapped[str] = mapped_column(String(120), default="")  #: id of the end event, for `Metric.ENDED`
    better: Mapped[str] = mapped_column(String(4))
    smallest: Mapped[float] = mapped_column(Float)  #: effect worth having: days, or points of a percentage
    share: Mapped[int]  #: of the new cases, in percent, that gets what is tried
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    stop_worse: Mapped[bool] = mapped_column(default=True)  #: stops when what is tried is clearly worse
    stop_cases: Mapped[int | None]  #: stops when both have so many closed cases
    frozen_at: Mapped[datetime | None]  #: since when it is open and does not change; None: being written
    stopped_at: Mapped[datetime | None]  #: before its end
    stopped_why: Mapped[str] = mapped_column(Text, default="")
    written_at: Mapped[datetime]
    written_by: Mapped[str] = mapped_column(String(200))

    __table_args__ = (Index("ix_experiments_key", "tenant_id", "key"),)

    @property
    def last(self) -> datetime:
        """The last moment at which a new case may take part; what is shown is its day."""
        return self.ends_at - timedelta(seconds=1)


class Participation(TenantOwned, Base):
    """A municipality takes part: with which of its versions, and for how long."""

    __tablename__ = "experiment_participations"

    experiment_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    key: Mapped[str] = mapped_column(String(60))  #: of the process
    tried_id: Mapped[str] = mapped_column(String(32))  #: the version that is tried
    before_id: Mapped[str] = mapped_column(String(32))
    since: Mapped[datetime]  #: cases opened from then on take part
    until: Mapped[datetime]  #: cases opened before then take part
    joined_at: Mapped[datetime]
    joined_by: Mapped[str] = mapped_column(String(200))
    ended_at: Mapped[datetime | None]  #: when new cases stopped taking part
    ended_why: Mapped[str] = mapped_column(Text, default="")  #: where it ended before its time

    __table_args__ = (belongs_to("process_definitions", key="key"),)
