"""Names: how far they reach, which must be known, and what a type may be called (10.3.1.5 and 10.3.1.6)."""

from decimal import Decimal

import pytest

from app.feel import compile_expression
from app.feel.types import ContextType, Simple
from app.feel.vocabulary import Vocabulary
from tests.feel.evaluating import NOW, value

D = Decimal

KNOWN = Vocabulary(
    names=frozenset({"a-b", "a", "b", "Profit and loss", "Line 2", "what if?", "x/y", "in 3 days"}),
    parts=frozenset({"Pre-bureau score"}),
    types={"tPerson": ContextType({"age": Simple("number")}), "house.t-Size": Simple("number")},
)
DATA = {
    "a-b": 10,
    "a": 5,
    "b": 3,
    "Profit and loss": 1,
    "Line 2": 2,
    "what if?": True,
    "Monthly Salary": 100,
    "applicant": {"Pre-bureau score": 7, "age": 30},
}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a-b", D(10)),
        ("a - b", D(10)),
        ("(a)-(b)", D(2)),
        ("b-a", D(-2)),
        ("a-b - b", D(7)),
        ("Profit and loss + 1", D(2)),
        ("Profit  and\n loss", D(1)),
        ("Line 2 * 2", D(4)),
        ("what if? and true", True),
        ("Monthly Salary * 12", D(1200)),
        ("applicant.Pre-bureau score + 1", D(8)),
        ("`Profit and loss`", D(1)),
        ("applicant instance of tPerson", True),
        ("a instance of tPerson", False),
        ("a instance of house.t-Size", True),
        ("(function(p: tPerson) p.age)(applicant)", D(30)),
        ("(function(p: tPerson) p.age)(5)", None),
    ],
)
def test_the_longest_name_in_scope_is_read(source: str, expected: object) -> None:
    assert compile_expression(source, KNOWN).evaluate(DATA, now=NOW) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{net-price: 10, tax: net-price * 2}.tax", D(20)),
        ("{net-price: 10}.net-price", D(10)),
        ("{one and only: 1, r: one and only + 1}.r", D(2)),
        ("[{net-price: 1}.net-price, net-price]", [D(1), D(9)]),
        ("for line-item in [1, 2] return line-item * 2", [D(2), D(4)]),
        ("some x+y in [1, 2] satisfies x+y = 2", True),
        ("(function(first-value, n) first-value * n)(2, 3)", D(6)),
        ("{f: function(a-b) a-b, r: f(a-b: 4)}.r", D(4)),
        ("{Straße: 1, 🐎: 2}.🐎", D(2)),
        ('{"a b": 1}.a b', D(1)),
        ("{🐎 ratio: 1}.🐎 ratio", D(1)),
    ],
)
def test_names_that_the_expression_declares_are_known_where_they_are_in_scope(
    source: str, expected: object
) -> None:
    assert value(source, {"net": 12, "price": 3}) == expected


def test_names_of_the_vocabulary_are_free_names() -> None:
    assert compile_expression("Profit and loss + a-b", KNOWN).names == {"Profit and loss", "a-b"}


def test_the_same_text_with_other_names_is_another_expression() -> None:
    assert compile_expression("a-b", KNOWN) is not compile_expression("a-b")
    assert compile_expression("a-b").evaluate(DATA, now=NOW) == 2
