"""Years that Python does not know, and fractions of a second that it cannot hold."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.feel import FeelError
from app.feel.budget import Run
from app.feel.errors import Unsupported
from app.feel.far import FAR, FarDay, length_of
from app.feel.moments import add_months, numbered, shift
from app.feel.temporal import parse
from app.feel.writing import write
from tests.feel.evaluating import HELSINKI, value

CYCLE = 4_800  # months

numbers = st.integers(-(10**11), 10**11)
lengths = st.integers(-(10**24), 10**24).map(length_of)
moments = st.datetimes(timezones=st.sampled_from([None, HELSINKI]))
#: What @"…" may hold, far and near.
texts = st.one_of(
    numbers.map(numbered),
    lengths,
    st.builds(add_months, moments, st.integers(-(10**9), 10**9)),
).map(lambda point: write(point, Run()))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('string(date("9999-12-31") + @"P1D")', "10000-01-01"),
        ('string(date("0001-01-01") - @"P1D")', "0000-12-31"),
        ("string(date(-1, 2, 3))", "-0001-02-03"),
        ('string(@"-2021-01-31T10:00:00+11:00" + @"P1M")', "-2021-02-28T10:00:00+11:00"),
        ('string(@"10000-02-29" + @"P1Y")', "10001-02-28"),
        ('string(last day of month(@"12000-02-01"))', "12000-02-29"),
        ('string(@"11:22:33.123456789" + @"PT0.000000001S")', "11:22:33.12345679"),
        ('string(time(1, 2, 3.000000004, @"PT2H"))', "01:02:03.000000004+02:00"),
        ('string(date and time(@"99999-12-31", @"23:59:59.000000001Z"))', "99999-12-31T23:59:59.000000001Z"),
        (
            'string(date and time(@"99999-06-30T12:00:00Z", "Europe/Helsinki"))',
            "99999-06-30T15:00:00@Europe/Helsinki",
        ),
        ('string(@"PT1S" * 0.000001 + @"PT0.000000001S" * 2)', "PT0.000001002S"),
        ('string(-@"P9999999999D")', "-P9999999999D"),
        ('string(abs(@"-PT0.000000001S"))', "PT0.000000001S"),
        ('string(date(@"12027-01-11T10:00:00"))', "12027-01-11"),
        ('string(time(@"12027-01-11T10:00:00.000000001"))', "10:00:00.000000001"),
        ('string(years and months duration(@"-2016-01-21", @"2020-01-01"))', "P4035Y11M"),
    ],
)
def test_calculations_go_on_beyond_the_calendar_of_python(source: str, expected: str) -> None:
    assert value(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('@"99999-12-31".year', Decimal(99999)),
        ('@"-0004-12-31".year', Decimal(-4)),
        ('@"12027-01-11".weekday', Decimal(1)),
        ('day of week(@"12027-01-11")', "Monday"),
        ('month of year(@"12027-01-11")', "January"),
        ('day of year(@"12000-12-31")', Decimal(366)),
        ('week of year(@"12027-01-11")', Decimal(2)),
        ('@"10:00:00.123456789".second', Decimal("0.123456789")),
        ('@"12027-07-11T10:00:00@Europe/Helsinki".time offset', timedelta(hours=3)),
        ('@"-2027-07-11T10:00:00@Europe/Helsinki".timezone', "Europe/Helsinki"),
        ('@"P9999999999DT1H".hours', Decimal(1)),
        ('@"PT9.999999999S".seconds', Decimal(9)),
        ('@"P9999999999D" / @"P3333333333D"', Decimal(3)),
        ('count(for d in @"9999-12-30"..@"10000-01-02" return d)', Decimal(4)),
        ('@"10000-01-01" - @"9999-12-31"', timedelta(days=1)),
    ],
)
def test_their_parts_are_known(source: str, expected: object) -> None:
    assert value(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('@"10000-01-01" > @"9999-12-31"', True),
        ('@"-0001-01-01" < @"0001-01-01"', True),
        ('@"10000-01-01" = @"9999-12-31"', False),
        ('@"10000-01-01" = @"10000-01-01"', True),
        ('@"10000-01-01T00:00:00+02:00" = @"9999-12-31T22:00:00Z"', True),
        ('@"10000-01-01T00:00:00+02:00" < @"9999-12-31T23:00:00Z"', True),
        ('@"10:00:00.000000001" > @"10:00:00"', True),
        ('@"10:00:00.000000001" = @"10:00:00"', False),
        ('@"P9999999999D" > @"PT1S"', True),
        ('@"10000-01-01" = "10000-01-01"', None),
        ('@"10000-01-01" < @"10000-01-01T00:00:00"', None),
        ('@"10000-01-01" in [@"2027-01-01"..@"20000-01-01"]', True),
        ('@"2027-01-01" in [@"-2027-01-01"..@"20000-01-01"]', True),
        ('@"10000-01-01" instance of date', True),
        ('@"10000-01-01T00:00:00" instance of date and time', True),
        ('is(@"10000-01-01", @"10000-01-01")', True),
        ('max(@"10000-01-01", @"2027-01-01") = @"10000-01-01"', True),
        ('date("10000-02-30")', None),
        ('date("1000000000-01-01")', None),
        ('time(1, 2, 3, @"PT0.000000001S")', None),
    ],
)
def test_they_are_compared_with_what_python_knows(source: str, expected: object) -> None:
    assert value(source) is expected


@pytest.mark.parametrize(
    "source",
    ['@"10000-01-01"', '[{a: @"10:00:00.000000001"}]', '@"P9999999999D"', '@"10000-01-01T00:00:00"'],
)
def test_they_cannot_be_kept(source: str) -> None:
    with pytest.raises(Unsupported, match="cannot be kept"):
        value(source)


@pytest.mark.parametrize(
    "source",
    ['date(999999999, 12, 31) + @"P1D"', '@"P999999999Y" * 2', '@"P999999999D" * 1e9', '@"P1D" / 1e-40'],
)
def test_they_end_too(source: str) -> None:
    with pytest.raises(FeelError, match="can be calculated with"):
        value(source)


@given(texts)
def test_they_are_written_as_they_are_read(text: str) -> None:
    read_again = parse(text)

    assert read_again is not None
    assert write(read_again, Run()) == text


@given(numbers)
def test_a_day_is_far_where_python_has_none(number: int) -> None:
    day = numbered(number)

    assert type(day) in FAR or type(day) is date
    assert isinstance(day, FarDay) != (1 <= number <= date.max.toordinal())


@given(moment=moments, months=st.integers(-(10**6), 10**6), length=st.timedeltas())
def test_every_four_hundred_years_the_calendar_is_the_same(
    moment: datetime, months: int, length: timedelta
) -> None:
    naive = moment.replace(tzinfo=None)

    here = shift(add_months(naive, months), length)
    there = shift(add_months(naive, months + 7 * CYCLE), length)

    assert add_months(there, -7 * CYCLE) == here


@given(moment=moments, length=st.timedeltas(timedelta(days=-30_000), timedelta(days=30_000)))
def test_there_and_back_is_where_one_was(moment: datetime, length: timedelta) -> None:
    there = shift(moment, length)

    assert value("back - length = moment", {"back": there, "length": length, "moment": moment}) is True
