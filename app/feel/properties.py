"""What stands after a dot: entries of contexts, parts of dates, times, durations and ranges (10.3.2.3)."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from decimal import Decimal

from app.feel.budget import Run
from app.feel.moments import microseconds
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
    if isinstance(value, datetime):
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


_SECOND = 1_000_000

_OF_DATE: Mapping[str, Callable[..., object]] = {
    "year": lambda day: _whole(day.year),
    "month": lambda day: _whole(day.month),
    "day": lambda day: _whole(day.day),
    "weekday": lambda day: _whole(day.isoweekday()),
}
_OF_TIME: Mapping[str, Callable[..., object]] = {
    "hour": lambda clock: _whole(clock.hour),
    "minute": lambda clock: _whole(clock.minute),
    "second": lambda clock: Decimal(clock.second) + Decimal(clock.microsecond).scaleb(-6),
    "time offset": lambda clock: clock.utcoffset(),
    "timezone": lambda clock: getattr(clock.tzinfo, "key", None),
}
_OF_MOMENT = {**_OF_DATE, **_OF_TIME}
_OF_OTHERS: Mapping[type, Mapping[str, Callable[..., object]]] = {
    time: _OF_TIME,
    timedelta: {
        "days": lambda length: _truncated(microseconds(length), 86_400 * _SECOND),
        "hours": lambda length: _truncated(microseconds(length), 3_600 * _SECOND, 24),
        "minutes": lambda length: _truncated(microseconds(length), 60 * _SECOND, 60),
        "seconds": lambda length: _truncated(microseconds(length), _SECOND, 60),
    },
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
