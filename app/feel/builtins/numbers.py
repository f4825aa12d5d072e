"""Numeric functions (DMN 1.5, 10.3.4.5, Table 76)."""

import functools
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
    InvalidOperation,
)

from app.feel.arithmetic import POWER_STEPS, ZERO
from app.feel.builtins.registry import builtin
from app.feel.far import Length
from app.feel.moments import absolute as without_sign
from app.feel.values import NUMBERS, YearsMonths

_LEAST_SCALE, _MOST_SCALE = -6111, 6176  # of the standard's number type


@functools.cache
def _unit(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


def _rounded(number: Decimal, scale: Decimal, mode: str) -> Decimal | None:
    """To so many places after the point, before it where they are negative; null outside -6111 to 6176."""
    if not _LEAST_SCALE <= scale <= _MOST_SCALE:
        return None
    places = int(scale)
    try:
        return number.quantize(_unit(places), mode, NUMBERS) or ZERO
    except InvalidOperation:  # more than 34 digits: then there is nothing to round
        return number if int(number.as_tuple().exponent) >= -places else None


@builtin("decimal", "n: number, scale: number")
def decimal(number: Decimal, scale: Decimal) -> Decimal | None:
    """decimal(number, number) → number. 10.3.4.5, Table 76. Rounds half to the even digit.

    Like all that round: null for a scale outside -6111 to 6176; a fraction of the scale is dropped.
    """
    return _rounded(number, scale, ROUND_HALF_EVEN)


@builtin("floor", "n: number")
def floor(number: Decimal) -> Decimal:
    """floor(number) → number. 10.3.4.5, Table 76. Rounds down to a whole number."""
    return number.to_integral_value(ROUND_FLOOR) or ZERO


@builtin("floor", "n: number, scale: number")
def floor_to(number: Decimal, scale: Decimal) -> Decimal | None:
    """floor(number, number) → number. 10.3.4.5, Table 76. Rounds down to a scale."""
    return _rounded(number, scale, ROUND_FLOOR)


@builtin("ceiling", "n: number")
def ceiling(number: Decimal) -> Decimal:
    """ceiling(number) → number. 10.3.4.5, Table 76. Rounds up to a whole number."""
    return number.to_integral_value(ROUND_CEILING) or ZERO


@builtin("ceiling", "n: number, scale: number")
def ceiling_to(number: Decimal, scale: Decimal) -> Decimal | None:
    """ceiling(number, number) → number. 10.3.4.5, Table 76. Rounds up to a scale."""
    return _rounded(number, scale, ROUND_CEILING)


@builtin("round up", "n: number, scale: number")
def round_up(number: Decimal, scale: Decimal) -> Decimal | None:
    """round up(number, number) → number. 10.3.4.5, Table 76. Away from zero."""
    return _rounded(number, scale, ROUND_UP)


@builtin("round down", "n: number, scale: number")
def round_down(number: Decimal, scale: Decimal) -> Decimal | None:
    """round down(number, number) → number. 10.3.4.5, Table 76. Towards zero."""
    return _rounded(number, scale, ROUND_DOWN)


@builtin("round half up", "n: number, scale: number")
def round_half_up(number: Decimal, scale: Decimal) -> Decimal | None:
    """round half up(number, number) → number. 10.3.4.5, Table 76. To the nearest, half away from zero."""
    return _rounded(number, scale, ROUND_HALF_UP)


@builtin("round half down", "n: number, scale: number")
def round_half_down(number: Decimal, scale: Decimal) -> Decimal | None:
    """round half down(number, number) → number. 10.3.4.5, Table 76. To the nearest, half towards zero."""
    return _rounded(number, scale, ROUND_HALF_DOWN)


@builtin("abs", "n: number or duration")
def absolute(value: Decimal | Length | YearsMonths) -> object:
    """abs(number or duration) → the same. 10.3.4.5, Table 76. Without its sign."""
    if isinstance(value, Decimal):
        return NUMBERS.abs(value)
    return YearsMonths(abs(value.months)) if isinstance(value, YearsMonths) else without_sign(value)


@builtin("modulo", "dividend: number, divisor: number")
def modulo(dividend: Decimal, divisor: Decimal) -> Decimal:
    """modulo(number, number) → number. 10.3.4.5, Table 76.

    dividend - divisor * floor(dividend / divisor), with the sign of the divisor; null by zero.
    """
    rest = NUMBERS.remainder(dividend, divisor)
    if rest and (rest < 0) != (divisor < 0):
        rest = NUMBERS.add(rest, divisor)
    return rest or ZERO


@builtin("sqrt", "number: number", steps=POWER_STEPS)
def square_root(number: Decimal) -> Decimal:
    """sqrt(number) → number. 10.3.4.5, Table 76. Null of a negative number."""
    return NUMBERS.sqrt(number)


@builtin("log", "number: number", steps=POWER_STEPS)
def logarithm(number: Decimal) -> Decimal | None:
    """log(number) → number. 10.3.4.5, Table 76. The natural logarithm; null of zero and less."""
    return NUMBERS.ln(number) if number > 0 else None


@builtin("exp", "number: number", steps=POWER_STEPS)
def exponential(number: Decimal) -> Decimal:
    """exp(number) → number. 10.3.4.5, Table 76. e to the power of the number; null beyond all numbers."""
    return NUMBERS.exp(number)


@builtin("odd", "number: number")
def odd(number: Decimal) -> bool | None:
    """odd(number) → boolean. 10.3.4.5, Table 76. Null of a fraction."""
    return _rest_of_two(number) == 1 if number == number.to_integral_value() else None


@builtin("even", "number: number")
def even(number: Decimal) -> bool | None:
    """even(number) → boolean. 10.3.4.5, Table 76. Null of a fraction."""
    return _rest_of_two(number) == 0 if number == number.to_integral_value() else None


def _rest_of_two(number: Decimal) -> int:
    """0 or 1; a number of more than 34 digits before the point ends in zeros, so it is even."""
    return 0 if number.adjusted() >= NUMBERS.prec else int(number) % 2
