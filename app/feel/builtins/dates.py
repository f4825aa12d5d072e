"""Dates, times and durations (DMN 1.5, 10.3.4.1, 10.3.4.9 and 10.3.4.11)."""

import calendar
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

from app.feel import temporal
from app.feel.budget import Run
from app.feel.builtins.registry import builtin
from app.feel.values import YearsMonths

# Not calendar.day_name: that follows the server's locale.
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


@builtin("now", run=True)
def now(run: Run) -> datetime:
    return run.now


@builtin("today", run=True)
def today(run: Run) -> date:
    """The date at the present moment, in the zone of that moment."""
    return run.now.date()


builtin("date", "from: text")(temporal.parse_date)
builtin("time", "from: text")(temporal.parse_time)
builtin("date and time", "from: text")(temporal.parse_moment)
builtin("duration", "from: text")(temporal.parse_duration)


@builtin("duration", "from: duration")
def duration_itself(length: timedelta | YearsMonths) -> timedelta | YearsMonths:
    return length


@builtin("date", "from: day")
def date_of(day: date) -> date:
    return day.date() if isinstance(day, datetime) else day


@builtin("date", "year: number, month: number, day: number")
def date_from_numbers(year: Decimal, month: Decimal, day: Decimal) -> date:
    return date(_whole(year), _whole(month), _whole(day))


@builtin("time", "from: time")
def time_itself(clock: time) -> time:
    return clock


@builtin("time", "from: day")
def time_of(day: date) -> time:
    return temporal.midnight(day).timetz()


@builtin("time", "hour: number, minute: number, second: number, offset: offset?")
def time_from_numbers(hour: Decimal, minute: Decimal, second: Decimal, offset: timedelta | None) -> time:
    whole = int(second) if 0 <= second < 60 else 60  # 60 is refused by time()
    micro = int((second - whole).scaleb(6)) if whole < 60 else 0
    zone = None if offset is None else timezone(offset) if offset else UTC
    return time(_whole(hour), _whole(minute), whole, micro, tzinfo=zone)


def _whole(number: Decimal) -> int:
    if number != number.to_integral_value() or number.adjusted() > 9:
        raise ValueError("not a whole number of a calendar")
    return int(number)


@builtin("date and time", "date: day, time: time")
def moment_from_parts(day: date, clock: time) -> datetime:
    return datetime.combine(date_of(day), clock)


@builtin("date and time", "from: day")
def moment_of(day: date) -> datetime:
    return temporal.midnight(day)


@builtin("date and time", "date: moment, timezone: text")
def moment_in_zone(moment: datetime, zone: str) -> datetime | None:
    """The same moment as clocks in another zone show it."""
    return moment.astimezone(temporal.region_zone(zone)) if moment.tzinfo else None


@builtin("years and months duration", "from: day, to: day")
def months_between(start: date, end: date) -> YearsMonths:
    """Whole months from one day to another, negative backwards."""
    first, last = date_of(start), date_of(end)
    if last < first:
        return YearsMonths(-_months(last, first))
    return YearsMonths(_months(first, last))


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


@builtin("day of year", "date: day")
def day_of_year(day: date) -> Decimal:
    return Decimal(day.timetuple().tm_yday)


@builtin("day of week", "date: day")
def day_of_week(day: date) -> str:
    return _DAYS[day.weekday()]


@builtin("month of year", "date: day")
def month_of_year(day: date) -> str:
    return _MONTHS[day.month - 1]


@builtin("week of year", "date: day")
def week_of_year(day: date) -> Decimal:
    """As ISO 8601 counts weeks."""
    return Decimal(day.isocalendar().week)


@builtin("last day of month", "date: day")
def last_day_of_month(day: date) -> date:
    return date_of(day).replace(day=calendar.monthrange(day.year, day.month)[1])
