"""Working days are counted by the calendar that the caller hands in."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.feel import FeelError, compile_expression
from tests.feel.evaluating import NOW, value


@dataclass(frozen=True)
class Weekdays:
    """Monday to Friday, but for some days."""

    holidays: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.holidays


#: Epiphany falls on a Wednesday.
JANUARY = Weekdays(frozenset({date(2027, 1, 1), date(2027, 1, 6)}))


def counted(source: str, calendar: Weekdays = JANUARY, **data: object) -> object:
    return compile_expression(source).evaluate(data, now=NOW, calendar=calendar)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('add working days(@"2027-01-04", 1)', date(2027, 1, 5)),
        ('add working days(@"2027-01-05", 1)', date(2027, 1, 7)),
        ('add working days(@"2027-01-04", 5)', date(2027, 1, 12)),
        ('add working days(@"2027-01-04T15:00:00", 1)', date(2027, 1, 5)),
        ('add working days(@"2027-01-09", 0)', date(2027, 1, 11)),
        ('add working days(@"2027-01-11", 0)', date(2027, 1, 11)),
        ('add working days(@"2027-01-11", -1)', date(2027, 1, 8)),
        ('add working days(@"2027-01-04", 1.9)', date(2027, 1, 5)),
        ('add working days(@"2027-01-04", 1e6)', None),
        ("add working days(null, 1)", None),
        ('working days between(@"2027-01-04", @"2027-01-12")', Decimal(5)),
        ('working days between(@"2027-01-12", @"2027-01-04")', Decimal(-5)),
        ('working days between(@"2027-01-09", @"2027-01-10")', Decimal(0)),
        ('working days between(@"1000-01-01", @"2027-01-10")', None),
        ('is working day(@"2027-01-06")', False),
        ('is working day(@"2027-01-07T12:00:00")', True),
    ],
)
def test_days_on_which_nobody_works_do_not_count(source: str, expected: object) -> None:
    assert counted(source) == expected


@given(st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.integers(-300, 300))
def test_what_was_added_lies_between(day: date, days: int) -> None:
    result = counted("working days between(day, add working days(day, days))", day=day, days=days)

    assert result == days or days == 0


def test_without_a_calendar_nothing_is_guessed() -> None:
    with pytest.raises(FeelError, match="The calendar of working days is not known here"):
        value('add working days(@"2027-01-04", 1)')


def test_a_calendar_without_any_working_day_does_not_hang() -> None:
    never = Weekdays(frozenset(date(2026, 1, 1) + timedelta(days=count) for count in range(3_000)))

    with pytest.raises(FeelError):
        counted('add working days(@"2027-01-04", 1)', never)
