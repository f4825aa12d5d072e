"""List functions and sort: DMN 1.5, 10.3.4.4 and 10.3.4.9."""

from datetime import date
from decimal import Decimal

import pytest

from tests.feel.evaluating import value

D = Decimal
DATA = {"count": 3}

LISTS = [
    ("list contains([1, 2, 3], 2)", True),
    ("list contains([1, null], null)", True),
    ('list contains([1, 2], "1")', False),
    ("list contains(null, null)", None),
    ("count([1, 2, 3])", D(3)),
    ("count([])", D(0)),
    ("count([1, [2, 3]])", D(2)),
    ("count(5)", D(1)),
    ("count(null)", None),
    ("sublist([4, 5, 6], 1, 2)", [D(4), D(5)]),
    ("sublist([1, 2, 3], 2)", [D(2), D(3)]),
    ("sublist([1, 2, 3], -2, 1)", [D(2)]),
    ("sublist([1, 2, 3], 3, 2)", None),
    ("sublist([1, 2, 3], 4)", None),
    ("sublist([1, 2, 3], 1, 0)", None),
    ("append([1], 2, 3)", [D(1), D(2), D(3)]),
    ("append([1], 2, [3])", [D(1), D(2), [D(3)]]),
    ("append([1], null)", [D(1), None]),
    ("append(null, 1)", None),
    ("append(list: [1], item: 2)", [D(1), D(2)]),
    ("concatenate([1, 2], [3])", [D(1), D(2), D(3)]),
    ("concatenate([1], null)", None),
    ("insert before([1, 3], 1, 2)", [D(2), D(1), D(3)]),
    ("insert before([1, 3], -1, 2)", [D(1), D(2), D(3)]),
    ("insert before([], 1, 2)", None),
    ("remove([1, 2, 3], 2)", [D(1), D(3)]),
    ("remove([1, 2, 3], 4)", None),
    ("list replace([2, 4, 7, 8], 3, 6)", [D(2), D(4), D(6), D(8)]),
    ("list replace([1, 2, 3], -1.5, 4)", [D(1), D(2), D(4)]),
    ("list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5)", [D(5), D(5), D(7), D(8)]),
    ("list replace(match: function(a, b) a = 2, newItem: 4, list: [1, 2])", [D(1), D(4)]),
    ("list replace([2, 4], function(item) item = 2, 5)", None),
    ("list replace([2, 4], function(item, newItem) item, 5)", None),
    ('list replace([1, 2], "2", 4)', None),
    ("reverse([1, 2, 3])", [D(3), D(2), D(1)]),
    ("index of([1, 2, 3, 2], 2)", [D(2), D(4)]),
    ("index of([1, null], null)", [D(2)]),
    ("union([1, 2], [2, 3])", [D(1), D(2), D(3)]),
    ("union([1], null)", None),
    ("distinct values([1, 2, 3, 2, 1])", [D(1), D(2), D(3)]),
    ("distinct values([1, null, 1.0, null])", [D(1), None]),
    ("flatten([[1, 2], [[3]], 4])", [D(1), D(2), D(3), D(4)]),
    ("flatten(null)", None),
    ("sort([3, 1, 4, 5, 2], function(x, y) x < y)", [D(1), D(2), D(3), D(4), D(5)]),
    ("sort(list: [3, 1, 2], precedes: function(x, y) x > y)", [D(3), D(2), D(1)]),
    ("sort([3, 1, 2])", [D(1), D(2), D(3)]),
    ('sort([1, "a"])', None),
    ("sort(null)", None),
]
STATISTICS = [
    ("min([1, 2, 3])", D(1)),
    ("max(1, 2, 3)", D(3)),
    ("min(1)", D(1)),
    ("min([])", None),
    ('min(["b", "a"])', "a"),
    ('max(@"2027-01-11", @"2027-02-11")', date(2027, 2, 11)),
    ('max(@"10:00:00Z", @"10:00:00+01:00") = @"10:00:00Z"', True),
    ('max([1, "a"])', None),
    ("max([1, null])", None),
    ("sum([1, 2, 3])", D(6)),
    ("sum(1, 2.5)", D("3.5")),
    ("sum([])", None),
    ("sum(list: [1])", D(1)),
    ('sum([1, "a"])', None),
    ("sum([true])", None),
    ("mean([1, 2, 3])", D(2)),
    ("mean([])", None),
    ("product([2, 3, 4])", D(24)),
    ("product([])", None),
    ("median(8, 2, 5, 3, 4)", D(4)),
    ("median([6, 1, 2, 3])", D("2.5")),
    ("median([])", None),
    ("stddev(2, 4, 7, 5)", D("2.081665999466132735282297706979931")),
    ("stddev([47])", None),
    ("stddev([])", None),
    ("mode(6, 3, 9, 6, 6)", [D(6)]),
    ("mode([6, 1, 9, 6, 1])", [D(1), D(6)]),
    ("mode([])", []),
    ("mode([1, null])", None),
    ("all([false, null, true])", False),
    ("all(true)", True),
    ("all([])", True),
    ("all(0)", None),
    ("all([true, null])", None),
    ("any([false, null, true])", True),
    ("any(false)", False),
    ("any([])", False),
    ("any(0)", None),
]


@pytest.mark.parametrize(("source", "expected"), [*LISTS, *STATISTICS])
def test_a_function_of_lists_gives_what_the_standard_says(source: str, expected: object) -> None:
    result = value(source)

    assert result == expected
    assert type(result) is type(expected)


def test_a_field_with_the_name_of_a_function_does_not_hide_it() -> None:
    assert value("count([1, 2]) + count", DATA) == 5
