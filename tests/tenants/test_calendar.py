"""Working days in Finland, holidays that move included."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.feel import compile_expression
from app.tenants.calendar import FINLAND, easter_sunday
from tests.feel.evaluating import NOW

#: Holidays on weekdays, as the almanacs print them.
CLOSED = {
    2024: "01-01 03-29 04-01 05-01 05-09 06-21 12-06 12-24 12-25 12-26",
    2025: "01-01 01-06 04-18 04-21 05-01 05-29 06-20 12-24 12-25 12-26",
    2026: "01-01 01-06 04-03 04-06 05-01 05-14 06-19 12-24 12-25",
    2027: "01-01 01-06 03-26 03-29 05-06 06-25 12-06 12-24",
}


@pytest.mark.parametrize("year", CLOSED)
def test_offices_are_closed_on_the_holidays_of_the_year(year: int) -> None:
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(365))

    closed = [day for day in days if day.weekday() < 5 and not FINLAND.is_working_day(day)]

    assert [f"{day:%m-%d}" for day in closed] == CLOSED[year].split()


@pytest.mark.parametrize(
    ("year", "day"), [(1961, "04-02"), (2000, "04-23"), (2008, "03-23"), (2011, "04-24"), (2038, "04-25")]
)
def test_easter_comes_as_early_and_as_late_as_it_may(year: int, day: str) -> None:
    assert f"{easter_sunday(year):%m-%d}" == day


@given(st.dates())
def test_every_date_is_a_working_day_or_not_and_no_weekend_is_one(day: date) -> None:
    assert not (FINLAND.is_working_day(day) and day.weekday() >= 5)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
def test_counting_and_adding_working_days_agree(day: date, days: int) -> None:
    counted = compile_expression("working days between(day, add working days(day, n))")

    assert counted.evaluate({"day": day, "n": days}, now=NOW, calendar=FINLAND) == days
