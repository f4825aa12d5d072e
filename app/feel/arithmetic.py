"""Arithmetic on numbers, texts, dates and durations (DMN 1.5, 10.3.2.8); null where it makes no sense."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from app.feel.budget import Run
from app.feel.temporal import add_months, in_microseconds, in_months, midnight, shift, shift_clock
from app.feel.values import NUMBERS, YearsMonths, clock_difference, difference, is_day, microseconds

ZERO = Decimal(0)


def calculate(operator: str, a: object, b: object, run: Run) -> object:
    """The result of + - * / or **, or null."""
    if a is None or b is None:
        return None
    try:
        if isinstance(a, Decimal) and isinstance(b, Decimal):
            return _NUMBERS[operator](a, b) or ZERO
        if operator == "+" and isinstance(a, str) and isinstance(b, str):
            run.spend_text(len(a) + len(b))
            return a + b
        return _OTHERS[operator](a, b)
    except (ArithmeticError, ValueError):
        return None


def negative(value: object) -> object:
    if isinstance(value, Decimal):
        return NUMBERS.minus(value)
    if isinstance(value, timedelta):
        return _negative_duration(value)
    return YearsMonths(-value.months) if isinstance(value, YearsMonths) else None


def _negative_duration(value: timedelta) -> timedelta | None:
    return None if value == timedelta.min else -value


def _add(a: object, b: object) -> object:
    if isinstance(a, timedelta | YearsMonths) and not isinstance(b, timedelta | YearsMonths):
        a, b = b, a
    if isinstance(b, YearsMonths):
        return _add_months(a, b.months)
    return _add_time(a, b) if isinstance(b, timedelta) else None


def _add_months(value: object, months: int) -> object:
    if isinstance(value, YearsMonths):
        return in_months(value.months + months)
    return add_months(value, months) if isinstance(value, date) else None


def _add_time(value: object, by: timedelta) -> object:
    if isinstance(value, timedelta):
        return value + by
    if isinstance(value, datetime):
        return shift(value, by)
    if is_day(value):
        # Through the day's beginning: a day and minus one hour is the day before.
        return (datetime.combine(value, time()) + by).date()
    return shift_clock(value, by) if isinstance(value, time) else None


def _subtract(a: object, b: object) -> object:
    if isinstance(b, timedelta | YearsMonths):
        if isinstance(a, Decimal | str):
            return None
        back = negative(b)
        same_length = isinstance(a, timedelta | YearsMonths) and type(a) is not type(b)
        return None if same_length or back is None else _add(a, back)
    if isinstance(a, time) and isinstance(b, time):
        return clock_difference(a, b)
    if isinstance(a, date) and isinstance(b, date):
        return a - b if is_day(a) and is_day(b) else difference(midnight(a), midnight(b))
    return None


def _multiply(a: object, b: object) -> object:
    if isinstance(a, Decimal):
        a, b = b, a
    if not isinstance(b, Decimal):
        return None
    if isinstance(a, timedelta):
        return in_microseconds(NUMBERS.multiply(Decimal(microseconds(a)), b))
    return in_months(_whole(NUMBERS.multiply(Decimal(a.months), b))) if isinstance(a, YearsMonths) else None


def _divide(a: object, b: object) -> object:
    if isinstance(a, timedelta) and isinstance(b, timedelta):
        return NUMBERS.divide(Decimal(microseconds(a)), Decimal(microseconds(b)))
    if isinstance(a, YearsMonths) and isinstance(b, YearsMonths):
        return NUMBERS.divide(Decimal(a.months), Decimal(b.months))
    if not isinstance(b, Decimal):
        return None
    if isinstance(a, timedelta):
        return in_microseconds(NUMBERS.divide(Decimal(microseconds(a)), b))
    return in_months(_whole(NUMBERS.divide(Decimal(a.months), b))) if isinstance(a, YearsMonths) else None


def _whole(number: Decimal) -> int:
    """Towards zero; raises OverflowError far beyond any calendar."""
    if number.adjusted() > 30:
        raise OverflowError
    return int(number)


def _no_power(a: object, b: object) -> object:
    return None


_NUMBERS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": NUMBERS.add,
    "-": NUMBERS.subtract,
    "*": NUMBERS.multiply,
    "/": NUMBERS.divide,
    "**": NUMBERS.power,
}
_OTHERS: dict[str, Callable[[object, object], object]] = {
    "+": _add,
    "-": _subtract,
    "*": _multiply,
    "/": _divide,
    "**": _no_power,
}
