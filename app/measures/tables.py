"""Figures of closed cases by month, which cases are in them already, and which figures are shared."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, TenantOwned, belongs_to


class Figure(TenantOwned, Base):
    """What was measured of the cases that were closed in a month on one version and ended the same way."""

    __tablename__ = "figures"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)  #: of the definition
    metric: Mapped[str] = mapped_column(String(10), primary_key=True)  #: a Metric, or a StepMetric
    month: Mapped[str] = mapped_column(String(7), primary_key=True)  #: 2026-11
    number: Mapped[int] = mapped_column(primary_key=True)  #: of the version
    element_id: Mapped[str] = mapped_column(String(120), primary_key=True)  #: "": the case as a whole
    ending: Mapped[str] = mapped_column(String(120), primary_key=True)  #: the end event; "" for an element
    count: Mapped[int]  #: how many values
    hundredths: Mapped[int]  #: their sum
    bins: Mapped[str] = mapped_column(Text)  #: how they lie, see measures.tally

    __table_args__ = (belongs_to("process_definitions", key="key"),)


class DigestedCase(TenantOwned, Base):
    """A closed case that is in the figures: it is never added a second time."""

    __tablename__ = "digested_cases"

    case_number: Mapped[str] = mapped_column(String(24), primary_key=True)
    digested_at: Mapped[datetime]

    __table_args__ = (belongs_to("cases", case_number="number"),)


class SharedFigure(TenantOwned, Base):
    """The municipality shows a metric of a service to the others. Without such a row it does not."""

    __tablename__ = "shared_figures"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    metric: Mapped[str] = mapped_column(String(10), primary_key=True)
    shared_at: Mapped[datetime]
    shared_by: Mapped[str] = mapped_column(String(200))

    __table_args__ = (belongs_to("process_definitions", key="key"),)
