"""Comparing and testing values: =, <, between, in, and the cells of decision tables (DMN 1.5, 10.3.2.15)."""

import operator
from collections.abc import Callable, Mapping
from typing import Any

from app.feel import tree
from app.feel.comparing import ALIKE, ORDERED, at_least, compare, equal, passes
from app.feel.frame import Frame
from app.feel.logic import both, negated
from app.feel.ranging import constant_range, in_constant_range
from app.feel.variables import RUN, Code, Env, bound

Holds = Callable[[Any, Any], bool]

_ORDERINGS: Mapping[str, Holds] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def compile_compared(node: tree.Compared, frame: Frame) -> Code:
    """left operator right (Tables 52 to 54)."""
    return _compared(frame.compile(node.left), node.operator, node.right, frame)


def _compared(left: Code, sign: str, right: tree.Node, frame: Frame) -> Code:
    """The code of a comparison, made for values of the same type first, and for a constant on the right."""
    constant = right.value if isinstance(right, tree.Literal) else None
    if sign in _ORDERINGS:
        holds = _ORDERINGS[sign]
        if type(constant) in ORDERED:
            return _ordered_constant(left, holds, constant)
        return _ordered(left, holds, frame.compile(right))
    if sign == "=" and type(constant) in ALIKE:
        return _equal_constant(left, constant)
    same = _equal(left, frame.compile(right))
    return same if sign == "=" else lambda env: negated(same(env))


def _ordered(left: Code, holds: Holds, right: Code) -> Code:
    def decide(env: Env) -> bool | None:
        a, b = left(env), right(env)
        kind = type(a)
        if kind is type(b) and kind in ORDERED:
            return holds(a, b)
        order = compare(a, b)
        return None if order is None else holds(order, 0)

    return decide


def _ordered_constant(left: Code, holds: Holds, constant: object) -> Code:
    expected = type(constant)

    def decide(env: Env) -> bool | None:
        value = left(env)
        if type(value) is expected:
            return holds(value, constant)
        order = compare(value, constant)
        return None if order is None else holds(order, 0)

    return decide


def _equal(left: Code, right: Code) -> Code:
    return lambda env: equal(left(env), right(env), env[RUN])


def _equal_constant(left: Code, constant: object) -> Code:
    expected = type(constant)

    def decide(env: Env) -> Any:
        value = left(env)
        if type(value) is expected:
            return value == constant
        return equal(value, constant, env[RUN])

    return decide


def compile_between(node: tree.Between, frame: Frame) -> Code:
    """value between low and high, both included (Table 55)."""
    value, low, high = (frame.compile(part) for part in (node.value, node.low, node.high))

    def decide(env: Env) -> bool | None:
        middle = value(env)
        return both((at_least(middle, low(env)), at_least(high(env), middle)))

    return decide


def compile_in(node: tree.In, frame: Frame) -> Code:
    """value in tests: true if one holds (Table 55)."""
    value, place = frame.compile(node.value), frame.place()
    decide = _tests(node.tests, bound(place), frame)

    def run(env: Env) -> Any:
        env[place] = value(env)
        return decide(env)

    return run


def compile_unary_tests(node: tree.UnaryTests, frame: Frame) -> Code:
    """A decision table's cell: tests of the value named "?", passed by all values where there are none."""
    if not node.tests:
        return lambda env: True
    decide = _tests(node.tests, frame.reading("?"), frame)
    return (lambda env: negated(decide(env))) if node.negated else decide


def _tests(tests: tuple[tree.Test, ...], tested: Code, frame: Frame) -> Code:
    decided = tuple(_test(test, tested, frame) for test in tests)
    if len(decided) == 1:
        return decided[0]

    def decide(env: Env) -> bool | None:
        result: bool | None = False
        for test in decided:
            answer = test(env)
            if answer is True:
                return True
            if answer is not False:
                result = None
        return result

    return decide


def _test(test: tree.Test, tested: Code, frame: Frame) -> Code:
    if test.operator == "?":
        return _asking(tested, frame.compile(test.operand))
    if test.operator or isinstance(test.operand, tree.Literal):
        return _compared(tested, test.operator or "=", test.operand, frame)
    bounds = constant_range(test.operand)
    if bounds:
        return in_constant_range(tested, bounds)
    operand = frame.compile(test.operand)
    return lambda env: passes(tested(env), operand(env), env[RUN])


def _asking(tested: Code, operand: Code) -> Code:
    """An expression about "?": where it is true or false, that is the answer itself."""

    def answer(env: Env) -> bool | None:
        result = operand(env)
        return result if isinstance(result, bool) else passes(tested(env), result, env[RUN])

    return answer
