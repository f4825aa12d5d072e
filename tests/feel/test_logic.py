"""Three-valued logic: DMN 1.5, 10.3.2.13, Tables 49 and 50."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.feel.logic import both, either, negated
from tests.feel.evaluating import value

TRUTHS = (True, False, None)

#: left, right, left and right, left or right
TABLE = [
    (True, True, True, True),
    (True, False, False, True),
    (True, None, None, True),
    (False, True, False, True),
    (False, False, False, False),
    (False, None, False, None),
    (None, True, None, True),
    (None, False, False, None),
    (None, None, None, None),
]


@pytest.mark.parametrize(("left", "right", "conjunction", "disjunction"), TABLE)
def test_and_and_or_follow_the_tables(
    left: bool | None, right: bool | None, conjunction: bool | None, disjunction: bool | None
) -> None:
    data = {"left": left, "right": right}

    assert value("left and right", data) is conjunction
    assert value("left or right", data) is disjunction


@pytest.mark.parametrize(("operand", "expected"), [(True, False), (False, True), (None, None), ("no", None)])
def test_not_leaves_null_and_everything_else_null(operand: object, expected: bool | None) -> None:
    assert value("not(operand)", {"operand": operand}) is expected


@pytest.mark.parametrize("wrong", [1, "true", [True], {}])
def test_what_is_neither_true_nor_false_counts_as_null(wrong: object) -> None:
    data = {"wrong": wrong}

    assert value("wrong and true", data) is None
    assert value("wrong and false", data) is False
    assert value("wrong or true", data) is True
    assert value("wrong or false", data) is None


@given(st.lists(st.sampled_from(TRUTHS)))
def test_de_morgan_holds_with_null(values: list[bool | None]) -> None:
    assert negated(both(values)) is either([negated(each) for each in values])


@pytest.mark.parametrize("values", [*itertools.product(TRUTHS, repeat=2)])
def test_some_and_every_are_or_and_and_over_a_list(values: tuple[bool | None, bool | None]) -> None:
    data = {"values": list(values)}

    assert value("some x in values satisfies x", data) is either(values)
    assert value("every x in values satisfies x", data) is both(values)


def test_the_other_branch_is_taken_unless_the_condition_is_true() -> None:
    chosen = [value('if x then "yes" else "no"', {"x": each}) for each in (True, False, None, 1)]

    assert chosen == ["yes", "no", "no", "no"]
