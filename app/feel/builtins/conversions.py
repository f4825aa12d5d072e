"""Conversion and boolean functions (DMN 1.5, 10.3.4.1 and 10.3.4.2)."""

import re
from decimal import Decimal

from app.feel.budget import Run
from app.feel.builtins.registry import builtin
from app.feel.values import NUMBERS, equal, kind, negated
from app.feel.writing import write

_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_MAX_NUMBER = 200  # characters

builtin("not", "negand: any")(negated)


@builtin("number", "from: number")
def number_itself(number: Decimal) -> Decimal:
    return number


@builtin("number", "from: text, grouping separator: text?, decimal separator: text?")
def number(text: str, grouping: str | None, decimal: str | None) -> Decimal | None:
    """The number a text shows: number("1 234,5", " ", ",") is 1234.5."""
    if len(text) > _MAX_NUMBER or not _separators_fit(grouping, decimal):
        return None
    digits = text.replace(grouping, "") if grouping else text
    if decimal == ",":
        digits = "" if "." in digits else digits.replace(",", ".")
    return NUMBERS.create_decimal(digits) if _NUMBER.fullmatch(digits) else None


def _separators_fit(grouping: str | None, decimal: str | None) -> bool:
    # A narrow or plain no-break space is what Finnish texts group digits by.
    groups, points = (None, " ", "\u00a0", "\u202f", ",", "."), (None, ",", ".")
    return grouping in groups and decimal in points and (grouping is None or grouping != decimal)


@builtin("string", "from: any", run=True)
def string(run: Run, value: object) -> str | None:
    return None if value is None else write(value, run)


@builtin("is", "value1: any, value2: any", run=True)
def same(run: Run, a: object, b: object) -> bool:
    """Whether two values are the same and of the same type; date and times also with the same zone."""
    if kind(a) != kind(b) or getattr(a, "tzinfo", None) != getattr(b, "tzinfo", None):
        return False
    return equal(a, b, run) is True
