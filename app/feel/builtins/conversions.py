"""Conversion and boolean functions (DMN 1.5, 10.3.4.1 and 10.3.4.2, Tables 72 and 73)."""

import re
from datetime import time
from decimal import Decimal

from app.feel import moments, temporal
from app.feel.budget import Run
from app.feel.builtins.registry import builtin
from app.feel.comparing import compare, equal
from app.feel.far import NANOS, Clock, Day, Length, Moment, of_day, year_of
from app.feel.logic import negated
from app.feel.range_text import parse_range
from app.feel.values import NUMBERS, Range, YearsMonths, kind
from app.feel.writing import write

_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_MAX_NUMBER = 200  # characters
# A narrow or plain no-break space is what Finnish texts group digits by.
_GROUPS = (None, " ", "\u00a0", "\u202f", ",", ".")
_POINTS = (None, ",", ".")


@builtin("not", "negand: any")
def negation(negand: object) -> bool | None:
    """not(boolean) → boolean. 10.3.4.2, Table 73. Null of anything else (Table 51)."""
    return negated(negand)


@builtin("number", "from: number")
def number_itself(number: Decimal) -> Decimal:
    """number(number) → number: beyond the standard, the number itself."""
    return number


@builtin("number", "from: string, grouping separator: string?, decimal separator: string?", steps=6)
def number(text: str, grouping: str | None, point: str | None) -> Decimal | None:
    """number(string, string or null, string or null) → number. 10.3.4.1, Table 72.

    The number a text shows: number("1 234,5", " ", ",") is 1234.5. Groups are set apart by a space, comma or
    period, the fraction by the comma or period that is not. Null for other separators or no number.
    """
    if len(text) > _MAX_NUMBER or grouping not in _GROUPS or point not in _POINTS:
        return None
    if grouping is not None and grouping == point:
        return None
    digits = text.replace(grouping, "") if grouping else text
    if point == ",":
        digits = "" if "." in digits else digits.replace(",", ".")
    return NUMBERS.create_decimal(digits) if _NUMBER.fullmatch(digits) else None


@builtin("string", "from: any", run=True, steps=6)
def string(run: Run, value: object) -> str | None:
    """string(any) → string. 10.3.4.1, Table 72. Null of null; texts inside lists and contexts are quoted."""
    return None if value is None else write(value, run)


@builtin("date", "from: string", steps=6)
def date_from_text(text: str) -> Day | None:
    """date(string) → date. 10.3.4.1, Table 72. Null where the text is no date."""
    return temporal.parse_date(text)


@builtin("date", "from: date")
def date_of(day: Day) -> Day:
    """date(date or date and time) → date. 10.3.4.1, Table 72. The date without its time."""
    return moments.date_of(day)


@builtin("date", "year: number, month: number, day: number")
def date_from_numbers(year: Decimal, month: Decimal, day: Decimal) -> Day | None:
    """date(number, number, number) → date. 10.3.4.1, Table 72. Null where there is no such day."""
    whole = [_whole(number) for number in (year, month, day)]
    return temporal.day_of(*whole)


@builtin("date and time", "from: string", steps=12)
def moment_from_text(text: str) -> Moment | None:
    """date and time(string) → date and time. 10.3.4.1, Table 72. Null where the text is none."""
    return temporal.parse_moment(text)


@builtin("date and time", "from: date")
def moment_of(day: Day) -> Moment:
    """date and time(date) → date and time. 10.3.2.9.4. The day's beginning in UTC, as dates are converted."""
    return moments.midnight(day)


@builtin("date and time", "date: date, time: time")
def moment_from_parts(day: Day, clock: Clock) -> Moment:
    """date and time(date or date and time, time) → date and time. 10.3.4.1, Table 72."""
    return moments.together(date_of(day), clock)


@builtin("time", "from: string", steps=5)
def time_from_text(text: str) -> Clock | None:
    """time(string) → time. 10.3.4.1, Table 72. Null where the text is no time of day."""
    return temporal.parse_time(text)


@builtin("time", "from: time")
def time_itself(clock: Clock) -> Clock:
    """time(time) → time. 10.3.4.1, Table 72."""
    return clock


@builtin("time", "from: date")
def time_of(day: Day) -> Clock:
    """time(date and time or date) → time. 10.3.4.1, Table 72. A date begins at midnight in UTC."""
    return moments.clock_of(moments.midnight(day))


@builtin("time", "hour: number, minute: number, second: number, offset: days and time duration?")
def time_from_numbers(hour: Decimal, minute: Decimal, second: Decimal, offset: Length | None) -> Clock:
    """time(number, number, number, days and time duration or null) → time. 10.3.4.1, Table 72.

    Null where there is no such time or offset; refused for fractions finer than a billionth of a second.
    """
    if not 0 <= second < 60:
        raise ValueError("no such second")
    whole, nanos = divmod(temporal.whole_nanoseconds(second), NANOS)
    zone = None if offset is None else temporal.offset_zone(offset)
    return temporal.with_fraction(time(_whole(hour), _whole(minute), whole, tzinfo=zone), nanos)


def _whole(number: Decimal) -> int:
    if number != number.to_integral_value() or number.adjusted() > 9:
        raise ValueError("not a whole number of a calendar")
    return int(number)


@builtin("duration", "from: string", steps=10)
def duration_from_text(text: str) -> Length | YearsMonths | None:
    """duration(string) → days and time or years and months duration. 10.3.4.1, Table 72."""
    return temporal.parse_duration(text)


@builtin("duration", "from: duration")
def duration_itself(length: Length | YearsMonths) -> Length | YearsMonths:
    """duration(duration) → duration: beyond the standard, the duration itself."""
    return length


@builtin("years and months duration", "from: date, to: date", steps=4)
def months_between(start: Day, end: Day) -> YearsMonths:
    """years and months duration(date, date) → years and months duration. 10.3.4.1, Table 72.

    Whole months from one day to another, negative backwards; times of day do not count.
    """
    if moments.number_of(end) < moments.number_of(start):
        return YearsMonths(-_months(end, start))
    return YearsMonths(_months(start, end))


def _months(first: Day, last: Day) -> int:
    (_, a), (_, b) = of_day(first), of_day(last)
    return (year_of(last) - year_of(first)) * 12 + b.month - a.month - (b.day < a.day)


@builtin("range", "from: string", steps=25)
def range_from_text(text: str) -> Range | None:
    """range(string) → range. 10.3.4.1, Table 72 and rule 66: range("[18..21)"), with literals as its ends.

    Null where the text is no range, or its ends have no order.
    """
    found = parse_range(text)
    if found is None:
        return None
    ends = [end for end in (found.low, found.high) if end is not None]
    order = compare(ends[0], ends[-1])
    return found if order is not None and order <= 0 else None


@builtin("is", "value1: any, value2: any", run=True)
def same(run: Run, a: object, b: object) -> bool:
    """is(any, any) → boolean. 10.3.4.6, Table 77. Never null.

    Whether two values are the same and of the same kind; dates and times also with the same zone.
    """
    if kind(a) != kind(b) or moments.zone_of(a) != moments.zone_of(b):
        return False
    return equal(a, b, run) is True
