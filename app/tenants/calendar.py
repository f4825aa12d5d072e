"""The calendar of the municipalities: on which days their offices are open.

Closed are Saturdays, Sundays and the days on which Finnish law lets no deadline of an authority end: holidays
of the church, 6 December, 1 May, and the eves of Midsummer and Christmas (laki säädettyjen määräaikain
laskemisesta 150/1930, section 5).
"""

from datetime import date, timedelta
from functools import lru_cache

_SATURDAY, _ONE_DAY = 5, timedelta(days=1)


class WorkingDays:
    """Days by the law that holds everywhere in Finland."""

    def is_working_day(self, day: date) -> bool:
        """Whether the offices are open on this day."""
        return day.weekday() < _SATURDAY and day not in holidays(day.year)


#: The same for all municipalities: none has days of its own yet.
FINLAND = WorkingDays()


@lru_cache(maxsize=512)
def holidays(year: int) -> frozenset[date]:
    """The holidays of the year that may fall on a weekday; those that always are on Sundays are left out."""
    easter = easter_sunday(year)
    midsummer_eve = _weekday_from(date(year, 6, 19), 4)
    fixed = [(1, 1), (1, 6), (5, 1), (12, 6), (12, 24), (12, 25), (12, 26)]
    moving = [easter - 2 * _ONE_DAY, easter + _ONE_DAY, easter + 39 * _ONE_DAY, midsummer_eve]
    return frozenset([*(date(year, month, day) for month, day in fixed), *moving])


def easter_sunday(year: int) -> date:
    """Easter by the Gregorian computus, in the form without exceptions (Meeus, Jones and Butcher)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leaps, century_rest = divmod(century, 4)
    moon = (19 * golden + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    quarters, quarter_rest = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * quarters - moon - quarter_rest) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _weekday_from(first: date, weekday: int) -> date:
    """The first such day of the week (0 is Monday) that is not before `first`."""
    return first + ((weekday - first.weekday()) % 7) * _ONE_DAY
