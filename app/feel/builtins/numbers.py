"""Numeric functions (DMN 1.5, 10.3.4.5)."""

from collections.abc import Callable
from datetime import timedelta
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)

from app.feel.builtins.registry import builtin
from app.feel.values import NUMBERS, YearsMonths

_LEAST_SCALE, _MOST_SCALE = -6111, 6176  # of the standard's number type
_ZERO = Decimal(0)


def _rounding(mode: str) -> Callable[[Decimal, Decimal | None], Decimal | None]:
    def rounded(number: Decimal, scale: Decimal | None) -> Decimal | None:
        wanted = _ZERO if scale is None else scale
        if not _LEAST_SCALE <= wanted <= _MOST_SCALE:
            return None
        places = int(wanted)
        if -int(number.as_tuple().exponent) <= places:  # nothing to round
            return number
        return number.quantize(Decimal(1).scaleb(-places), mode, NUMBERS) or _ZERO

    return rounded


for _name, _mode in (
    ("round up", ROUND_UP),
    ("round down", ROUND_DOWN),
    ("round half up", ROUND_HALF_UP),
    ("round half down", ROUND_HALF_DOWN),
    ("decimal", ROUND_HALF_EVEN),
):
    builtin(_name, "n: number, scale: number")(_rounding(_mode))
builtin("floor", "n: number, scale: number?")(_rounding(ROUND_FLOOR))
builtin("ceiling", "n: number, scale: number?")(_rounding(ROUND_CEILING))


@builtin("abs", "n: size")
def absolute(value: Decimal | timedelta | YearsMonths) -> object:
    if isinstance(value, Decimal):
        return NUMBERS.abs(value)
    return YearsMonths(abs(value.months)) if isinstance(value, YearsMonths) else abs(value)


@builtin("modulo", "dividend: number, divisor: number")
def modulo(dividend: Decimal, divisor: Decimal) -> Decimal:
    """With the sign of the divisor: dividend - divisor * floor(dividend / divisor)."""
    rest = NUMBERS.remainder(dividend, divisor)
    if rest and (rest < 0) != (divisor < 0):
        rest = NUMBERS.add(rest, divisor)
    return rest or _ZERO


@builtin("sqrt", "number: number")
def square_root(number: Decimal) -> Decimal:
    return NUMBERS.sqrt(number)


@builtin("log", "number: number")
def logarithm(number: Decimal) -> Decimal | None:
    return NUMBERS.ln(number) if number > 0 else None


@builtin("exp", "number: number")
def exponential(number: Decimal) -> Decimal:
    return NUMBERS.exp(number)


@builtin("odd", "number: number")
def odd(number: Decimal) -> bool | None:
    return _rest_of_two(number) == 1 if number == number.to_integral_value() else None


@builtin("even", "number: number")
def even(number: Decimal) -> bool | None:
    return _rest_of_two(number) == 0 if number == number.to_integral_value() else None


def _rest_of_two(number: Decimal) -> int:
    """0 or 1; a number of more than 34 digits before the point ends in zeros, so it is even."""
    return 0 if number.adjusted() >= NUMBERS.prec else int(number) % 2
