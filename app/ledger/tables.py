"""What an entry of the ledger is reckoned to save."""

from datetime import datetime

from sqlalchemy import Float, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, TenantOwned


class RateRow(TenantOwned, Base):
    """The hours that one entry of a kind saves, as the consortium reckons, and on what basis."""

    __tablename__ = "ledger_rates"

    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    hours: Mapped[float] = mapped_column(Float)
    basis: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    written_by: Mapped[str] = mapped_column(String(200))
