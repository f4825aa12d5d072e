"""Counting by the working days of the municipality, whose calendar the caller hands in."""

from datetime import date, timedelta
from decimal import Decimal

from app.feel.budget import Calendar, Run
from app.feel.builtins.registry import builtin
from app.feel.errors import N_, FeelError
from app.feel.far import Day
from app.feel.moments import date_of

#: No calendar has so many holidays in a row; what asks for more is no calendar.
_MOST_HOLIDAYS = 400
_MOST_DAYS = 10_000

NO_CALENDAR = N_("The calendar of working days is not known here.")


@builtin("is working day", "date: date", run=True)
def is_working_day(run: Run, day: Day) -> bool:
    """is working day(date or date and time) → boolean. Beyond the standard.

    Raises FeelError without a calendar.
    """
    return _calendar(run).is_working_day(_known(day))


@builtin("add working days", "date: date, days: number", run=True)
def add_working_days(run: Run, day: Day, days: Decimal) -> date | None:
    """add working days(date or date and time, number) → date. Beyond the standard.

    The day on which so many working days have passed, the first the one after `date`; backwards where they
    are negative. With 0 days, the next working day unless `date` is one. Null for more than 10,000 days;
    fractions are dropped. Raises FeelError without a calendar.
    """
    if days.copy_abs() > _MOST_DAYS:
        return None
    left, step = int(days), -1 if days < 0 else 1
    found = _known(day)
    if left == 0:
        return _next(run, found, 1, include=True)
    for _ in range(abs(left)):
        found = _next(run, found, step)
    return found


@builtin("working days between", "from: date, to: date", run=True)
def working_days_between(run: Run, start: Day, end: Day) -> Decimal | None:
    """working days between(date, date) → number. Beyond the standard.

    How many working days pass after `from` until and with `to`; negative where `to` is earlier. So that
    working days between(d, add working days(d, n)) is n. Null over more than 27 years. Raises FeelError
    without a calendar.
    """
    first, last = _known(start), _known(end)
    if abs((last - first).days) > _MOST_DAYS:
        return None
    if last < first:
        return -_passed(run, last - timedelta(days=1), first - timedelta(days=1))
    return _passed(run, first, last)


def _passed(run: Run, after: date, until: date) -> Decimal:
    calendar = _calendar(run)
    days = (until - after).days
    run.spend(days)
    return Decimal(sum(calendar.is_working_day(after + timedelta(days=n)) for n in range(1, days + 1)))


def _next(run: Run, day: date, step: int, *, include: bool = False) -> date:
    calendar = _calendar(run)
    for _ in range(_MOST_HOLIDAYS):
        if not include:
            day += timedelta(days=step)
        include = False
        run.spend(1)
        if calendar.is_working_day(day):
            return day
    raise FeelError(NO_CALENDAR)


def _known(day: Day) -> date:
    """A day that calendars may know; raises ValueError outside the years 1 to 9999."""
    found = date_of(day)
    if not isinstance(found, date):
        raise ValueError("no calendar goes so far")
    return found


def _calendar(run: Run) -> Calendar:
    if run.calendar is None:
        raise FeelError(NO_CALENDAR)
    return run.calendar
