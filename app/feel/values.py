"""FEEL values and their kinds (DMN 1.5, 10.3.2.1 and 10.3.2.3).

A value is None, bool, Decimal, str, date, time, datetime, timedelta, YearsMonths, list, dict, Range or
Function, or one of app.feel.far, always of exactly that type: app.feel.boundary makes it so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow, Underflow
from typing import TYPE_CHECKING, TypeGuard

from app.feel.far import Day, FarDay, FarLength, FarMoment, FineTime

if TYPE_CHECKING:
    from app.feel.types import Type

#: 34 digits, exponents as IEEE 754 decimal128 (10.3.2.3.1); what does not fit is null.
NUMBERS = Context(
    prec=34, Emax=6144, Emin=-6143, traps=[InvalidOperation, DivisionByZero, Overflow, Underflow]
)


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
    """Everything between two ends (10.3.2.7); an end that is None has no limit and is not included."""

    low: object
    high: object
    low_included: bool
    high_included: bool


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function (10.3.2.13): its parameters as shown in messages, and how to call it by position.

    `takes` are the types of the parameters and `gives` that of the result; None is Any.
    """

    parameters: tuple[str, ...]
    call: Callable[[Sequence[object]], object]
    takes: "tuple[Type | None, ...]" = field(default=())
    gives: "Type | None" = None


_KINDS: dict[type, str] = {
    type(None): "null",
    bool: "boolean",
    Decimal: "number",
    str: "string",
    date: "date",
    time: "time",
    datetime: "date and time",
    timedelta: "days and time duration",
    FarDay: "date",
    FineTime: "time",
    FarMoment: "date and time",
    FarLength: "days and time duration",
    YearsMonths: "years and months duration",
    list: "list",
    dict: "context",
    Range: "range",
    Function: "function",
}


def kind(value: object) -> str:
    """The standard's name of the value's type."""
    return _KINDS[type(value)]


def is_day(value: object) -> TypeGuard[Day]:
    """A date without a time of day; Python counts a datetime as a date too."""
    return type(value) is date or type(value) is FarDay


def list_index(length: int, position: Decimal) -> int | None:
    """A position counted from 1, or from the end with -1, as Python's index; None beyond the list."""
    if not 0 < position.copy_abs() <= length or position != position.to_integral_value():
        return None
    return int(position) - 1 if position > 0 else length + int(position)
