"""Literals, operators, paths, filters and loops: expressions and their values by section of DMN 1.5."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

import pytest

from app.feel import YearsMonths, compile_expression, compile_unary_tests
from tests.feel.evaluating import HELSINKI, NOW, value

D = Decimal

LITERALS = [  # 10.3.2.3
    ("12.50", D("12.5")),
    (".5", D("0.5")),
    ("1.5e3", D(1500)),
    ("0.1 + 0.2", D("0.3")),
    ("1 / 3", D("0.3333333333333333333333333333333333")),
    (r'"line\none \"word\" \u00e5 \uD83D\uDC0E \U01F40E"', 'line\none "word" å 🐎 🐎'),
    (r'"\d+"', r"\d+"),
    ("true", True),
    ("null", None),
    ('@"2027-01-11"', date(2027, 1, 11)),
    ('@"10:30:00"', time(10, 30)),
    ('@"10:30:00+02:00"', time(10, 30, tzinfo=timezone(timedelta(hours=2)))),
    ('@"2027-01-11T10:30:00Z"', datetime(2027, 1, 11, 10, 30, tzinfo=UTC)),
    ('@"2027-01-11T10:30:00@Europe/Helsinki"', datetime(2027, 1, 11, 10, 30, tzinfo=HELSINKI)),
    ('@"P1Y2M"', YearsMonths(14)),
    ('@"-P3DT4H5M6.7S"', -timedelta(days=3, hours=4, minutes=5, seconds=6.7)),
    ("[1, [2], null]", [D(1), [D(2)], None]),
    ('{street: "Kuusikuja", "house number": 4}', {"street": "Kuusikuja", "house number": D(4)}),
    ("/* all */ 1 // of it", D(1)),
]

ARITHMETIC = [  # 10.3.2.8, Tables 55 to 58
    ("7 - 10", D(-3)),
    ("2 ** 10", D(1024)),
    ("4 ** 0.5", D(2)),
    ("1 / 0", None),
    ("10 ** 7000", None),
    ('"Street" + " works"', "Street works"),
    ('"1" + 1', None),
    ("null + 1", None),
    ('@"2027-01-31" + @"P1M"', date(2027, 2, 28)),
    ('@"2028-02-29" - @"P1Y"', date(2027, 2, 28)),
    ('@"2027-01-11" + @"P14D"', date(2027, 1, 25)),
    ('@"2027-01-11" - @"PT1H"', date(2027, 1, 10)),
    ('@"2027-01-25" - @"2027-01-11"', timedelta(days=14)),
    ('@"23:30:00" + @"PT1H"', time(0, 30)),
    ('@"P1D" + @"PT12H"', timedelta(hours=36)),
    ('@"P1Y" - @"P1M"', YearsMonths(11)),
    ('@"P1Y" + @"P1D"', None),
    ('@"P1D" * 2.5', timedelta(hours=60)),
    ('@"P1Y" / 5', YearsMonths(2)),
    ('@"P10D" / @"P4D"', D("2.5")),
    ('-@"P1D"', timedelta(days=-1)),
    ('-"a"', None),
    ('@"P1D" / 7', timedelta(microseconds=12342857143)),
    ("1e-6000 * 1e-6000", None),
    ("-0", D(0)),
    ("2 ** 1e10", None),
]

COMPARISON = [  # 10.3.2.6, Tables 53 and 54
    ("1 = 1.0", True),
    ('1 = "1"', None),
    ('1 != "1"', None),
    ("null = null", True),
    ("null = 0", False),
    ("null != 0", True),
    ("null < 1", None),
    ('"a" < "b"', True),
    ("true < false", None),
    ("[1, 2] = [1, 2]", True),
    ("[1, 2] = [2, 1]", False),
    ("{a: 1, b: 2} = {b: 2, a: 1}", True),
    ('@"10:00:00+02:00" = @"08:00:00Z"', True),
    ('@"2027-01-11T10:00:00Z" > @"2027-01-11T10:00:00+02:00"', True),
    ('@"2027-01-11T10:00:00Z" > @"2027-01-11T09:00:00"', True),
    ('@"2027-01-11T10:00:00Z" = @"2027-01-11T10:00:00"', False),
    ('@"10:00:00+02:00" < @"11:00:00"', True),
    ('@"10:00:00@Europe/Helsinki" < @"11:00:00Z"', None),
    ('@"2027-01-11" < @"2027-01-11T10:00:00"', None),
    ("3 between 1 and 3", True),
    ("null between 1 and 3", None),
    ("5 in (1..5)", False),
    ("5 in ]1..5]", True),
    ("1 in [1..5[", True),
    ("2 in (1, 2, 3)", True),
    ("2 in [1, 2, 3]", True),
    ("2 in [[0..1], [2..3]]", True),
    ("2 in (< 1, > 5)", False),
    ("2 in > 1", True),
    ('"a" in (1, 2)', None),
    ("[1..5].start included", True),
    ("[5..1]", None),
]

TYPES = [  # 10.3.2.9.1
    ("1 instance of number", True),
    ('"a" instance of number', False),
    ("null instance of Any", False),
    ("null instance of Null", True),
    ('@"2027-01-11" instance of date and time', False),
    ('@"P1M" instance of years and months duration', True),
    ("[1, 2] instance of list<number>", True),
    ('[1, "a"] instance of list<number>', False),
    ("{a: 1} instance of context<a: number>", True),
    ("{b: 1} instance of context<a: number>", False),
    ("[1, null] instance of list<number>", True),
    ("[1..5] instance of range<number>", True),
    ('["a".."b"] instance of range<number>', False),
    ("(function(a: number) a) instance of function<number> -> Any", True),
    ("(function(a: number) a) instance of function<string> -> Any", False),
    ("count instance of function<list<Any>> -> Any", True),
    ("[[1], [2]] instance of list<list<number>>", True),
    ('{a: [{b: "c"}]} instance of context<a: list<context<b: string>>>', True),
]

PATHS_AND_FILTERS = [  # 10.3.2.5
    ("applicant.name", "Aino"),
    ("applicant.age", None),
    ("nobody.name", None),
    ("trenches.length", [D(12), D(40), None]),
    ("trenches[1].length", D(12)),
    ("trenches[-1].street", "Mäntytie"),
    ("trenches[9]", None),
    ("trenches[0]", None),
    ("trenches[length > 20].street", ["Koivukuja"]),
    ("trenches[item.length = null].street", ["Mäntytie"]),
    ("trenches[length > limit].street", ["Koivukuja"]),
    ("[1, 2, 3][item >= 2]", [D(2), D(3)]),
    ("[][1]", None),
    ("[][item > 1]", []),
    ("null[1]", None),
    ("5[1]", D(5)),
    ('@"2027-01-11".weekday', D(1)),
    ('@"2027-01-11T10:30:15.5".second', D("15.5")),
    ('@"2027-01-11T10:30:00+02:00".time offset', timedelta(hours=2)),
    ('@"2027-01-11T10:30:00@Europe/Helsinki".timezone', "Europe/Helsinki"),
    ('@"-P1DT2H".hours', D(-2)),
    ('@"P14M".months', D(2)),
    ('@"P14M".days', None),
]
DATA = {
    "applicant": {"name": "Aino"},
    "limit": 20,
    "trenches": [
        {"street": "Kuusikuja", "length": 12},
        {"street": "Koivukuja", "length": 40.0},
        {"street": "Mäntytie", "length": None},
    ],
}

LOOPS_AND_FUNCTIONS = [  # 10.3.2.14 to 10.3.2.16
    ("for x in [1, 2] return x * 10", [D(10), D(20)]),
    ("for x in 3..1 return x", [D(3), D(2), D(1)]),
    ("for x in [1..3) return x", [D(1), D(2)]),
    ('for d in @"2027-01-30"..@"2027-02-01" return d.day', [D(30), D(31), D(1)]),
    ("for x in [1, 2], y in [x, 3] return x + y", [D(2), D(4), D(4), D(5)]),
    ("for x in 1..5 return if x = 1 then 1 else x * partial[-1]", [D(1), D(2), D(6), D(24), D(120)]),
    ("for x in null return x", None),
    ("some x in [1, 2], y in [3, 4] satisfies x + y = 6", True),
    ("every x in [] satisfies false", True),
    ("{twice: function(n) n * 2, result: twice(twice(3))}.result", D(12)),
    ("{minus: function(a, b) a - b, result: minus(b: 1, a: 3)}.result", D(2)),
    ("{minus: function(a, b) a - b, result: minus(1)}.result", None),
    ("{f: function(f, n) if n < 2 then 1 else n * f(f, n - 1), r: f(f, 9)}.r", D(362880)),
    ("sort([3, 1, 2], function(a, b) a > b)", [D(3), D(2), D(1)]),
    ("{a: 1, b: a + 1, c: b + 1}", {"a": D(1), "b": D(2), "c": D(3)}),
    ("if false then 1 else if null then 2 else 3", D(3)),
]


@pytest.mark.parametrize(
    ("source", "expected"),
    [*LITERALS, *ARITHMETIC, *COMPARISON, *TYPES, *PATHS_AND_FILTERS, *LOOPS_AND_FUNCTIONS],
)
def test_an_expression_has_the_value_of_the_standard(source: str, expected: object) -> None:
    result = value(source, DATA)

    assert result == expected
    assert type(result) is type(expected)


def test_a_day_longer_by_daylight_saving_counts_its_hours() -> None:
    before = datetime(2027, 10, 30, 12, tzinfo=HELSINKI)

    result = value('x + duration("PT24H")', {"x": before})

    assert result == datetime(2027, 10, 31, 11, tzinfo=HELSINKI)


def test_a_moment_has_the_same_order_in_every_zone() -> None:
    data = {
        "helsinki": datetime(2027, 1, 11, 10, tzinfo=HELSINKI),
        "utc": datetime(2027, 1, 11, 8, tzinfo=UTC),
    }

    assert value("helsinki = utc", data) is True
    assert value("helsinki - utc", data) == timedelta(0)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (3, D(3)),
        (0.1, D("0.1")),
        (float("nan"), None),
        (D("1e7000"), None),
        ((1, 2), [D(1), D(2)]),
        (True, True),
    ],
)
def test_numbers_of_the_data_are_read_as_exact_decimals(given: object, expected: object) -> None:
    assert value("x", {"x": given}) == expected


def test_the_present_moment_is_handed_in() -> None:
    assert value("now()") == NOW
    assert value("today()") == date(2027, 1, 11)
    assert compile_expression("today()").evaluate({}, now=NOW.astimezone(UTC)) == date(2027, 1, 10)


@pytest.mark.parametrize(
    ("tests", "tested", "expected"),
    [  # 10.3.2.12 and grammar rules 7 to 18
        ("< 5", 3, True),
        ("[1..5]", 6, False),
        ("1, 2, 3", 2, True),
        ("not(1, 2)", 3, True),
        ("not(1, 2)", 2, False),
        ("-", None, True),
        ('"north", "south"', "south", True),
        ("? > 2 and ? < 4", 3, True),
        ("? > limit", 3, True),
        ("limit", 1, True),
        ("< 5", "a", None),
        ("null", None, True),
        ("not(?) and true", False, True),
    ],
)
def test_a_table_cell_tests_its_value(tests: str, tested: object, expected: bool | None) -> None:
    expression = compile_unary_tests(tests)

    result = expression.evaluate({"?": tested, "limit": 1}, now=NOW)

    assert result is expected


FUNCTIONS_OF_THE_EXPRESSION = [  # 10.3.2.13
    ("(function(a: number) a + 1)(1)", D(2)),
    ("(function(a: number) a + 1)([1])", D(2)),
    ('(function(a: number) a + 1)("1")', None),
    ("(function(a: list<number>) count(a))(1)", D(1)),
    ('(function(a: date and time) a)(@"2027-01-11") = @"2027-01-11T00:00:00Z"', True),
    ("(function(a, b) [a, b])(b: 1)", [None, D(1)]),
    ("(function(a) a)(b: 1)", None),
    ("(function(a) a)(1, 2)", None),
    ("(function() 1)()", D(1)),
    ("{fact: function(n) if n = 0 then 1 else n * fact(n - 1), r: fact(5)}.r", D(120)),
    ("{n: 10, f: function(m) n + m, g: for n in [1, 2] return f(n)}.g", [D(11), D(12)]),
    ("(for n in [1, 2] return function() n)[1]()", D(1)),
    ("sort(for f in [1, 3, 2] return f, function(a, b) a > b)", [D(3), D(2), D(1)]),
    ("{min: function(a) a * 2, r: min(4)}.r", D(8)),
    ("{apply: function(f, x) f(x), r: apply(abs, -1)}.r", D(1)),
    ('{apply: function(f) f("a", "b"), r: apply(contains)}.r', False),
]
LOOPS_OF_ALL_KINDS = [  # 10.3.2.14
    ("for x in 1..3, y in 1..x return y", [D(1), D(1), D(2), D(1), D(2), D(3)]),
    ("for x in 5 return x", [D(5)]),
    ("for x in (1..4) return x", [D(2), D(3)]),
    ("for x in 1.5..3 return x", None),
    ('for x in "a".."c" return x', None),
    ("for x in [2..1] return x", None),
    ("for x in [1, 2, 3] return count(partial)", [D(0), D(1), D(2)]),
    ("for x in [1, 2] return partial", [[], [[]]]),
    ("(for x in [1, 2] return function() partial)[1]()", []),
    ("some x in [] satisfies true", False),
    ("some x in null satisfies true", None),
    ("every x in [1, null] satisfies x > 0", None),
    ("some x in [null, 1] satisfies x > 0", True),
    ("every x in [1, null, -1] satisfies x > 0", False),
    ("some x in 1..3, y in 1..3 satisfies x + y = 6 and x != y", False),
]
FILTERS = [  # 10.3.2.5, Table 68
    ("[{item: 1}, {item: 2}][item >= 2]", [{"item": D(2)}]),
    ("[{x: 1}, {y: 2}][y > 1]", [{"y": D(2)}]),
    ("[[1, 2], [3]][count(item) > 1]", [[D(1), D(2)]]),
    ("[{a: [{b: 1}, {b: 2}]}][a[b = 2] != []]", [{"a": [{"b": D(1)}, {"b": D(2)}]}]),
    ("[1, 2, 3][count([1, 2])]", D(2)),
    ("[1, 2, 3][1.5]", None),
    ("[1, 2, 3][-1]", D(3)),
    ('[1, 2, 3]["a"]', None),
    ("[1, 2, 3][true]", [D(1), D(2), D(3)]),
    ("100[false]", []),
    ("[{a: {b: [1]}}, {a: {b: [2.1, 2.2]}}].a.b", [[D(1)], [D("2.1"), D("2.2")]]),
    ("[1, 2, 3, 4][item > 2 and item < 4]", [D(3)]),
]


@pytest.mark.parametrize(
    ("source", "expected"), [*FUNCTIONS_OF_THE_EXPRESSION, *LOOPS_OF_ALL_KINDS, *FILTERS]
)
def test_functions_loops_and_filters_have_the_value_of_the_standard(source: str, expected: object) -> None:
    result = value(source)

    assert result == expected
    assert type(result) is type(expected)
