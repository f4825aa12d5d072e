"""Arithmetic: DMN 1.5, 10.3.2.15, Tables 56 to 62; null where it makes no sense.

Each operator is a function of two values and the evaluation, made for numbers first.
"""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from app.feel import moments
from app.feel.budget import Run
from app.feel.far import Clock, Day, Length, Moment, length_of, nanoseconds
from app.feel.values import NUMBERS, YearsMonths, is_day

Operator = Callable[[object, object, Run], object]

ZERO = Decimal(0)
#: What a power, a root or a logarithm of 34 digits costs beside a sum.
POWER_STEPS = 150
#: What calculating with dates and times costs.
_MOMENT_STEPS = 20
_MOST_POWER = 999_999_999  # Table 60

_plus, _minus, _times, _over = NUMBERS.add, NUMBERS.subtract, NUMBERS.multiply, NUMBERS.divide


def add(a: object, b: object, run: Run) -> object:
    """a + b: numbers, texts, durations, and durations after dates and times (Table 57)."""
    if type(a) is Decimal and type(b) is Decimal:
        try:
            return _plus(a, b) or ZERO
        except ArithmeticError:
            return None
    if isinstance(a, str) and isinstance(b, str):
        run.spend_text(len(a) + len(b))
        return a + b
    if isinstance(a, Length | YearsMonths) and not isinstance(b, Length | YearsMonths):
        a, b = b, a
    run.spend(_MOMENT_STEPS)
    return _later(a, b)


def subtract(a: object, b: object, run: Run) -> object:
    """a - b: numbers, durations, two points in time, and durations before dates and times (Table 57)."""
    if type(a) is Decimal and type(b) is Decimal:
        try:
            return _minus(a, b) or ZERO
        except ArithmeticError:
            return None
    run.spend(_MOMENT_STEPS)
    if isinstance(b, Length | YearsMonths):
        return _later(a, negative(b))
    return _between(a, b)


def multiply(a: object, b: object, run: Run) -> object:
    """a * b: numbers, and durations by numbers (Table 59)."""
    if type(a) is Decimal:
        a, b = b, a
    if type(b) is not Decimal:
        return None
    try:
        return _times(a, b) or ZERO if type(a) is Decimal else _scaled(a, b, _times)
    except ArithmeticError:
        return None


def divide(a: object, b: object, run: Run) -> object:
    """a / b: numbers, durations by numbers, and durations of one kind; null by zero (Table 59)."""
    try:
        if type(b) is Decimal:
            return _over(a, b) or ZERO if type(a) is Decimal else _scaled(a, b, _over)
        if isinstance(a, Length) and isinstance(b, Length):
            return _over(Decimal(nanoseconds(a)), Decimal(nanoseconds(b)))
        if isinstance(a, YearsMonths) and isinstance(b, YearsMonths):
            return _over(Decimal(a.months), Decimal(b.months))
    except ArithmeticError:
        pass
    return None


def power(a: object, b: object, run: Run) -> object:
    """a ** b of numbers (Table 60)."""
    if not isinstance(a, Decimal) or not isinstance(b, Decimal) or b.copy_abs() > _MOST_POWER:
        return None
    run.spend(POWER_STEPS)
    try:
        return NUMBERS.power(a, b) or ZERO
    except ArithmeticError:
        return None


def negative(value: object) -> object:
    """-value of a number or a duration (Table 62)."""
    if isinstance(value, Decimal):
        return NUMBERS.minus(value) or ZERO
    if isinstance(value, Length):
        return moments.opposite(value)
    return YearsMonths(-value.months) if isinstance(value, YearsMonths) else None


def _later(value: object, by: object) -> object:
    """A point in time, or a duration, with a duration added."""
    if isinstance(by, YearsMonths):
        return _months_later(value, by.months)
    return _time_later(value, by) if isinstance(by, Length) else None


def _months_later(value: object, months: int) -> object:
    if isinstance(value, YearsMonths):
        return moments.in_months(value.months + months)
    return moments.add_months(value, months) if isinstance(value, Day) else None


def _time_later(value: object, by: Length) -> object:
    if isinstance(value, Length):
        return moments.lengthened(value, by)
    if isinstance(value, Moment):
        return moments.shift(value, by)
    if is_day(value):
        return moments.shift_day(value, by)
    return moments.shift_clock(value, by) if isinstance(value, Clock) else None


def _between(a: object, b: object) -> object:
    """From b to a, both times or both dates, with or without a time."""
    if isinstance(a, Clock) and isinstance(b, Clock):
        return moments.clock_difference(a, b)
    if is_day(a) and is_day(b):
        return moments.days_between(a, b)
    if isinstance(a, Day) and isinstance(b, Day):
        return moments.difference(moments.midnight(a), moments.midnight(b))
    return None


def _scaled(duration: object, number: Decimal, operation: Callable[[Decimal, Decimal], Decimal]) -> object:
    """A duration times or over a number; months are cut to whole ones, towards zero.

    Lengths that Python holds stay as fine as Python holds them: results are kept in its types.
    """
    if isinstance(duration, Length):
        unit = 1000 if isinstance(duration, timedelta) else 1
        amount = operation(Decimal(nanoseconds(duration) // unit), number)
        return length_of(
            int(amount.to_integral_value()) * unit if amount.adjusted() < 30 else moments.FOREVER
        )
    if isinstance(duration, YearsMonths):
        months = operation(Decimal(duration.months), number)
        return moments.in_months(int(months) if months.adjusted() < 30 else moments.MOST_MONTHS + 1)
    return None


#: How an operator's sign reads.
OPERATORS: dict[str, Operator] = {"+": add, "-": subtract, "*": multiply, "/": divide, "**": power}
