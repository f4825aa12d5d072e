"""Equality, order, and being in a range or list: DMN 1.5, 10.3.2.15, Tables 52 to 55."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeVar

from app.feel.budget import Run
from app.feel.logic import both
from app.feel.moments import clock_difference, difference
from app.feel.values import Range, YearsMonths

#: Types whose values are the same exactly where Python says so.
ALIKE = frozenset((Decimal, str, bool, date, timedelta, YearsMonths))
#: Types whose values have the order that Python gives them.
ORDERED = frozenset((Decimal, str, date, timedelta, YearsMonths))


# --- equality: Tables 52 and 53 ------------------------------------------------------------------


def equal(a: object, b: object, run: Run) -> bool | None:
    """Whether two values are the same; null for values of different kinds, but null itself is only null."""
    if a is None or b is None:
        return a is b
    kind = type(a)
    if kind is not type(b):
        return None
    if kind in ALIKE:
        return a == b
    return _equal_moments(a, b) if isinstance(a, datetime | time) else _equal_parts(a, b, run)


def _equal_moments(a: datetime | time, b: object) -> bool:
    """One with and one without a zone are never the same."""
    if isinstance(a, datetime) and isinstance(b, datetime):
        return difference(a, b) == timedelta(0)
    return isinstance(a, time) and isinstance(b, time) and clock_difference(a, b) == timedelta(0)


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
    kind = type(a)
    if kind is not type(b):
        return None
    if kind in ORDERED:
        return int(a > b) - int(a < b)  # type: ignore[operator]  # these types have an order
    if isinstance(a, datetime) and isinstance(b, datetime):
        return _sign(difference(*_in_one_zone(a, b)))
    if isinstance(a, time) and isinstance(b, time):
        return _sign(clock_difference(*_in_one_zone(a, b)))
    return None


Moment = TypeVar("Moment", datetime, time)


def _in_one_zone(a: Moment, b: Moment) -> tuple[Moment, Moment]:
    if (a.tzinfo is None) != (b.tzinfo is None):
        return a.replace(tzinfo=None), b.replace(tzinfo=None)
    return a, b


def _sign(duration: timedelta | None) -> int | None:
    if duration is None:
        return None
    return (duration > timedelta(0)) - (duration < timedelta(0))


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
