"""Dates and times on the calendar and around the world (DMN 1.5, 10.3.2.3.4 to 10.3.2.3.8)."""

import calendar
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from app.feel.errors import Unsupported
from app.feel.far import (
    CYCLE_DAYS,
    CYCLE_YEARS,
    LAST_YEAR,
    NANOS,
    TOO_LONG_A_DURATION,
    Clock,
    Day,
    FarMoment,
    Length,
    Moment,
    clock_at,
    day_at,
    inland,
    length_of,
    moment_at,
    nanoseconds,
    of_clock,
    of_day,
    of_moment,
    year_of,
)
from app.feel.values import YearsMonths

MOST_MONTHS = 12 * LAST_YEAR
FOREVER = 10**30  #: nanoseconds, longer than any duration
_DAY = 86_400 * NANOS
_CYCLE = CYCLE_DAYS * _DAY
_MICROSECOND = timedelta(microseconds=1)
_LAST_DAY = date.max.toordinal()
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - it is compared with clocks on the wall


# --- durations ------------------------------------------------------------------------------------


def in_months(months: int) -> YearsMonths:
    """A duration; raises Unsupported beyond any calendar."""
    if abs(months) > MOST_MONTHS:
        raise Unsupported(TOO_LONG_A_DURATION)
    return YearsMonths(months)


def lengthened(a: Length, b: Length) -> Length:
    """The sum of two durations; raises Unsupported."""
    return length_of(nanoseconds(a) + nanoseconds(b))


def opposite(length: Length) -> Length:
    """The same length backwards."""
    return length_of(-nanoseconds(length))


def absolute(length: Length) -> Length:
    """The same length forwards."""
    return length_of(abs(nanoseconds(length)))


# --- days -----------------------------------------------------------------------------------------


def number_of(day: Day) -> int:
    """The day's number; 1 is the first of January of the year 1."""
    cycles, near = of_day(day)
    return near.toordinal() + cycles * CYCLE_DAYS


def numbered(number: int) -> Day:
    """The day with a number; raises Unsupported."""
    if 1 <= number <= _LAST_DAY:
        return date.fromordinal(number)
    cycles, rest = divmod(number - 1, CYCLE_DAYS)
    return day_at(cycles, date.fromordinal(rest + 1))


def add_months(day: Day, months: int) -> Day:
    """The same day of another month, or that month's last; keeps the time of a date and time."""
    year, month = divmod(year_of(day) * 12 + of_day(day)[1].month - 1 + months, 12)
    return _on(day, year, month + 1, of_day(day)[1].day)


def last_of_month(day: Day) -> Day:
    """The last day of the day's month."""
    return _on(date_of(day), year_of(day), of_day(day)[1].month, 31)


def _on(day: Day, year: int, month: int, number: int) -> Day:
    """The day with the time of another, in a month that may be shorter."""
    like = 2000 + year % CYCLE_YEARS
    last = calendar.monthrange(like, month)[1]
    near = of_day(day)[1].replace(year=like, month=month, day=min(number, last))
    cycles = (year - like) // CYCLE_YEARS
    if isinstance(near, datetime):
        return moment_at(cycles, near, day.nanos if isinstance(day, FarMoment) else 0)
    return day_at(cycles, near)


def days_between(a: Day, b: Day) -> Length:
    """The time from the beginning of day b to that of a."""
    return length_of((number_of(a) - number_of(b)) * _DAY)


def shift_day(day: Day, by: Length) -> Day:
    """The day on which it is so much later than at the day's beginning: minus one hour is the day before."""
    return numbered((number_of(day) * _DAY + nanoseconds(by)) // _DAY)


# --- moments --------------------------------------------------------------------------------------


def together(day: Day, clock: Clock) -> Moment:
    """A day and a time of day."""
    (cycles, near), (near_clock, nanos) = of_day(day), of_clock(clock)
    return moment_at(cycles, datetime.combine(near, near_clock), nanos)


def date_of(day: Day) -> Day:
    """The date without its time."""
    cycles, near = of_day(day)
    return day_at(cycles, near.date() if isinstance(near, datetime) else near)


def clock_of(moment: Moment) -> Clock:
    """The time of day."""
    _, near, nanos = of_moment(moment)
    return clock_at(near.timetz(), nanos)


def midnight(day: Day) -> Moment:
    """A date as a date and time: its beginning, in UTC (10.3.2.3.5)."""
    return day if isinstance(day, datetime | FarMoment) else together(day, time(tzinfo=UTC))


def zone_of(point: object) -> tzinfo | None:
    """The zone of a time, or of a date and time; of anything else none."""
    near = getattr(point, "near", point)
    return getattr(near, "tzinfo", None)


def without_zone(moment: Moment) -> Moment:
    """What clocks on the wall show."""
    cycles, near, nanos = of_moment(moment)
    return moment_at(cycles, near.replace(tzinfo=None), nanos)


def shift(moment: Moment, by: Length) -> Moment:
    """Later by a length of time, not by what clocks on the wall show: a zone's summer time counts."""
    return _at(instant(moment) + nanoseconds(by), zone_of(moment))


def in_zone(moment: Moment, zone: tzinfo) -> Moment:
    """The same moment as clocks in another zone show it."""
    return _at(instant(moment), zone)


def instant(moment: Moment) -> int:
    """Nanoseconds since 1970 in UTC, or on the wall of a clock without a zone: the standard's value of it.

    Python subtracts wall clocks where both have the same zone object, which is wrong in spring and autumn.
    """
    cycles, near, nanos = of_moment(moment)
    passed = near.replace(tzinfo=None) - _EPOCH - (near.utcoffset() or timedelta(0))
    return cycles * _CYCLE + passed // _MICROSECOND * 1000 + nanos


def _at(passed: int, zone: tzinfo | None) -> Moment:
    """The moment in a zone; raises Unsupported."""
    cycles, rest = divmod(passed, _CYCLE)
    in_utc = moment_at(cycles, _EPOCH + timedelta(microseconds=rest // 1000), rest % 1000)
    if zone is None:
        return in_utc
    cycles, near, nanos = inland(in_utc)
    return moment_at(cycles, near.replace(tzinfo=UTC).astimezone(zone), nanos)


def difference(a: Moment, b: Moment) -> Length | None:
    """The time from `b` to `a`; null where only one of them has a zone (Table 57)."""
    if (zone_of(a) is None) != (zone_of(b) is None):
        return None
    return length_of(instant(a) - instant(b))


# --- times of day ---------------------------------------------------------------------------------


def shift_clock(clock: Clock, by: Length) -> Clock:
    """Later on the clock, around midnight (10.3.2.3.4)."""
    passed = (on_the_wall(clock) + nanoseconds(by)) % _DAY
    shown = (_EPOCH + timedelta(microseconds=passed // 1000)).time()
    return clock_at(shown.replace(tzinfo=zone_of(clock)), passed % 1000)


def clock_difference(a: Clock, b: Clock) -> Length | None:
    """Between two times of day; null where zones cannot be compared without a date."""
    if zone_of(a) != zone_of(b) and (_offset(a) is None or _offset(b) is None):
        return None
    return length_of(since_midnight(a) - since_midnight(b))


def since_midnight(clock: Clock) -> int:
    """Nanoseconds since midnight UTC where the offset is known, else since midnight there."""
    return on_the_wall(clock) - nanoseconds(_offset(clock) or timedelta(0))


def on_the_wall(clock: Clock) -> int:
    """Nanoseconds since midnight there."""
    near, nanos = of_clock(clock)
    seconds = (near.hour * 60 + near.minute) * 60 + near.second
    return seconds * NANOS + near.microsecond * 1000 + nanos


def _offset(clock: Clock) -> timedelta | None:
    return of_clock(clock)[0].utcoffset()
