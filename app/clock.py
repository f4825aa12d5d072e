"""Time is handed in: entry points ask a clock, everything below takes `now`."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


class Clock:
    """The clock on the wall."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)


@dataclass
class MovedClock(Clock):
    """A clock that stands still until it is moved: for seeds, rehearsals and tests."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def move(self, by: timedelta) -> datetime:
        """Move the clock and return the new time."""
        self.at += by
        return self.at
