"""Where values come in from Python data and go out again; nothing else of Python gets through."""

import math
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, DecimalException

from app.feel.budget import MAX_DATA_DEPTH, TOO_DEEP, Run
from app.feel.errors import N_, FeelError
from app.feel.values import NUMBERS, Function, Range, YearsMonths

_LARGEST_INT_BITS = 21_000  # more than 6144 digits is no FEEL number anyway


def entering(value: object, run: Run, depth: int = 0) -> object:
    """Python data as a FEEL value; raises FeelError for anything that is no plain data."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int | float | Decimal):
        return _number(value)
    if isinstance(value, list | tuple | Mapping):
        return _collection(value, run, depth)
    if isinstance(value, date | time | timedelta | YearsMonths):
        return _temporal(value)
    sentence = N_("The data has a value of a kind that expressions do not know: %(kind)s.")
    raise FeelError(sentence, {"kind": type(value).__name__})


def _number(value: int | float | Decimal) -> Decimal | None:
    """Exact, rounded to 34 digits; null for what is not finite or too large."""
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


def leaving(value: object, run: Run, depth: int = 0) -> object:
    """A result as plain data of its own; raises FeelError for a function or a range."""
    if isinstance(value, list | dict):
        if depth >= MAX_DATA_DEPTH:
            raise FeelError(TOO_DEEP)
        # Lists may share parts: the size of the whole is what a reader of the result would walk.
        run.spend(len(value))
        if isinstance(value, dict):
            return {key: leaving(item, run, depth + 1) for key, item in value.items()}
        return [leaving(item, run, depth + 1) for item in value]
    if isinstance(value, Function):
        raise FeelError(N_("The result is a function, which cannot be kept as data."))
    if isinstance(value, Range):
        raise FeelError(N_("The result is a range, which cannot be kept as data."))
    return value
