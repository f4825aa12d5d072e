"""Expressions of other products say the same in FEEL, or are refused by the name of what cannot be said."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bpmn.repairing.languages import altinn, juel, python
from app.bpmn.repairing.languages.fragments import Untranslatable
from app.feel import compile_expression

NOW = datetime(2026, 9, 1, tzinfo=UTC)
Translate = Callable[[str], str]


@pytest.mark.parametrize(
    ("written", "feel"),
    [
        ("${amount > 100}", "amount > 100"),
        ("#{amount gt 100 and amount le 200}", "amount > 100 and amount <= 200"),
        ("${a == 'x' || b ne 'y'}", 'a = "x" or b != "y"'),
        ("${approved}", "approved = true"),
        ("${!approved}", "approved != true"),
        ("${not approved && !(a == 1)}", "approved != true and not(a = 1)"),
        ("${empty list}", 'list in [null, "", []]'),
        ("${!empty flags.DASHBOARD && flags.DASHBOARD}", None),
        ('${"Yes".equals(answer)}', '"Yes" = answer'),
        ('${execution.getVariable("a") == true}', "a = true"),
        ('${execution.hasVariable("a")}', "a != null"),
        ("${list.size() > 3}", "count(list) > 3"),
        ("${(a + 1) * 2 >= b % 3}", "(a + 1) * 2 >= modulo(b, 3)"),
        ("${a.b['c'] != null}", "a.b.c != null"),
        ("${rows[0].name == 'x'}", 'rows[1].name = "x"'),
        ("${big ? a > 1 : a > 0}", "(if big = true then a > 1 else a > 0) = true"),
        ("a == 1", "a = 1"),
    ],
)
def test_conditions_of_camunda_7_are_translated(written: str, feel: str | None) -> None:
    assert juel.condition(written) == feel or feel is None


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("${service.check(order)}", "service.check()"),
        ("${now()}", "now()"),
        ("${execution.processBusinessKey == '1'}", "execution.processBusinessKey"),
        ("${list.contains('x')}", "list.contains()"),
        ("${case.closed}", "case"),
        ("${a ** b}", "*"),
        ("${" + "(" * 50 + "a" + ")" * 50 + "}", "((("),
        ("${" + "a" * 3000 + "}", "aaa"),
    ],
)
def test_what_only_java_can_say_is_refused_by_name(written: str, what: str) -> None:
    with pytest.raises(Untranslatable) as refused:
        juel.condition(written)

    assert refused.value.what.startswith(what)


def test_text_with_expressions_in_it_is_put_together() -> None:
    assert juel.value("Hello ${name}!") == '"Hello " + string(name) + "!"'
    assert juel.value("${name}") == "name"
    assert juel.assignment("${execution.setVariable('due', '2026-03-01')}") == ("due", '"2026-03-01"')
    assert juel.assignment("${service.setVariable('due', 1)}") is None


@pytest.mark.parametrize(
    ("written", "feel"),
    [
        ("v == 1", "v = 1"),
        ("x == 2 and y != 'a'", 'x = 2 and y != "a"'),
        ("not done", "done != true"),
        ("a in ['x', 'y']", 'a in ["x", "y"]'),
        ("a not in ['x']", 'not(a in ["x"])'),
        ("a['b'] is None", "a.b = null"),
        ("-1.5 < x + 2 * y", "-1.5 < x + 2 * y"),
        ("a if b else c", "(if b = true then a else c) = true"),
    ],
)
def test_conditions_of_spiffworkflow_are_translated(written: str, feel: str) -> None:
    assert python.condition(written) == feel


@pytest.mark.parametrize(
    "written", ["len(a) > 2", "1 < a < 3", "lambda: 1", "x = 1", "b'x' == y", "case == 1", "("]
)
def test_other_python_is_refused(written: str) -> None:
    with pytest.raises(Untranslatable):
        python.condition(written)


def test_a_script_that_is_one_assignment_is_feel() -> None:
    assert python.assignment("total = price * 2") == ("total", "price * 2")
    for script in ("a = b = 1", "a.b = 1", "import os", "a = 1\nb = 2", "a += 1"):
        with pytest.raises(Untranslatable):
            python.assignment(script)


@pytest.mark.parametrize(
    ("written", "feel"),
    [
        ('["equals", ["dataModel", "Task.Name"], "Task_2"]', 'Task.Name = "Task_2"'),
        ('["notEquals", ["gatewayAction"], "reject"]', 'gatewayAction != "reject"'),
        (
            '["and", ["lessThan", ["component", "a"], 17.5], ["not", ["dataModel", "x"]]]',
            "a < 17.5 and x != true",
        ),
        ('["or", true, ["equals", null, 1]]', "true or null = 1"),
    ],
)
def test_conditions_of_altinn_are_translated(written: str, feel: str) -> None:
    assert altinn.condition(written) == feel


@pytest.mark.parametrize("written", ['["if", 1]', "[", '["dataModel", "a[0].b"]', "[[1]]", "[" * 900, "[]"])
def test_other_lists_are_refused(written: str) -> None:
    with pytest.raises(Untranslatable):
        altinn.condition(written)


#: Names with values of each type; conditions are made up of these.
DATA: Mapping[str, object] = {"yes": True, "no": False, "few": Decimal(2), "many": Decimal(7), "word": "ab"}


def _conditions() -> st.SearchStrategy[tuple[str, bool]]:
    """A condition in JUEL, and whether it is true."""
    leaves = [
        ("yes", True), ("!no", True), ("no", False), ("few < many", True), ("few + 5 == many", True),
        ("many - 5 * few lt 0", True), ("word == 'ab'", True), ("word ne \"ab\"", False),
        ("empty word", False),
        ("not empty word", True), ("empty nothing", True), ("(many - few) / 5 >= 2", False),
    ]  # fmt: skip
    return st.recursive(
        st.sampled_from(leaves),
        lambda inner: st.one_of(
            st.tuples(inner, inner).map(
                lambda two: (f"({two[0][0]}) && ({two[1][0]})", two[0][1] and two[1][1])
            ),
            st.tuples(inner, inner).map(
                lambda two: (f"({two[0][0]} or ({two[1][0]}))", two[0][1] or two[1][1])
            ),
            inner.map(lambda one: (f"!({one[0]})", not one[1])),
        ),
        max_leaves=8,
    )


@given(_conditions())
def test_a_translated_condition_is_true_where_it_was(condition: tuple[str, bool]) -> None:
    written, expected = condition

    feel = compile_expression(juel.condition(f"${{{written}}}"))

    assert feel.condition(DATA, now=NOW) is expected


@given(st.text(alphabet="ab1.'\"()[]{}!&|=<>?:+-*/%$# \n,", max_size=40))
def test_any_text_is_translated_or_refused(written: str) -> None:
    translations: list[Translate] = [juel.condition, juel.value, python.condition, altinn.condition]
    for translate in translations:
        with suppress(Untranslatable):
            compile_expression(translate(written))
