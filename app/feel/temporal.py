"""Dates, times and durations from text (DMN 1.5, 10.3.2.3.4 to 10.3.2.3.8 and 10.3.4.1).

What has the standard's form but is finer or longer than can be calculated with raises Unsupported; what has
not is None.
"""

import re
from datetime import UTC, date, time, timedelta, timezone, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo

from app.feel.errors import N_, Unsupported
from app.feel.far import (
    CYCLE_YEARS,
    LAST_YEAR,
    NANOS,
    Clock,
    Day,
    Length,
    Moment,
    clock_at,
    day_at,
    length_of,
)
from app.feel.moments import in_months, shift, together
from app.feel.values import YearsMonths

_MAX_LITERAL = 100  # characters
_MOST_HOURS = 14  # of an offset, as in XML Schema

TOO_FINE = N_("Fractions of a second finer than a billionth cannot be calculated with.")

_DATE = re.compile(r"(-?)([0-9]{4}|[1-9][0-9]{4,8})-([0-9]{2})-([0-9]{2})", re.ASCII)
_TIME = re.compile(
    r"T?([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?"
    r"(?:(Z|z|[+-][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)|@([A-Za-z0-9_/+-]+))?"
)
_MONTHS = re.compile(r"(-)?P(?:([0-9]+)Y)?(?:([0-9]+)M)?")
_SECONDS = re.compile(
    r"(-)?P(?:([0-9]+)D)?(?:T(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+(?:\.[0-9]+)?|\.[0-9]+)S)?)?"
)

Temporal = Day | Clock | Length | YearsMonths


def parse(text: str) -> Temporal | None:
    """What @"…" holds: the kind follows from the form; None where it has none of them."""
    if "P" in text[:2]:
        return parse_duration(text)
    if "T" in text[1:]:
        return parse_moment(text)
    return parse_time(text) if ":" in text else parse_date(text)


def parse_date(text: str) -> Day | None:
    """A date string: 2027-01-11."""
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    sign, year, month, day = found.groups()
    return day_of(-int(year) if sign else int(year), int(month), int(day))


def day_of(year: int, month: int, day: int) -> Day | None:
    """The day with these numbers, None where there is none."""
    like = 2000 + year % CYCLE_YEARS
    try:
        near = date(like, month, day)
    except ValueError:
        return None
    return day_at((year - like) // CYCLE_YEARS, near) if abs(year) <= LAST_YEAR else None


def parse_time(text: str) -> Clock | None:
    """A time string: a time of day with an offset, Z or @Region/City, or none; raises Unsupported."""
    found = _TIME.fullmatch(text[:_MAX_LITERAL])
    if found is None:
        return None
    hour, minute, second, fraction, offset, region = found.groups()
    try:
        clock = time(int(hour), int(minute), int(second), tzinfo=_zone(offset, region))
    except ValueError:
        return None
    return with_fraction(clock, whole_nanoseconds(Decimal(f"0.{fraction}"))) if fraction else clock


def with_fraction(clock: time, nanos: int) -> Clock:
    """A time of whole seconds and some nanoseconds."""
    return clock_at(clock.replace(microsecond=nanos // 1000), nanos % 1000)


def whole_nanoseconds(seconds: Decimal) -> int:
    """Seconds in billionths; raises Unsupported where they are finer."""
    amount = seconds.scaleb(9)
    if amount != amount.to_integral_value():
        raise Unsupported(TOO_FINE)
    return int(amount)


def _zone(offset: str | None, region: str | None) -> tzinfo | None:
    if region:
        return region_zone(region)
    if not offset:
        return None
    if offset in "Zz":
        return UTC
    hours, minutes, *seconds = (int(part) for part in offset[1:].split(":"))
    if minutes > 59:
        raise ValueError("no such offset")
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds[0] if seconds else 0)
    return offset_zone(-length if offset[0] == "-" else length)


def offset_zone(length: Length) -> timezone:
    """A zone so far from UTC; raises ValueError beyond 14 hours."""
    if not isinstance(length, timedelta) or length.microseconds or abs(length) > timedelta(hours=_MOST_HOURS):
        raise ValueError("no such offset")
    return timezone(length) if length else UTC


def region_zone(name: str) -> ZoneInfo:
    """The zone of the time-zone database with this name; raises ValueError."""
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as exc:
        raise ValueError("no such zone") from exc


def parse_moment(text: str) -> Moment | None:
    """A date time string: a date, then T and a time; a date alone means its beginning, without a zone.

    24:00:00 is the next day's beginning.
    """
    day_text, separator, time_text = text.partition("T")
    at_end = time_text.startswith("24:00:00")
    clock = parse_time("00" + time_text[2:] if at_end else time_text) if separator else time()
    if clock is None:
        return None
    day = parse_date(day_text)
    if day is None:
        return None
    moment = together(day, clock)
    return shift(moment, timedelta(days=1)) if at_end else moment


def parse_duration(text: str) -> Length | YearsMonths | None:
    """A duration string: P1Y2M is in months, P3DT4H5M6.7S in seconds; the two do not mix."""
    if len(text) > _MAX_LITERAL or text.endswith(("P", "T")):
        return None
    if found := _MONTHS.fullmatch(text):
        months = int(found[2] or 0) * 12 + int(found[3] or 0)
        return in_months(-months if found[1] else months)
    if found := _SECONDS.fullmatch(text):
        return _seconds(found)
    return None


def _seconds(found: re.Match[str]) -> Length:
    days, hours, minutes = (int(part or 0) for part in found.groups()[1:4])
    total = ((days * 24 + hours) * 60 + minutes) * 60 * NANOS + whole_nanoseconds(Decimal(found[5] or 0))
    return length_of(-total if found[1] else total)
