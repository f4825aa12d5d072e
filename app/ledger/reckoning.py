"""What the entries may have saved: so many hours for each of a kind, on a basis that is said."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import isfinite

from sqlalchemy import select

from app.db import TenantSession
from app.ledger.entries import Entry, Kind
from app.ledger.tables import RateRow
from app.translating import N_

#: More than that is no estimate.
_MOST_HOURS = 1000.0


class RateUnsaid(ValueError):
    """Give the hours as a figure from 0 to 1,000, and say what the estimate is based on."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Hours that one entry of a kind saves."""

    hours: float
    basis: str  #: an English sentence of the product until somebody writes another
    written_by: str = ""  #: "": nobody has reckoned yet


#: Until the consortium reckons by itself. Whoever reports them reads that they are guesses.
GUESSES: Mapping[Kind, Rate] = {
    Kind.REUSED: Rate(40, N_("A guess: a week of drawing, testing and agreeing that was not done alone.")),
    Kind.UPDATED: Rate(6, N_("A guess: most of a day of following the law and mending the process.")),
    Kind.ADAPTED: Rate(0, N_("Own ways are counted, not reckoned: they cost and save at once.")),
    Kind.DECLINED: Rate(0, N_("Declining saves nothing that can be reckoned.")),
    Kind.PROPOSED: Rate(4, N_("A guess: half a day of thinking that the others can read.")),
    Kind.EXPERIMENT: Rate(8, N_("A guess: a day of preparing and judging that was shared.")),
    Kind.LESSON: Rate(1, N_("A guess: an hour that the next one does not lose.")),
}


def rates(consortium: TenantSession) -> dict[Kind, Rate]:
    """What each kind is reckoned to save."""
    rows = consortium.scalars(select(RateRow).where(RateRow.tenant_id == consortium.tenant))
    written = {Kind(row.kind): Rate(row.hours, row.basis, row.written_by) for row in rows}
    return {kind: written.get(kind, GUESSES[kind]) for kind in Kind}


def reckon(
    consortium: TenantSession, kind: Kind, hours: float, basis: str, *, by: str, now: datetime
) -> None:
    """Say what one entry of a kind saves, and on what basis; raises RateUnsaid."""
    if not (isfinite(hours) and 0 <= hours <= _MOST_HOURS and basis):
        raise RateUnsaid
    row = consortium.get(RateRow, (consortium.tenant, kind)) or RateRow(
        tenant_id=consortium.tenant, kind=kind
    )
    row.hours, row.basis, row.written_at, row.written_by = hours, basis, now, by
    consortium.add(row)
    consortium.flush()


def counts(entries: Iterable[Entry]) -> dict[str, Counter[Kind]]:
    """How many entries of each kind there are, by municipality."""
    found: dict[str, Counter[Kind]] = {}
    for entry in entries:
        found.setdefault(entry.tenant, Counter())[entry.kind] += 1
    return found


def hours(counted: Mapping[Kind, int], rates: Mapping[Kind, Rate]) -> float:
    """What so many entries of each kind save together."""
    return sum(rates[kind].hours * number for kind, number in counted.items())
