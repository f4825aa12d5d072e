"""Dates and times on the calendar and around the world (DMN 1.5, 10.3.2.3.4 to 10.3.2.3.8).

Python's calendar ends at the years 1 and 9999, the standard's at 999,999,999: what leaves Python's is
refused rather than answered wrongly.
"""

import calendar
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal

from app.feel.errors import N_, Unsupported
from app.feel.values import YearsMonths

#: Where durations end; the standard has no limit, but no calendar is longer.
MOST_MONTHS = 12 * 999_999_999
MICROSECOND = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - it is compared with clocks on the wall

BEYOND_YEARS = N_("Only the years 1 to 9999 can be calculated with.")
TOO_LONG_A_DURATION = N_("This duration is longer than can be calculated with.")


def beyond_the_calendar() -> Unsupported:
    """What to raise where a result has a year outside 1 to 9999."""
    return Unsupported(BEYOND_YEARS)


def in_months(months: int) -> YearsMonths:
    """A duration; raises Unsupported beyond any calendar."""
    if abs(months) > MOST_MONTHS:
        raise Unsupported(TOO_LONG_A_DURATION)
    return YearsMonths(months)


def in_microseconds(amount: Decimal) -> timedelta:
    """A duration of so many microseconds, rounded to the nearest; raises Unsupported."""
    if amount.adjusted() > 20:  # int() of a huge exponent would be slow
        raise Unsupported(TOO_LONG_A_DURATION)
    try:
        return timedelta(microseconds=int(amount.to_integral_value()))
    except OverflowError:
        raise Unsupported(TOO_LONG_A_DURATION) from None


def lengthened(a: timedelta, b: timedelta) -> timedelta:
    """The sum of two durations; raises Unsupported."""
    try:
        return a + b
    except OverflowError:
        raise Unsupported(TOO_LONG_A_DURATION) from None


def opposite(duration: timedelta) -> timedelta:
    """The same length backwards; raises Unsupported."""
    try:
        return -duration
    except OverflowError:
        raise Unsupported(TOO_LONG_A_DURATION) from None


def microseconds(duration: timedelta) -> int:
    """How many microseconds a duration lasts."""
    return duration // MICROSECOND


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last; keeps the time of a date and time."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise beyond_the_calendar()
    last = calendar.monthrange(year, month + 1)[1]
    return day.replace(year=year, month=month + 1, day=min(day.day, last))


def shift(moment: datetime, by: timedelta) -> datetime:
    """Later by a length of time, not by what clocks on the wall show: a zone's summer time counts."""
    try:
        if moment.tzinfo is None:
            return moment + by
        return (moment.astimezone(UTC) + by).astimezone(moment.tzinfo)
    except OverflowError:
        raise beyond_the_calendar() from None


def in_zone(moment: datetime, zone: tzinfo) -> datetime:
    """The same moment as clocks in another zone show it; raises Unsupported at the edge of the calendar."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        raise beyond_the_calendar() from None


def shift_day(day: date, by: timedelta) -> date:
    """The day on which it is so much later than at the day's beginning: minus one hour is the day before."""
    return shift(datetime.combine(day, time()), by).date()


def shift_clock(clock: time, by: timedelta) -> time:
    """Later on the clock, around midnight (10.3.2.3.4)."""
    within_a_day = timedelta(seconds=by.seconds, microseconds=by.microseconds)
    shifted = datetime.combine(date(2000, 1, 1), clock.replace(tzinfo=None)) + within_a_day
    return shifted.time().replace(tzinfo=clock.tzinfo)


def midnight(day: date) -> datetime:
    """A date as a date and time: its beginning, in UTC (10.3.2.3.5)."""
    return day if isinstance(day, datetime) else datetime.combine(day, time(), UTC)


def difference(a: datetime, b: datetime) -> timedelta | None:
    """The time from `b` to `a`; null where only one of them has a zone (Table 57)."""
    if (a.tzinfo is None) != (b.tzinfo is None):
        return None
    if a.tzinfo is None:
        return a - b
    # Python subtracts wall clocks where both have the same zone object, which is wrong in spring and autumn.
    return since_epoch(a) - since_epoch(b)


def since_epoch(moment: datetime) -> timedelta:
    """The standard's value of a moment with a zone: no UTC is needed, which the calendar's edges lack."""
    return moment.replace(tzinfo=None) - _EPOCH - (moment.utcoffset() or timedelta(0))


def clock_difference(a: time, b: time) -> timedelta | None:
    """Between two times of day; null where zones cannot be compared without a date."""
    if a.tzinfo != b.tzinfo and (a.utcoffset() is None or b.utcoffset() is None):
        return None
    return since_midnight(a) - since_midnight(b)


def since_midnight(clock: time) -> timedelta:
    """Time since midnight UTC where the offset is known, else since midnight there."""
    local = timedelta(
        hours=clock.hour, minutes=clock.minute, seconds=clock.second, microseconds=clock.microsecond
    )
    return local - (clock.utcoffset() or timedelta(0))
