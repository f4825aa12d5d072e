"""When something is due: ISO 8601 and FEEL values as moments. The present moment is always handed in."""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

#: Dates without a time and times without a zone are those of Finland.
ZONE = ZoneInfo("Europe/Helsinki")

#: The shortest repetition at a start event: each round is a case.
SHORTEST = timedelta(minutes=1)

_DURATION = re.compile(
    r"(?P<sign>-)?P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d{1,6})?)S)?)?"
)
_CYCLE = re.compile(r"R(?P<times>\d*)/(?:(?P<start>[^/P][^/]*)/)?(?P<every>P[^/]+)")


class NoTime(ValueError):
    """This value is no date, date and time, duration or repetition."""


@dataclass(frozen=True, slots=True)
class Duration:
    """Months have no length of their own, so they are kept apart from the rest."""

    months: int
    rest: timedelta

    def after(self, moment: datetime) -> datetime:
        """The moment this much later; 31 January and a month is the last day of February."""
        month = moment.month - 1 + self.months
        year, month = moment.year + month // 12, month % 12 + 1
        day = min(moment.day, calendar.monthrange(year, month)[1])
        return moment.replace(year=year, month=month, day=day) + self.rest


@dataclass(frozen=True, slots=True)
class Cycle:
    """A repetition: when it is due next, how many times are left (None: for ever), how far apart."""

    due_at: datetime
    left: int | None
    every: str  #: ISO 8601 duration


@dataclass(frozen=True, slots=True)
class Series:
    """Moments a fixed time apart by the clock of Finland: a day later it is the same time of day."""

    first: datetime | None  #: None: the first is one interval after the moment that is asked about
    every: Duration
    times: int | None  #: None: for ever

    def after(self, moment: datetime) -> datetime | None:
        """The first of them later than `moment`; None when they are over. UTC; raises NoTime."""
        try:
            if self.first is None:
                return self._shifted(moment, 1)
            number = self._number(self.first, moment)
            return (
                None if self.times is not None and number >= self.times else self._shifted(self.first, number)
            )
        except (OverflowError, ValueError) as error:
            raise NoTime(f"there is no such moment: {error}") from None

    def _number(self, first: datetime, moment: datetime) -> int:
        # Months differ in length, so the guess may be off by a few.
        length = timedelta(days=30.436875) * self.every.months + self.every.rest
        number = max(0, int((moment - first) / length) - 3)
        while self._shifted(first, number) <= moment:
            number += 1
        return number

    def _shifted(self, first: datetime, number: int) -> datetime:
        whole_days = timedelta(days=self.every.rest.days * number)
        by_clock = Duration(self.every.months * number, whole_days).after(first.astimezone(ZONE))
        return by_clock.astimezone(UTC) + (self.every.rest - timedelta(days=self.every.rest.days)) * number


@lru_cache(maxsize=1024)
def duration(text: str) -> Duration:
    """An ISO 8601 duration; raises NoTime."""
    found = _DURATION.fullmatch(text.strip())
    parts = {key: value for key, value in found.groupdict().items() if value} if found else {}
    sign = -1 if parts.pop("sign", None) else 1
    if not parts:
        raise NoTime(f"“{text}” is no duration such as P14D")
    months = int(parts.pop("years", 0)) * 12 + int(parts.pop("months", 0))
    return Duration(sign * months, sign * timedelta(**{key: float(value) for key, value in parts.items()}))


def due(value: object, now: datetime) -> datetime:
    """When a timer with this value fires: a date means its first moment in Finland. UTC; raises NoTime."""
    return _moment(value, now, time.min)


def deadline(value: object, now: datetime) -> datetime:
    """When work with this due date is late: a date means its last second in Finland. UTC; raises NoTime."""
    return _moment(value, now, time(23, 59, 59))


def cycle(value: object, now: datetime) -> Cycle:
    """A repetition such as R3/PT1H, first due one interval from now or at its start; raises NoTime."""
    found = _CYCLE.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise NoTime(f"“{value}” is no repetition such as R3/P7D")
    every = found["every"]
    if duration(every).after(now) <= now:
        raise NoTime(f"the repetition “{value}” has no length")
    first = due(found["start"], now) if found["start"] else due(every, now)
    return Cycle(first, int(found["times"]) if found["times"] else None, every)


def series(value: object) -> Series:
    """A repetition as a series of moments; raises NoTime, also where a count has no first moment."""
    found = _CYCLE.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise NoTime(f"“{value}” is no repetition such as R/2027-01-01T08:00:00/P1M")
    every, some_day = duration(found["every"]), datetime(2026, 1, 1, tzinfo=UTC)
    if every.after(some_day) < some_day + SHORTEST:
        raise NoTime(f"“{value}” repeats more often than once a minute")
    if found["times"] and not found["start"]:
        raise NoTime(f"“{value}” does not say when it begins")
    first = due(found["start"], some_day) if found["start"] else None
    return Series(first, every, int(found["times"]) if found["times"] else None)


def check(kind: str, text: str) -> None:
    """Whether fixed text can be the time of a timer of this kind; raises NoTime."""
    some_day = datetime(2026, 1, 1, tzinfo=UTC)
    if kind == "timeCycle":
        cycle(text, some_day)
    else:
        due(text, some_day)


def following(cycle: Cycle) -> Cycle | None:
    """The repetition after it fired once; None when it was the last time."""
    left = None if cycle.left is None else cycle.left - 1
    return None if left == 0 else Cycle(due(cycle.every, cycle.due_at), left, cycle.every)


def _moment(value: object, now: datetime, of_day: time) -> datetime:
    try:
        return _aware(value, now, of_day).astimezone(UTC)
    except (OverflowError, ValueError) as error:
        raise error if isinstance(error, NoTime) else NoTime(f"“{value}” is no moment: {error}") from None


def _aware(value: object, now: datetime, of_day: time) -> datetime:
    if isinstance(value, timedelta):
        return now + value
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=ZONE)
    if isinstance(value, date):
        return datetime.combine(value, of_day, ZONE)
    if isinstance(value, str):
        return _from_text(value.strip(), now, of_day)
    raise NoTime(f"“{value}” is no date, date and time or duration")


def _from_text(text: str, now: datetime, of_day: time) -> datetime:
    if text.startswith(("P", "-P")):
        return duration(text).after(now)
    if len(text) == 10:
        return datetime.combine(date.fromisoformat(text), of_day, ZONE)
    return _aware(datetime.fromisoformat(text), now, of_day)
