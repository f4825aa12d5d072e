"""What stands after a dot: entries of contexts, parts of dates, times, durations and ranges (10.3.2.3)."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from decimal import Decimal

from app.feel.budget import Run
from app.feel.far import (
    NANOS,
    Clock,
    FarLength,
    FineTime,
    Length,
    Moment,
    nanoseconds,
    of_clock,
    of_day,
    of_moment,
    year_of,
)
from app.feel.moments import zone_of
from app.feel.values import Range, YearsMonths, is_day
from app.feel.variables import MISSING


def get_property(value: object, name: str, run: Run) -> object:
    """The property, null where the value has none of that name; of a list, that of each item."""
    if isinstance(value, list):
        run.spend(len(value))
        return [get_property(item, name, run) for item in value]
    found = find_property(value, name)
    return None if found is MISSING else found


def find_property(value: object, name: str) -> object:
    """The property, or MISSING."""
    if isinstance(value, dict):
        return value.get(name, MISSING)
    part = _parts(value).get(name)
    return MISSING if part is None else part(value)


def _parts(value: object) -> "Mapping[str, Callable[..., object]]":
    if isinstance(value, Moment):
        return _OF_MOMENT
    if is_day(value):
        return _OF_DATE
    return _OF_OTHERS.get(type(value), {})


def _whole(value: int) -> Decimal:
    return Decimal(value)


def _truncated(amount: int, unit: int, around: int | None = None) -> Decimal:
    """Whole units in an amount with its sign, within the next larger unit."""
    units = abs(amount) // unit
    units = units if around is None else units % around
    return Decimal(-units if amount < 0 else units)


def _shown(point: Moment | Clock) -> tuple[datetime | time, int]:
    """What clocks show, and how many nanoseconds more."""
    return of_moment(point)[1:] if isinstance(point, Moment) else of_clock(point)


def _seconds(point: Moment | Clock) -> Decimal:
    near, nanos = _shown(point)
    return Decimal(near.second) + Decimal(near.microsecond * 1000 + nanos).scaleb(-9)


def _part_of_length(unit: int, around: int | None = None) -> Callable[[Length], Decimal]:
    return lambda length: _truncated(nanoseconds(length), unit * NANOS, around)


_OF_DATE: Mapping[str, Callable[..., object]] = {
    "year": lambda day: _whole(year_of(day)),
    "month": lambda day: _whole(of_day(day)[1].month),
    "day": lambda day: _whole(of_day(day)[1].day),
    "weekday": lambda day: _whole(of_day(day)[1].isoweekday()),
}
_OF_TIME: Mapping[str, Callable[..., object]] = {
    "hour": lambda clock: _whole(_shown(clock)[0].hour),
    "minute": lambda clock: _whole(_shown(clock)[0].minute),
    "second": _seconds,
    "time offset": lambda clock: _shown(clock)[0].utcoffset(),
    "timezone": lambda clock: getattr(zone_of(clock), "key", None),
}
_OF_MOMENT = {**_OF_DATE, **_OF_TIME}
_OF_LENGTH = {
    "days": _part_of_length(86_400),
    "hours": _part_of_length(3_600, 24),
    "minutes": _part_of_length(60, 60),
    "seconds": _part_of_length(1, 60),
}
_OF_OTHERS: Mapping[type, Mapping[str, Callable[..., object]]] = {
    time: _OF_TIME,
    FineTime: _OF_TIME,
    timedelta: _OF_LENGTH,
    FarLength: _OF_LENGTH,
    YearsMonths: {
        "years": lambda length: _truncated(length.months, 12),
        "months": lambda length: _truncated(length.months, 1, 12),
    },
    Range: {
        "start": lambda bounds: bounds.low,
        "end": lambda bounds: bounds.high,
        "start included": lambda bounds: bounds.low_included,
        "end included": lambda bounds: bounds.high_included,
    },
}
