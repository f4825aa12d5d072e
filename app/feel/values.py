"""FEEL values: their kinds, equality, order and three-valued logic (DMN 1.5, 10.3.2.2 and 10.3.2.3).

A value is None, bool, Decimal, str, date, time, datetime, timedelta, YearsMonths, list, dict, Range or
Function, always of exactly that type: app.feel.boundary makes it so.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import TypeGuard

from app.feel.budget import Run

#: 34 digits, exponents as IEEE 754 decimal128 (10.3.2.3.1).
NUMBERS = Context(prec=34, Emax=6144, Emin=-6143, traps=[InvalidOperation, DivisionByZero, Overflow])

_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, order=True)
class YearsMonths:
    """A duration in whole months: years and months have no length in days."""

    months: int

    def iso(self) -> str:
        """As ISO 8601 writes it: P1Y2M, -P3M, P0M."""
        years, months = divmod(abs(self.months), 12)
        text = (f"{years}Y" if years else "") + (f"{months}M" if months or not years else "")
        return ("-P" if self.months < 0 else "P") + text

    def __str__(self) -> str:
        return self.iso()


@dataclass(frozen=True, slots=True)
class Range:
    """Everything between two ends; None is an end without limit."""

    low: object
    high: object
    low_included: bool
    high_included: bool


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function: parameters as shown in messages, and how to call it by position."""

    parameters: tuple[str, ...]
    call: Callable[[Sequence[object]], object]


_KINDS: dict[type, str] = {
    type(None): "null",
    bool: "boolean",
    Decimal: "number",
    str: "string",
    date: "date",
    time: "time",
    datetime: "date and time",
    timedelta: "days and time duration",
    YearsMonths: "years and months duration",
    list: "list",
    dict: "context",
    Range: "range",
    Function: "function",
}


def kind(value: object) -> str:
    """The standard's name of the value's type."""
    return _KINDS[type(value)]


def is_day(value: object) -> TypeGuard[date]:
    """A date without a time of day; Python counts a datetime as a date too."""
    return type(value) is date


# --- three-valued logic: Tables 49 and 50 --------------------------------------------------------


def both(values: Iterable[object]) -> bool | None:
    """Conjunction: false wins, then null; anything but true and false counts as null."""
    result: bool | None = True
    for value in values:
        if value is False:
            return False
        if value is not True:
            result = None
    return result


def either(values: Iterable[object]) -> bool | None:
    """Disjunction: true wins, then null."""
    result: bool | None = False
    for value in values:
        if value is True:
            return True
        if value is not False:
            result = None
    return result


def negated(value: object) -> bool | None:
    return not value if isinstance(value, bool) else None


# --- equality: Table 53 --------------------------------------------------------------------------


def equal(a: object, b: object, run: Run) -> bool | None:
    """Whether two values are the same; null for values of different types."""
    if a is None or b is None:
        return a is b
    if type(a) is not type(b):
        return None
    if isinstance(a, datetime | time):
        return compare(a, b) == 0
    if isinstance(a, list | dict | Range):
        return _equal_parts(a, b, run)
    return a == b


def _equal_parts(a: list[object] | dict[str, object] | Range, b: object, run: Run) -> bool | None:
    if isinstance(a, list) and isinstance(b, list):
        run.spend(len(a))
        return len(a) == len(b) and both(equal(x, y, run) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict) and isinstance(b, dict):
        run.spend(len(a))
        return a.keys() == b.keys() and both(equal(a[key], b[key], run) for key in a)
    return isinstance(a, Range) and isinstance(b, Range) and _same_range(a, b, run)


def _same_range(a: Range, b: Range, run: Run) -> bool:
    closed = (a.low_included, a.high_included) == (b.low_included, b.high_included)
    return closed and equal(a.low, b.low, run) is True and equal(a.high, b.high, run) is True


# --- order: Table 54 -----------------------------------------------------------------------------


def compare(a: object, b: object) -> int | None:  # noqa: PLR0911 - one line a type reads best
    """-1, 0 or 1; null where the two have no order."""
    if isinstance(a, Decimal) and isinstance(b, Decimal):
        return (a > b) - (a < b)
    if isinstance(a, str) and isinstance(b, str):
        return (a > b) - (a < b)
    if isinstance(a, datetime) and isinstance(b, datetime):
        return _sign(difference(a, b))
    if is_day(a) and is_day(b):
        return (a > b) - (a < b)
    if isinstance(a, time) and isinstance(b, time):
        return _sign(clock_difference(a, b))
    if isinstance(a, timedelta) and isinstance(b, timedelta):
        return (a > b) - (a < b)
    if isinstance(a, YearsMonths) and isinstance(b, YearsMonths):
        return (a > b) - (a < b)
    return None


def _sign(duration: timedelta | None) -> int | None:
    if duration is None:
        return None
    return (duration > timedelta(0)) - (duration < timedelta(0))


def difference(a: datetime, b: datetime) -> timedelta | None:
    """The time from `b` to `a`; null where only one of them has a zone."""
    if (a.tzinfo is None) != (b.tzinfo is None):
        return None
    # Python subtracts wall clocks where both have the same zone object, which is wrong in spring and autumn.
    try:
        return universal(a) - universal(b)
    except OverflowError:  # at the very edge of the calendar there is no UTC
        return None


def universal(moment: datetime) -> datetime:
    """In UTC where it has a zone; raises OverflowError at the edge of the calendar."""
    return moment if moment.tzinfo is None else moment.astimezone(UTC)


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


def microseconds(duration: timedelta) -> int:
    return duration // _MICROSECOND


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
        return within(value, test)
    if isinstance(test, list):
        run.spend(len(test))
        return equal(value, test, run) is True or any(_is_one_of(value, item, run) for item in test)
    return equal(value, test, run)


def _is_one_of(value: object, item: object, run: Run) -> bool:
    if isinstance(item, Range):
        return within(value, item) is True
    return equal(value, item, run) is True


def list_index(items: list[object], position: Decimal) -> int | None:
    """A position counted from 1, or from the end with -1, as Python's index; None beyond the list."""
    if not 0 < position.copy_abs() <= len(items) or position != position.to_integral_value():
        return None
    return int(position) - 1 if position > 0 else len(items) + int(position)
