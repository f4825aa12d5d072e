"""How long something took by the calendar of the offices, and in office hours."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from app.cases.register import FINLAND
from app.tenants.calendar import FINLAND as CALENDAR

#: Offices are open from eight to four.
OPENS, CLOSES = 8.0, 16.0
OFFICE_DAY = CLOSES - OPENS
_DAY = 24.0
_SECONDS = 3600


def month(moment: datetime) -> str:
    """The month by the clocks of Finland, such as 2026-11."""
    return f"{moment.astimezone(FINLAND):%Y-%m}"


def working_days(begin: datetime, end: datetime) -> float:
    """Days between two moments, with weekends and holidays left out; a working day counts from midnight."""
    return max(0.0, _place(end, 0.0, _DAY) - _place(begin, 0.0, _DAY))


def office_hours(begin: datetime, end: datetime) -> float:
    """Hours between two moments of one day as they are, else those at which the offices were open."""
    if begin.astimezone(FINLAND).date() == end.astimezone(FINLAND).date():
        return max(0.0, (end - begin).total_seconds() / _SECONDS)
    return max(0.0, _place(end, OPENS, CLOSES) - _place(begin, OPENS, CLOSES)) * OFFICE_DAY


def days(begin: datetime, end: datetime) -> float:
    """Days between two moments, whatever days they are."""
    return max(0.0, (end - begin) / timedelta(days=1))


def _place(moment: datetime, opens: float, closes: float) -> float:
    """How many working days lie before a moment."""
    local = moment.astimezone(FINLAND)
    before = _before(local.year)
    of_year = local.timetuple().tm_yday
    passed = before[of_year - 1]
    if before[of_year] == passed:
        return passed
    hour = local.hour + local.minute / 60 + local.second / _SECONDS
    return passed + min(max((hour - opens) / (closes - opens), 0.0), 1.0)


@lru_cache(maxsize=64)
def _before(year: int) -> tuple[int, ...]:
    """How many working days lie before each day of the year, and before the next year."""
    first = date(year, 1, 1)
    length = (date(year + 1, 1, 1) - first).days
    counted = [_before(year - 1)[-1] if year > _BEGIN else 0]
    for day in range(length):
        counted.append(counted[-1] + CALENDAR.is_working_day(first + timedelta(days=day)))
    return tuple(counted)


#: Nothing is measured before this year.
_BEGIN = 2000
