"""Dates, times and durations from text, and months on the calendar (DMN 1.5, 10.3.2.3.4 to 10.3.2.3.9)."""

import calendar
import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo

from app.feel.values import YearsMonths

_MICROSECONDS = 1_000_000
_MOST_MONTHS = 12 * 999_999_999
_MAX_LITERAL = 100  # characters

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(
    r"T?([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?"
    r"(?:(Z|z|[+-][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)|@([A-Za-z0-9_/+-]+))?"
)
_MONTHS = re.compile(r"(-)?P(?:([0-9]+)Y)?(?:([0-9]+)M)?")
_SECONDS = re.compile(r"(-)?P(?:([0-9]+)D)?(?:T(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+(?:\.[0-9]+)?)S)?)?")

Temporal = date | time | timedelta | YearsMonths


def parse(text: str) -> Temporal | None:
    """What @"…" holds: the kind follows from the form; None where it has none of them."""
    if "P" in text[:2]:
        return parse_duration(text)
    if "T" in text[1:]:
        return parse_moment(text)
    return parse_date(text) or parse_time(text)


def parse_date(text: str) -> date | None:
    found = _DATE.fullmatch(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def parse_time(text: str) -> time | None:
    """A time of day, with an offset, Z or @Region/City, or none; finer than microseconds is cut off."""
    found = _TIME.fullmatch(text[:_MAX_LITERAL])
    if found is None:
        return None
    hour, minute, second, fraction, offset, region = found.groups()
    micro = int(((fraction or "") + "000000")[:6])
    try:
        return time(int(hour), int(minute), int(second), micro, tzinfo=_zone(offset, region))
    except ValueError:
        return None


def _zone(offset: str | None, region: str | None) -> tzinfo | None:
    if region:
        return region_zone(region)
    if not offset:
        return None
    if offset in "Zz":
        return UTC
    hours, minutes, *seconds = (int(part) for part in offset[1:].split(":"))
    if hours > 14 or minutes > 59:
        raise ValueError("no such offset")
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds[0] if seconds else 0)
    return timezone(-length if offset[0] == "-" else length)


def region_zone(name: str) -> ZoneInfo:
    """The zone of the time-zone database with this name; raises ValueError."""
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as exc:
        raise ValueError("no such zone") from exc


def parse_moment(text: str) -> datetime | None:
    """A date and time; a date alone means its beginning; 24:00:00 is the next day's beginning."""
    day_text, separator, time_text = text.partition("T")
    day = parse_date(day_text)
    if day is None or not separator:
        return None if day is None else datetime.combine(day, time())
    at_end = time_text.startswith("24:00:00")
    clock = parse_time("00" + time_text[2:] if at_end else time_text)
    if clock is None:
        return None
    try:
        return datetime.combine(day, clock) + timedelta(days=1 if at_end else 0)
    except OverflowError:
        return None


def parse_duration(text: str) -> timedelta | YearsMonths | None:
    """P1Y2M is in months, P3DT4H5M6.7S in seconds; the two do not mix."""
    if len(text) > _MAX_LITERAL or text.endswith(("P", "T")):
        return None
    if found := _MONTHS.fullmatch(text):
        months = int(found[2] or 0) * 12 + int(found[3] or 0)
        return in_months(-months if found[1] else months)
    if found := _SECONDS.fullmatch(text):
        return _seconds(found)
    return None


def _seconds(found: re.Match[str]) -> timedelta | None:
    days, hours, minutes = (int(part or 0) for part in found.groups()[1:4])
    whole = ((days * 24 + hours) * 60 + minutes) * 60 * _MICROSECONDS
    total = whole + int(Decimal(found[5] or 0) * _MICROSECONDS)
    try:
        return timedelta(microseconds=-total if found[1] else total)
    except OverflowError:
        return None


def in_months(months: int) -> YearsMonths | None:
    return YearsMonths(months) if abs(months) <= _MOST_MONTHS else None


def in_microseconds(amount: Decimal) -> timedelta:
    """A duration of so many microseconds; raises OverflowError."""
    if amount.adjusted() > 20:  # int() of a huge exponent would be slow
        raise OverflowError
    return timedelta(microseconds=int(amount))


def add_months(day: date, months: int) -> date | None:
    """The same day of another month, or that month's last; keeps the time of a date and time."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    last = calendar.monthrange(year, month + 1)[1]
    return day.replace(year=year, month=month + 1, day=min(day.day, last))


def shift(moment: datetime, by: timedelta) -> datetime:
    """Later by a length of time, not by what clocks on the wall show: a zone's summer time counts."""
    if moment.tzinfo is None:
        return moment + by
    return (moment.astimezone(UTC) + by).astimezone(moment.tzinfo)


def shift_clock(clock: time, by: timedelta) -> time:
    """Later on the clock, around midnight."""
    within_a_day = timedelta(seconds=by.seconds, microseconds=by.microseconds)
    shifted = datetime.combine(date(2000, 1, 1), clock.replace(tzinfo=None)) + within_a_day
    return shifted.time().replace(tzinfo=clock.tzinfo)


def midnight(day: date) -> datetime:
    """A date as a date and time: its beginning, in UTC (10.3.2.3.6)."""
    return day if isinstance(day, datetime) else datetime.combine(day, time(), UTC)
