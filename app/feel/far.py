"""Days, moments, times of day and lengths that Python has no types for (DMN 1.5, 10.3.2.3.4 to 10.3.2.3.8).

The standard's years go to 999,999,999 either way, and its seconds to fractions finer than a millionth. The
calendar repeats every 400 years, which are whole weeks: a far day is a near one, about which Python knows
everything, and how many times 400 years lie between. What Python has a type for is never far, so that equal
values have one type: `day_at`, `moment_at`, `clock_at` and `length_of` see to it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.feel.errors import N_, Unsupported

CYCLE_YEARS = 400
CYCLE_DAYS = 146_097
LAST_YEAR = 999_999_999
NANOS = 1_000_000_000  #: in a second
_FINEST = 1000  # nanoseconds that Python tells apart
_LAST_NANO = LAST_YEAR * 366 * 86_400 * NANOS
_MICROSECOND = timedelta(microseconds=1)
# Zones are asked about near years: in the first ones local mean time holds, in the last ones today's rules.
_FIRST_NEAR, _LAST_NEAR = 401, 9200

BEYOND_YEARS = N_("Only years up to 999999999 can be calculated with.")
TOO_LONG_A_DURATION = N_("This duration is longer than can be calculated with.")


@dataclass(frozen=True, slots=True)
class FarDay:
    """A day: `near` and so many times 400 years."""

    cycles: int
    near: date


@dataclass(frozen=True, slots=True)
class FarMoment(FarDay):
    """A date and time: `near`, so many times 400 years, and 0 to 999 nanoseconds."""

    near: datetime
    nanos: int


@dataclass(frozen=True, slots=True)
class FineTime:
    """A time of day: `near` and 1 to 999 nanoseconds."""

    near: time
    nanos: int


@dataclass(frozen=True, slots=True)
class FarLength:
    """A duration of so many nanoseconds."""

    nanos: int


FAR = frozenset((FarDay, FarMoment, FineTime, FarLength))

Day = date | FarDay  #: moments among them, as Python has it
Moment = datetime | FarMoment
Clock = time | FineTime
Length = timedelta | FarLength


def day_at(cycles: int, near: date) -> Day:
    """The day so many times 400 years after a near one; raises Unsupported."""
    year = near.year + CYCLE_YEARS * cycles
    away = _away(year)
    found = near.replace(year=year - CYCLE_YEARS * away)
    return FarDay(away, found) if away else found


def moment_at(cycles: int, near: datetime, nanos: int) -> Moment:
    """The moment so many times 400 years after a near one, by clocks on the wall; raises Unsupported."""
    year = near.year + CYCLE_YEARS * cycles
    away = _away(year)
    found = near.replace(year=year - CYCLE_YEARS * away)
    return FarMoment(away, found, nanos) if away or nanos else found


def _away(year: int) -> int:
    """How many times 400 years it is to the near year that stands for this one."""
    if 1 <= year <= 9999:
        return 0
    if abs(year) > LAST_YEAR:
        raise Unsupported(BEYOND_YEARS)
    return (year - (_FIRST_NEAR if year < 1 else _LAST_NEAR)) // CYCLE_YEARS


def clock_at(near: time, nanos: int) -> Clock:
    """The time of day."""
    return FineTime(near, nanos) if nanos else near


def length_of(nanos: int) -> Length:
    """A duration of so many nanoseconds; raises Unsupported beyond any calendar."""
    if abs(nanos) > _LAST_NANO:
        raise Unsupported(TOO_LONG_A_DURATION)
    try:
        return FarLength(nanos) if nanos % _FINEST else timedelta(microseconds=nanos // _FINEST)
    except OverflowError:
        return FarLength(nanos)


def nanoseconds(length: Length) -> int:
    """How many nanoseconds a duration lasts."""
    return length.nanos if isinstance(length, FarLength) else length // _MICROSECOND * _FINEST


def of_day(day: Day) -> tuple[int, date]:
    """Cycles and near day."""
    return (day.cycles, day.near) if isinstance(day, FarDay) else (0, day)


def of_moment(moment: Moment) -> tuple[int, datetime, int]:
    """Cycles, near moment and nanoseconds."""
    return (moment.cycles, moment.near, moment.nanos) if isinstance(moment, FarMoment) else (0, moment, 0)


def of_clock(clock: Clock) -> tuple[time, int]:
    """Near time and nanoseconds."""
    return (clock.near, clock.nanos) if isinstance(clock, FineTime) else (clock, 0)


def inland(moment: Moment) -> tuple[int, datetime, int]:
    """The same as of_moment, but so near that Python can go a day either way."""
    cycles, near, nanos = of_moment(moment)
    step = (near.year < _FIRST_NEAR) - (near.year >= _LAST_NEAR + CYCLE_YEARS)
    return cycles - step, near.replace(year=near.year + CYCLE_YEARS * step), nanos


def year_of(day: Day) -> int:
    """The year."""
    cycles, near = of_day(day)
    return near.year + CYCLE_YEARS * cycles
