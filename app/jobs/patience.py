"""Patience with slow work: which municipalities have held the others up for longer than is fair.

A worker remembers by itself how long jobs took. What a job takes beyond `SWIFT` runs up a debt, which fades:
who has more than `LENIENCE` of it is slow, and their jobs go in single file until it has faded. So one
municipality's diagram that runs wild cannot occupy every worker, and a single slow job costs nobody anything.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

#: Seconds that a job may take.
SWIFT = 0.05
#: Seconds of debt that are forgiven: compiling a few versions after a start takes no more.
LENIENCE = 0.25
#: Seconds of debt that fade in a second: the share of a worker that slow work may take from others.
FADING = 0.002


@dataclass
class Patience:
    """The debts of a worker's memory, in seconds."""

    clock: Callable[[], float] = time.monotonic
    _debts: dict[str, tuple[float, float]] = field(default_factory=dict)  #: tenant → debt, and when it was so

    def note(self, tenant: str, seconds: float) -> None:
        """A job of this municipality took so long."""
        if seconds > SWIFT:
            self._debts[tenant] = (self._debt(tenant) + seconds - SWIFT, self.clock())

    def slow(self) -> frozenset[str]:
        """Municipalities whose jobs go in single file for now."""
        return frozenset(tenant for tenant in self._debts if self._debt(tenant) > LENIENCE)

    def _debt(self, tenant: str) -> float:
        debt, at = self._debts.get(tenant, (0.0, 0.0))
        return max(0.0, debt - FADING * (self.clock() - at))
