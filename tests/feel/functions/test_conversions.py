"""Conversions and `is`: DMN 1.5, 10.3.4.1, 10.3.4.2 and 10.3.4.6."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

import pytest

from app.feel import YearsMonths
from tests.feel.evaluating import HELSINKI, value

D = Decimal
DATA = {"the_day": date(2027, 1, 11), "nothing": None}

NUMBERS = [
    ('number("12.50", null, null)', D("12.5")),
    ('number("1 000,0", " ", ",")', D(1000)),
    ('number("1,000.0", ",", ".")', D(1000)),
    ('number("1.000.000,01", ".", ",")', D("1000000.01")),
    ('number("1\\u00a0234,5", "\\u00a0", ",")', D("1234.5")),
    ('number("-1e3", null, null)', D(-1000)),
    ('number("1,2", null, null)', None),
    ('number("1,2", ",", ",")', None),
    ('number("1x2", "x", ".")', None),
    ('number("twelve")', None),
    ('number(null, " ", ",")', None),
    ('number(from: "1.5", grouping separator: null, decimal separator: null)', D("1.5")),
    ("number(5)", D(5)),
]
STRINGS = [
    ("string(1.10)", "1.1"),
    ("string(1e3)", "1000"),
    ("string(null)", None),
    ('string("a")', "a"),
    ("string(true)", "true"),
    ('string(["a", 1, {b: null, "c-d": [1..2]}])', '["a", 1, {b: null, "c-d": [1..2]}]'),
    ('string((< @"2027-01-11"))', "(< 2027-01-11)"),
    ('string(@"2027-01-11T10:30:00.5@Europe/Helsinki")', "2027-01-11T10:30:00.5@Europe/Helsinki"),
    ('string(@"10:30:00Z")', "10:30:00Z"),
    ('string(time(11, 59, 45, duration("-PT2H45M55S")))', "11:59:45-02:45:55"),
    ('string(duration("PT26H0.5S"))', "P1DT2H0.5S"),
    ('string(@"P14M")', "P1Y2M"),
    ('string(@"PT0S")', "PT0S"),
]
DATES = [
    ('date("2012-12-25") - date("2012-12-24")', timedelta(days=1)),
    ('date("2027-02-29")', None),
    ('date("11.1.2027")', None),
    ('date("02027-01-11")', None),
    ('date("2027-01-11Z")', None),
    ("date(2012, 12, 25)", date(2012, 12, 25)),
    ("date(2027, 1.5, 11)", None),
    ("date(2027, 13, 1)", None),
    ("date(2023, 2, 29)", None),
    ("date(-2023, 2, 29)", None),
    ("date(year: 2027, month: 1, day: 11)", date(2027, 1, 11)),
    ('date(@"2012-12-25T11:00:00Z")', date(2012, 12, 25)),
    ("date(the_day)", date(2027, 1, 11)),
    ("date(nothing)", None),
]
TIMES = [
    ('time("10:30:00")', time(10, 30)),
    ('time("T10:30:00")', time(10, 30)),
    ('time("11:22:33.4440000")', time(11, 22, 33, 444000)),
    ('time("23:59:60")', None),
    ('time("7:00:00")', None),
    ('time("13:20:00+15:00")', None),
    ('time("13:20:00+02:00@Europe/Paris")', None),
    ('time("23:59:00z") + duration("PT2M") = time("00:01:00@Etc/UTC")', True),
    ("time(10, 30, 15.5)", time(10, 30, 15, 500000)),
    ('time(23, 59, 0, duration("PT0H"))', time(23, 59, tzinfo=UTC)),
    ('time(11, 59, 0, duration("-PT2H1M"))', time(11, 59, tzinfo=timezone(-timedelta(hours=2, minutes=1)))),
    ('time(11, 59, 0, duration("PT15H"))', None),
    ('time(11, 59, 0, duration("P1Y"))', None),
    ("time(25, 0, 0)", None),
    ("time(23, 59, 60, null)", None),
    ('time(@"2012-12-25T11:00:00Z")', time(11, tzinfo=UTC)),
    ("time(the_day)", time(0, tzinfo=UTC)),
    ('time(@"10:30:00")', time(10, 30)),
]
MOMENTS = [
    ('date and time("2027-01-11T10:30:00")', datetime(2027, 1, 11, 10, 30)),  # noqa: DTZ001 - no zone given
    ('date and time("2027-01-11")', datetime(2027, 1, 11)),  # noqa: DTZ001 - no zone given
    ('date and time("2012-12-24T23:59:00") + duration("PT1M") = date and time("2012-12-25T00:00:00")', True),
    ('date and time("2027-01-11T24:00:00Z")', datetime(2027, 1, 12, tzinfo=UTC)),
    ('date and time("2027-01-11T24:00:01Z")', None),
    ('date and time("2027-01-11T")', None),
    ('date and time("2027-01-11T10:30:00@Nowhere/City")', None),
    ('date and time("2027-01-11T10:30:00@../../etc/passwd")', None),
    ('date and time(date("2027-01-11"), time("10:30:00Z"))', datetime(2027, 1, 11, 10, 30, tzinfo=UTC)),
    ('date and time(@"2027-01-11T08:00:00", time("10:30:00Z")).hour', D(10)),
    ("date and time(the_day)", datetime(2027, 1, 11, tzinfo=UTC)),
    (
        'date and time(@"2027-01-11T08:30:00Z", "Europe/Helsinki")',
        datetime(2027, 1, 11, 10, 30, tzinfo=HELSINKI),
    ),
    ('date and time(@"2027-01-11T08:30:00", "Europe/Helsinki")', None),
]
DURATIONS = [
    (
        'date and time("2012-12-24T23:59:00") - date and time("2012-12-22T03:45:00")',
        timedelta(days=2, minutes=1214),
    ),
    ('duration("P2Y2M") = duration("P26M")', True),
    ('duration("P0DT25H")', timedelta(hours=25)),
    ('duration("-PT.5S")', -timedelta(seconds=0.5)),
    ('duration("P1Y1D")', None),
    ('duration("P")', None),
    ('duration("P1DT")', None),
    ('duration("+P1D")', None),
    ('duration(duration("P1D"))', timedelta(days=1)),
    ('years and months duration(date("2011-12-22"), date("2013-08-24"))', YearsMonths(20)),
    ('years and months duration(date("2026-01-31"), date("2027-03-01"))', YearsMonths(13)),
    ('years and months duration(date("2027-03-01"), date("2026-01-31"))', YearsMonths(-13)),
    ("years and months duration(the_day, null)", None),
]
RANGES = [
    ('range("[18..21)") = [18..21)', True),
    ('range("[2..)") = (>= 2)', True),
    ('range("(..2)") = (< 2)', True),
    ('range(" ] -1 .. .5 [ ") = (-1..0.5)', True),
    ('range("[date(\\"1970-01-01\\")..@\\"1970-01-02\\"]").end', date(1970, 1, 2)),
    ('range("[\\"a\\"..\\"c\\"]").start', "a"),
    ('range("")', None),
    ('range("[..]")', None),
    ('range("[..2]")', None),
    ('range("[1..]")', None),
    ('range("(..)")', None),
    ('range("[3..1]")', None),
    ('range("[1..\\"b\\"]")', None),
    ('range("[1..1 + 1]")', None),
    ('range("[date(the_day)..@\\"1970-01-02\\"]")', None),
    ('range(">= 10")', None),
    ("range([1..3])", None),
]
SAME = [
    ('is(date("2012-12-25"), time("23:00:50"))', False),
    ('is(date("2012-12-25"), date("2012-12-25"))', True),
    ('is(time("23:00:50z"), time("23:00:50"))', False),
    ('is(time("23:00:50z"), time("23:00:50+00:00"))', True),
    ('is(@"10:00:00Z", @"12:00:00+02:00")', False),
    ('is(1, "1")', False),
    ("is(null, null)", True),
    ("is(null, 0)", False),
    ("not(true)", False),
    ("not(null)", None),
    ("not(0)", None),
]


@pytest.mark.parametrize(
    ("source", "expected"),
    [*NUMBERS, *STRINGS, *DATES, *TIMES, *MOMENTS, *DURATIONS, *RANGES, *SAME],
)
def test_a_conversion_gives_what_the_standard_says(source: str, expected: object) -> None:
    result = value(source, DATA)

    assert result == expected
    assert type(result) is type(expected)
