"""Temporal functions, and the present (DMN 1.5, 10.3.4.8 and 10.3.4.11, Tables 79 and 82)."""

from datetime import date, datetime
from decimal import Decimal

from app.feel.budget import Run
from app.feel.builtins.registry import builtin
from app.feel.far import Day, of_day

# Not calendar.day_name: that follows the server's locale.
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


@builtin("now", run=True)
def now(run: Run) -> datetime:
    """now() → date and time. 10.3.4.11, Table 82. The moment at which the evaluation takes place."""
    return run.now


@builtin("today", run=True)
def today(run: Run) -> date:
    """today() → date. 10.3.4.11, Table 82. The date at that moment, in the zone of that moment."""
    return run.now.date()


@builtin("day of year", "date: date")
def day_of_year(day: Day) -> Decimal:
    """day of year(date or date and time) → number. 10.3.4.8, Table 79. 1 January is 1."""
    return Decimal(of_day(day)[1].timetuple().tm_yday)


@builtin("day of week", "date: date")
def day_of_week(day: Day) -> str:
    """day of week(date or date and time) → string. 10.3.4.8, Table 79. "Monday" to "Sunday"."""
    return _DAYS[of_day(day)[1].weekday()]


@builtin("month of year", "date: date")
def month_of_year(day: Day) -> str:
    """month of year(date or date and time) → string. 10.3.4.8, Table 79. "January" to "December"."""
    return _MONTHS[of_day(day)[1].month - 1]


@builtin("week of year", "date: date")
def week_of_year(day: Day) -> Decimal:
    """week of year(date or date and time) → number. 10.3.4.8, Table 79. As ISO 8601 counts weeks."""
    return Decimal(of_day(day)[1].isocalendar().week)
