"""Where values come in from Python data and go out again; nothing else of Python gets through."""

import math
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, DecimalException

from app.feel.budget import MAX_DATA_DEPTH, TOO_DEEP, Run
from app.feel.errors import N_, FeelError, Unsupported
from app.feel.far import FAR
from app.feel.values import NUMBERS, Function, Range, YearsMonths

_LARGEST_INT_BITS = 21_000  # more than 6144 digits is no FEEL number anyway
_EXACT_BITS = 112  # a whole number of so many bits has no more than 34 digits
_FURTHEST = 6_000  # digits that no rounding can make too many

_rounded = NUMBERS.plus

_FAR = N_(
    "The result is outside the years 1 to 9999, or finer than a millionth of a second, and cannot be kept."
)


def entering(value: object, run: Run, depth: int = 0) -> object:
    """Python data as a FEEL value; raises FeelError for anything that is no plain data."""
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return value
    if kind is int or kind is Decimal:
        return exact(value)  # type: ignore[arg-type]  # it is one of them
    if isinstance(value, list | tuple | Mapping):
        return _collection(value, run, depth)
    return _rarer(value)


def exact(value: int | Decimal) -> Decimal | None:
    """A number rounded to 34 digits; null for what is not finite or too large."""
    if type(value) is int and value.bit_length() <= _EXACT_BITS:
        return Decimal(value)
    if type(value) is Decimal and value.is_finite() and -_FURTHEST < value.adjusted() < _FURTHEST:
        return _rounded(value)
    return _number(value)


def _rarer(value: object) -> object:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int | float | Decimal):
        return _number(value)
    if isinstance(value, date | time | timedelta | YearsMonths):
        return _temporal(value)
    if type(value) in FAR:
        return value
    sentence = N_("The data has a value of a kind that expressions do not know: %(kind)s.")
    raise FeelError(sentence, {"kind": type(value).__name__})


def _number(value: int | float | Decimal) -> Decimal | None:
    if isinstance(value, int) and value.bit_length() > _LARGEST_INT_BITS:
        return None
    if isinstance(value, float):
        value = Decimal(repr(float(value))) if math.isfinite(value) else Decimal("NaN")
    number = Decimal(value)
    try:
        return NUMBERS.plus(number) if number.is_finite() else None
    except DecimalException:
        return None


def _collection(
    value: list[object] | tuple[object, ...] | Mapping[object, object], run: Run, depth: int
) -> object:
    if depth >= MAX_DATA_DEPTH:
        raise FeelError(TOO_DEEP)
    run.spend(len(value))
    if isinstance(value, Mapping):
        return {_key(key): entering(item, run, depth + 1) for key, item in value.items()}
    return [entering(item, run, depth + 1) for item in value]


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise FeelError(N_("The data has an entry whose name is no text."))
    return str(key)


def _temporal(value: date | time | timedelta | YearsMonths) -> object:
    """As it is, but without a subclass's own methods."""
    if type(value) in (date, datetime, time, timedelta, YearsMonths):
        return value
    if isinstance(value, datetime):
        return datetime.combine(value.date(), value.timetz())
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    if isinstance(value, timedelta):
        return timedelta(value.days, value.seconds, value.microseconds)
    return None


def leaving(value: object, run: Run, depth: int = 0, *, far: bool = False) -> object:
    """A result as plain data of its own; raises FeelError for a function or a range.

    Raises Unsupported for what Python has no type for, unless it may leave as values of app.feel.far.
    """
    if isinstance(value, list | dict):
        if depth >= MAX_DATA_DEPTH:
            raise FeelError(TOO_DEEP)
        # Lists may share parts: the size of the whole is what a reader of the result would walk.
        run.spend(len(value))
        if isinstance(value, dict):
            return {key: leaving(item, run, depth + 1, far=far) for key, item in value.items()}
        return [leaving(item, run, depth + 1, far=far) for item in value]
    if isinstance(value, Function):
        raise FeelError(N_("The result is a function, which cannot be kept as data."))
    if isinstance(value, Range):
        raise FeelError(N_("The result is a range, which cannot be kept as data."))
    if type(value) in FAR and not far:
        raise Unsupported(_FAR)
    return value
