"""The built-in functions, by section of DMN 1.5."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from app.feel import YearsMonths, compile_expression
from app.feel.builtins import BUILTINS
from tests.feel.evaluating import HELSINKI, value

D = Decimal

CONVERSION = [  # 10.3.4.1 and 10.3.4.2
    ('number("12.50")', D("12.5")),
    ('number("1 234,5", " ", ",")', D("1234.5")),
    ('number("1\\u00a0234,5", "\\u00a0", ",")', D("1234.5")),
    ('number("1,2")', None),
    ('number("twelve")', None),
    ('number(from: "1.5")', D("1.5")),
    ("string(12.50)", "12.5"),
    ("string(1e3)", "1000"),
    ("string(null)", None),
    ('string("a")', "a"),
    ("string(true)", "true"),
    ('string(["a", 1, {b: null, "c-d": [1..2]}])', '["a", 1, {b: null, "c-d": [1..2]}]'),
    ('string(@"2027-01-11T10:30:00.5@Europe/Helsinki")', "2027-01-11T10:30:00.5@Europe/Helsinki"),
    ('string(@"10:30:00Z")', "10:30:00Z"),
    ('string(duration("PT26H0.5S"))', "P1DT2H0.5S"),
    ('string(@"P14M")', "P1Y2M"),
    ('string(@"PT0S")', "PT0S"),
    ('date("2027-01-11")', date(2027, 1, 11)),
    ('date("2027-02-29")', None),
    ('date("11.1.2027")', None),
    ("date(2027, 1, 11)", date(2027, 1, 11)),
    ("date(2027, 1.5, 11)", None),
    ("date(year: 2027, month: 1, day: 11)", date(2027, 1, 11)),
    ('date(@"2027-01-11T10:00:00")', date(2027, 1, 11)),
    ("date(the_day)", date(2027, 1, 11)),
    ('time("10:30:00")', time(10, 30)),
    ("time(10, 30, 0)", time(10, 30)),
    ('time(10, 30, 0, @"PT0S")', time(10, 30, tzinfo=UTC)),
    ("time(25, 0, 0)", None),
    ('time(@"2027-01-11T10:30:00")', time(10, 30)),
    ('date and time("2027-01-11T10:30:00")', datetime(2027, 1, 11, 10, 30)),  # noqa: DTZ001 - no zone given
    ('date and time("2027-01-11T24:00:00Z")', datetime(2027, 1, 12, tzinfo=UTC)),
    ('date and time(date("2027-01-11"), time("10:30:00Z"))', datetime(2027, 1, 11, 10, 30, tzinfo=UTC)),
    (
        'date and time(@"2027-01-11T08:30:00Z", "Europe/Helsinki")',
        datetime(2027, 1, 11, 10, 30, tzinfo=HELSINKI),
    ),
    ('date and time("2027-01-11T10:30:00@Nowhere/City")', None),
    ('date and time("2027-01-11T10:30:00@../../etc/passwd")', None),
    ('duration("P14D")', timedelta(days=14)),
    ('duration("P1Y2M")', YearsMonths(14)),
    ('duration("P1Y1D")', None),
    ('duration("P")', None),
    ('years and months duration(date("2026-01-31"), date("2027-03-01"))', YearsMonths(13)),
    ('years and months duration(date("2027-03-01"), date("2026-01-31"))', YearsMonths(-13)),
    ("not(true)", False),
]

TEXTS = [  # 10.3.4.3
    ('substring("foobar", 3)', "obar"),
    ('substring("foobar", 3, 3)', "oba"),
    ('substring("foobar", -2, 1)', "a"),
    ('substring("foobar", 9)', ""),
    ('substring("foobar", 0)', None),
    ('substring("\\U01F40Eab", 2)', "ab"),
    ('string length("Mäntytie")', D(8)),
    ('upper case("ä")', "Ä"),
    ('lower case("ABC")', "abc"),
    ('substring before("foobar", "bar")', "foo"),
    ('substring before("foobar", "xyz")', ""),
    ('substring after("foobar", "ob")', "ar"),
    ('replace("abracadabra", "a(.)", "[$1]")', "[b]r[c][d][b]ra"),
    ('replace("abc", "B", "x", "i")', "axc"),
    ('replace("a", "a", "\\\\$1")', "$1"),
    ('contains("foobar", "oba")', True),
    ('starts with("foobar", "foo")', True),
    ('ends with("foobar", "foo")', False),
    ('matches("foobar", "^fo*bar")', True),
    ('matches("FOO", "foo", "i")', True),
    ('matches("a", "[")', None),
    ('matches("a", "a", "q")', None),
    ('split("a;b;;c", ";")', ["a", "b", "", "c"]),
    ('string join(["a", null, "b"], ", ")', "a, b"),
    ('string join(["a", 1])', None),
    ('extract("tel 040 123", "[0-9]+")', ["040", "123"]),
    ('trim("  a ")', "a"),
    ('is blank(" ")', True),
    ('upper case(["a"])', "A"),
    ("upper case(1)", None),
]

LISTS = [  # 10.3.4.4
    ("list contains([1, null], null)", True),
    ('list contains([1, 2], "1")', False),
    ("count([1, 2, 3])", D(3)),
    ("count([])", D(0)),
    ("min([3, 1, 2])", D(1)),
    ("max(3, 1, 2)", D(3)),
    ('min(["b", "a"])', "a"),
    ('max(@"2027-01-11", @"2027-02-11")', date(2027, 2, 11)),
    ('max([1, "a"])', None),
    ("min([])", None),
    ("sum([1, 2.5])", D("3.5")),
    ("sum([])", None),
    ('sum([1, "a"])', None),
    ("mean(1, 2)", D("1.5")),
    ("all([true, null, false])", False),
    ("all([true, null])", None),
    ("all([])", True),
    ("any([false, null, true])", True),
    ("any([])", False),
    ("sublist([1, 2, 3], 2)", [D(2), D(3)]),
    ("sublist([1, 2, 3], -2, 1)", [D(2)]),
    ("sublist([1, 2, 3], 3, 2)", None),
    ("append([1], 2, [3])", [D(1), D(2), [D(3)]]),
    ("concatenate([1], [2, 3])", [D(1), D(2), D(3)]),
    ("insert before([1, 3], 2, 2)", [D(1), D(2), D(3)]),
    ("remove([1, 2, 3], 2)", [D(1), D(3)]),
    ("list replace([1, 2, 3], 2, 9)", [D(1), D(9), D(3)]),
    ("list replace([1, 2, 3], function(item, new) item > 1, 9)", [D(1), D(9), D(9)]),
    ("reverse([1, 2])", [D(2), D(1)]),
    ("index of([1, 2, 1], 1)", [D(1), D(3)]),
    ("union([1, 2], [2, 3])", [D(1), D(2), D(3)]),
    ("distinct values([1, 2, 1.0])", [D(1), D(2)]),
    ("duplicate values([1, 2, 1])", [D(1)]),
    ("flatten([1, [2, [3]]])", [D(1), D(2), D(3)]),
    ("product([2, 3])", D(6)),
    ("median([1, 4, 2, 3])", D("2.5")),
    ("stddev([2, 4, 7, 5])", D("2.081665999466132735282297706979931")),
    ("mode([6, 1, 9, 6, 1])", [D(1), D(6)]),
    ("sort([3, 1, 2])", [D(1), D(2), D(3)]),
    ('sort([1, "a"])', None),
    ("partition([1, 2, 3], 2)", [[D(1), D(2)], [D(3)]]),
    ("is empty([])", True),
]

NUMBERS = [  # 10.3.4.5
    ("decimal(1 / 3, 2)", D("0.33")),
    ("decimal(2.5, 0)", D(2)),
    ("floor(-1.5)", D(-2)),
    ("ceiling(1.51, 1)", D("1.6")),
    ("round up(-5.5, 0)", D(-6)),
    ("round down(5.126, 2)", D("5.12")),
    ("round half up(5.125, 2)", D("5.13")),
    ("round half down(5.125, 2)", D("5.12")),
    ("round half up(1250, -2)", D(1300)),
    ("abs(-3)", D(3)),
    ('abs(@"-P1M")', YearsMonths(1)),
    ("modulo(-12, 5)", D(3)),
    ("modulo(12, -5)", D(-3)),
    ("modulo(12, 0)", None),
    ("sqrt(16)", D(4)),
    ("sqrt(-1)", None),
    ("log(0)", None),
    ("exp(0)", D(1)),
    ("odd(5)", True),
    ("even(5)", False),
    ("even(0.5)", None),
]

DAYS = [  # 10.3.4.11
    ('day of year(@"2027-02-01")', D(32)),
    ('day of week(@"2027-01-11")', "Monday"),
    ('month of year(@"2027-01-11")', "January"),
    ('week of year(@"2027-01-01")', D(53)),
    ('last day of month(@"2028-02-10")', date(2028, 2, 29)),
]

RANGES = [  # 10.3.4.10
    ("before(1, 10)", True),
    ("before([1..10), 10)", True),
    ("before([1..10], 10)", False),
    ("after([5..8], [1..4])", True),
    ("meets([1..5], [5..8])", True),
    ("met by([5..8], [1..5))", False),
    ("overlaps([1..5], [3..8])", True),
    ("overlaps([1..5), [5..8])", False),
    ("overlaps before([1..5], [3..8])", True),
    ("overlaps after([3..8], [1..5])", True),
    ("finishes(10, [1..10])", True),
    ("finished by([1..10], [5..10])", True),
    ("includes([1..10], 5)", True),
    ("includes((< 10), 5)", None),
    ("during((1..10), [1..10])", True),
    ("starts(1, [1..10])", True),
    ("started by((1..10], [1..5])", False),
    ("coincides([1..5], [1..5])", True),
    ('before(1, "a")', None),
]

CONTEXTS = [  # 10.3.4.12 and Camunda's additions
    ('get value({a: 1}, "a")', D(1)),
    ('get value({a: {b: 1}}, ["a", "b"])', D(1)),
    ("get entries({a: 1})", [{"key": "a", "value": D(1)}]),
    ('context([{key: "a", value: 1}])', {"a": D(1)}),
    ('context([{key: "a", value: 1}, {key: "a", value: 2}])', None),
    ('context put({a: 1}, "b", 2)', {"a": D(1), "b": D(2)}),
    ('context put({a: {b: 1}}, ["a", "c"], 2)', {"a": {"b": D(1), "c": D(2)}}),
    ("context merge([{a: 1}, {a: 2, b: 3}])", {"a": D(2), "b": D(3)}),
    ("get or else(null, 1)", D(1)),
    ("get or else(nowhere.name, 1)", D(1)),
    ("is defined(the_day)", True),
    ("is defined(nothing)", True),
    ("is defined(nowhere)", False),
    ("is defined(address.street)", True),
    ("is defined(address.number)", False),
    ('is(@"10:00:00Z", @"10:00:00")', False),
    ('is(1, "1")', False),
]

DATA = {"the_day": date(2027, 1, 11), "nothing": None, "address": {"street": "Kuusikuja"}, "count": 3}


@pytest.mark.parametrize(
    ("source", "expected"),
    [*CONVERSION, *TEXTS, *LISTS, *NUMBERS, *DAYS, *RANGES, *CONTEXTS],
)
def test_a_function_gives_what_the_standard_says(source: str, expected: object) -> None:
    result = value(source, DATA)

    assert result == expected
    assert type(result) is type(expected)


def test_every_function_is_in_a_table() -> None:
    tables = [*CONVERSION, *TEXTS, *LISTS, *NUMBERS, *DAYS, *RANGES, *CONTEXTS]
    shown_elsewhere = {"now", "today"}

    missing = {name for name in BUILTINS if not any(source.startswith(f"{name}(") for source, _ in tables)}

    assert missing == shown_elsewhere


def test_a_field_with_the_name_of_a_function_does_not_hide_it() -> None:
    assert value("count([1, 2]) + count", DATA) == 5


def test_a_field_named_as_a_function_is_a_free_name_only_where_it_is_read() -> None:
    assert compile_expression("count([1])").names == set()
    assert compile_expression("count + 1").names == {"count"}
