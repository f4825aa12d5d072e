"""Temporal and context functions, and those beyond the standard: DMN 1.5, 10.3.4.8, 10.3.4.10, 10.3.4.11."""

from datetime import date
from decimal import Decimal

import pytest

from app.feel import compile_expression
from app.feel.builtins import BEYOND, BUILTINS, SUBJECTS
from tests.feel.evaluating import value

D = Decimal
DATA = {"the_day": date(2027, 1, 11), "nothing": None, "address": {"street": "Kuusikuja"}}

DAYS = [
    ("day of year(date(2019, 9, 17))", D(260)),
    ("day of week(date(2019, 9, 17))", "Tuesday"),
    ("month of year(date(2019, 9, 17))", "September"),
    ("week of year(date(2019, 9, 17))", D(38)),
    ("week of year(date(2003, 12, 29))", D(1)),
    ("week of year(date(2005, 1, 1))", D(53)),
    ('day of week(@"2027-01-11T10:00:00")', "Monday"),
    ('day of week("Monday")', None),
]
CONTEXTS = [
    ('get value({key1: "value1"}, "key1")', "value1"),
    ('get value({key1: "value1"}, "unexistent-key")', None),
    ('get value({a: {b: 1}}, ["a", "b"])', D(1)),
    ('get value({a: 1}, ["a", "b"])', None),
    ("get value({a: 1}, [])", None),
    ("get value(null, null)", None),
    ("get entries({a: 1})", [{"key": "a", "value": D(1)}]),
    ('get entries({key1: "value1"})[key = "key1"].value = ["value1"]', True),
    ('context([{key: "a", value: 1}, {key: "b", value: 2, more: 3}])', {"a": D(1), "b": D(2)}),
    ('context([{key: "a", value: 1}, {key: "b"}])', None),
    ('context([{key: "a", value: 1}, {key: "a", value: 2}])', None),
    ('context({key: "a", value: 1})', {"a": D(1)}),
    ('context put({x: 1}, "y", 2)', {"x": D(1), "y": D(2)}),
    ('context put({x: 1, y: 0, z: 0}, "y", 2)', {"x": D(1), "y": D(2), "z": D(0)}),
    ('context put({x: 1}, ["y"], 2)', {"x": D(1), "y": D(2)}),
    ('context put({x: 1, y: {a: 0}}, ["y", "a"], 2)', {"x": D(1), "y": {"a": D(2)}}),
    ('context put({x: 1}, ["y", "a"], 2)', {"x": D(1), "y": {"a": D(2)}}),
    ('context put({x: 1}, ["x", "a"], 2)', None),
    ("context put({x: 1}, [], 2)", None),
    ('context put({x: 1}, ["y", 1], 2)', None),
    ('context put(context: {}, keys: ["a"], value: 1)', {"a": D(1)}),
    ("context merge([{x: 1, y: 0}, {y: 2}])", {"x": D(1), "y": D(2)}),
    ("context merge({x: 1})", {"x": D(1)}),
    ("context merge([{x: 1}, 2])", None),
]
ADDITIONS = [
    ("get or else(null, 1)", D(1)),
    ("get or else(2, 1)", D(2)),
    ("get or else(nowhere.name, 1)", D(1)),
    ("is defined(the_day)", True),
    ("is defined(nothing)", True),
    ("is defined(nowhere)", False),
    ("is defined(address.street)", True),
    ("is defined(address.number)", False),
    ("is defined(1 + null)", False),
    ('trim("  a ")', "a"),
    ('is blank(" ")', True),
    ("is empty([])", True),
    ('extract("tel 040 123", "[0-9]+")', ["040", "123"]),
    ("duplicate values([1, 2, 1])", [D(1)]),
    ("partition([1, 2, 3], 2)", [[D(1), D(2)], [D(3)]]),
    ("partition([1], 0)", None),
    ('last day of month(@"2028-02-10")', date(2028, 2, 29)),
]


@pytest.mark.parametrize(("source", "expected"), [*DAYS, *CONTEXTS, *ADDITIONS])
def test_a_function_gives_what_is_said_of_it(source: str, expected: object) -> None:
    result = value(source, DATA)

    assert result == expected
    assert type(result) is type(expected)


def test_a_field_named_as_a_function_is_a_free_name_only_where_it_is_read() -> None:
    assert compile_expression("count([1])").names == set()
    assert compile_expression("count + 1").names == {"count"}


def test_every_function_says_what_it_takes_and_where_the_standard_has_it() -> None:
    for name, ways in BUILTINS.items():
        for way in ways:
            described = way.body.__doc__ or ""
            assert described.startswith(f"{name}("), name
            assert "10.3." in described or "eyond the standard" in described, name


def test_functions_beyond_the_standard_stand_in_modules_of_their_own() -> None:
    modules = {module.__name__ for module in (*SUBJECTS, *BEYOND)}

    assert {way.body.__module__ for ways in BUILTINS.values() for way in ways} == modules
