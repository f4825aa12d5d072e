"""Equality, order, and being in a range or list: DMN 1.5, 10.3.2.15, Tables 52 to 55."""

from datetime import date, timedelta
from decimal import Decimal

from app.feel.budget import Run
from app.feel.far import Clock, Length, Moment, nanoseconds
from app.feel.logic import both
from app.feel.moments import (
    clock_difference,
    difference,
    instant,
    number_of,
    on_the_wall,
    since_midnight,
    without_zone,
    zone_of,
)
from app.feel.values import Function, Range, YearsMonths, is_day, kind

#: Types whose values are the same exactly where Python says so.
ALIKE = frozenset((Decimal, str, bool, date, timedelta, YearsMonths))
#: Types whose values have the order that Python gives them.
ORDERED = frozenset((Decimal, str, date, timedelta, YearsMonths))
_PARTED = frozenset((list, dict, Range, Function))
_NO_TIME = timedelta(0)


# --- equality: Tables 52 and 53 ------------------------------------------------------------------


def equal(a: object, b: object, run: Run) -> bool | None:
    """Whether two values are the same; null for values of different kinds, but null itself is only null."""
    if a is None or b is None:
        return a is b
    own = type(a)
    if own is type(b):
        if own in ALIKE:
            return a == b
        if own in _PARTED:
            return _equal_parts(a, b, run)
    return _equal_points(a, b)


def _equal_points(a: object, b: object) -> bool | None:
    """Two points in time; one with and one without a zone are never the same."""
    if isinstance(a, Moment) and isinstance(b, Moment):
        return difference(a, b) == _NO_TIME
    if isinstance(a, Clock) and isinstance(b, Clock):
        return clock_difference(a, b) == _NO_TIME
    return a == b if kind(a) == kind(b) else None


def _equal_parts(a: object, b: object, run: Run) -> bool | None:
    if isinstance(a, list) and isinstance(b, list):
        run.spend(len(a))
        return len(a) == len(b) and both(equal(x, y, run) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict) and isinstance(b, dict):
        run.spend(len(a))
        return a.keys() == b.keys() and both(equal(a[key], b[key], run) for key in a)
    if isinstance(a, Range) and isinstance(b, Range):
        return _same_range(a, b, run)
    return a is b  # a function: the same parameters, body and scope


def _same_range(a: Range, b: Range, run: Run) -> bool:
    closed = (a.low_included, a.high_included) == (b.low_included, b.high_included)
    return closed and equal(a.low, b.low, run) is True and equal(a.high, b.high, run) is True


# --- order: Table 54 -----------------------------------------------------------------------------


def compare(a: object, b: object) -> int | None:
    """-1, 0 or 1; null where the two have no order.

    Of two moments, one that has no zone is taken to be in the zone of the other.
    """
    own = type(a)
    if own is type(b) and own in ORDERED:
        return int(a > b) - int(a < b)  # type: ignore[operator]  # these types have an order
    measures = _measures(a, b)
    return measures and (measures[0] > measures[1]) - (measures[0] < measures[1])


def _measures(a: object, b: object) -> tuple[int, int] | None:
    """Numbers that have the order of two values of one kind."""
    if isinstance(a, Moment) and isinstance(b, Moment):
        return _instants(a, b)
    if isinstance(a, Clock) and isinstance(b, Clock):
        return _clocks(a, b)
    if isinstance(a, Length) and isinstance(b, Length):
        return nanoseconds(a), nanoseconds(b)
    return (number_of(a), number_of(b)) if is_day(a) and is_day(b) else None


def _instants(a: Moment, b: Moment) -> tuple[int, int]:
    if (zone_of(a) is None) != (zone_of(b) is None):
        a, b = without_zone(a), without_zone(b)
    return instant(a), instant(b)


def _clocks(a: Clock, b: Clock) -> tuple[int, int] | None:
    if (zone_of(a) is None) != (zone_of(b) is None):
        return on_the_wall(a), on_the_wall(b)
    return None if clock_difference(a, b) is None else (since_midnight(a), since_midnight(b))


def at_least(a: object, b: object) -> bool | None:
    """a >= b."""
    order = compare(a, b)
    return None if order is None else order >= 0


# --- being in a range or list: Table 55 ----------------------------------------------------------


def within(value: object, bounds: Range) -> bool | None:
    """Whether a value lies in a range; null where it cannot be compared with the ends."""
    return both((_above(value, bounds), _below(value, bounds)))


def _above(value: object, bounds: Range) -> bool | None:
    if bounds.low is None:
        return True
    order = compare(value, bounds.low)
    return None if order is None else order > 0 or (order == 0 and bounds.low_included)


def _below(value: object, bounds: Range) -> bool | None:
    if bounds.high is None:
        return True
    order = compare(value, bounds.high)
    return None if order is None else order < 0 or (order == 0 and bounds.high_included)


def passes(value: object, test: object, run: Run) -> bool | None:
    """Whether a value is `test`, lies in the range `test` or is in the list `test`."""
    if isinstance(test, Range):
        return equal(value, test, run) if isinstance(value, Range) else within(value, test)
    if isinstance(test, list):
        run.spend(len(test))
        return equal(value, test, run) is True or any(_is_one_of(value, item, run) for item in test)
    return equal(value, test, run)


def _is_one_of(value: object, item: object, run: Run) -> bool:
    if isinstance(item, Range) and not isinstance(value, Range):
        return within(value, item) is True
    return equal(value, item, run) is True
