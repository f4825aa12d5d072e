"""What we and feelin make of the same expressions; where the two differ, the standard decides."""

import math
from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given, settings

from app.feel import FeelError
from app.feel.budget import Run
from app.feel.writing import write
from tests.feel.evaluating import value
from tests.feel.generating import CONTEXT, expressions
from tests.feel.other import IS_THERE, Feelin, Refused, comparable

D = Decimal
NO_SYNTAX = Refused("Unrecognized token in <Disjunction>")

#: expression, our value, feelin's value, and why ours is right (sections and tables of DMN 1.5)
DIFFERENCES = [
    ("0.1 + 0.2 = 0.3", True, False, "10.3.2.3.1: numbers are decimal, with 34 digits"),
    ("9007199254740993", D(9007199254740993), 9007199254740992.0, "10.3.2.3.1"),
    ("7 between 7 and 5", False, True, "Table 55: x >= 7 and x <= 5"),
    ("[1] = []", False, None, "Table 53: lists of other lengths are not equal"),
    ("if 0 then 1 else 2", D(2), 1.0, "10.3.2.15, table 51: only true takes the first way"),
    ("7 in null", False, None, "Table 55: e1 = e2, and 7 = null is false"),
    ("every x in [null] satisfies x > 0", None, False, "10.3.2.15: true and null"),
    ("some x in [null] satisfies x > 0", None, False, "10.3.2.15: false or null"),
    ("if 0 then 1 else 2", D(2), 1.0, "10.3.2.13: only true is true"),
    ('-(duration("P1D"))', "-P1D", None, "Table 62: the negation of a duration"),
    ('duration("P1D") * 2', "P2D", None, "Table 59"),
    ('date("2027-01-11") + @"PT36H"', "2027-01-12", "2027-01-12T12:00:00Z", "Table 57: a date"),
    ("median([-2, -1, 0])", D(-1), -2.0, "10.3.4.4: the middle one of the numbers in order"),
    ("mode([7, 0.5])", [D("0.5"), D(7)], [7.0, 0.5], "10.3.4.4: in ascending order"),
    ("concatenate(null, [])", None, [None], "10.3.4.4: null is no list"),
    ("remove([], 1)", None, [], "10.3.4.4: there is no position 1"),
    ("sublist([], 1, 1)", None, [], "10.3.4.4"),
    ("list replace([], 1, 0)", None, [0.0], "10.3.4.4"),
    ("before(null, 7)", None, True, "10.3.4: null is outside the domain"),
    ("get or else(null, 7)", D(7), NO_SYNTAX, "beyond the standard, as Camunda 8 has it"),
    ('trim(" a ")', "a", None, "beyond the standard, as Camunda 8 has it"),
    ("is defined(person.home)", True, None, "beyond the standard, as Camunda 8 has it"),
]

if IS_THERE:

    @pytest.fixture(scope="module")
    def feelin() -> Iterator[Feelin]:
        other = Feelin()
        yield other
        other.close()

    @settings(max_examples=300)
    @given(expression=expressions())
    def test_an_expression_means_the_same_to_both(feelin: Feelin, expression: str) -> None:
        assert same(ours(expression), feelin.value(expression, CONTEXT)), expression

    @pytest.mark.parametrize(("expression", "expected", "other", "reason"), DIFFERENCES)
    def test_where_the_two_differ_the_standard_decides(
        feelin: Feelin, expression: str, expected: object, other: object, reason: str
    ) -> None:
        assert written(value(expression, CONTEXT)) == written(expected), reason
        assert told(feelin.value(expression, CONTEXT)) == other


def ours(expression: str) -> object:
    try:
        return comparable(value(expression, CONTEXT))
    except FeelError as error:
        return Refused(str(error))


def same(a: object, b: object) -> bool:
    """Equal, numbers but for what a float cannot hold, times as they are written."""
    if isinstance(a, float) and isinstance(b, float):
        return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, tuple) and isinstance(b, tuple):
        return written(a[1]) == b[1]
    return a == b


def written(one: object) -> str:
    return one if isinstance(one, str) else write(one, Run())


def told(one: object) -> object:
    """feelin's value, a time as its text, a refusal by its first words."""
    if isinstance(one, Refused):
        return Refused(one.reason[: len(NO_SYNTAX.reason)])
    return one[1] if isinstance(one, tuple) else one
