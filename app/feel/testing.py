"""Comparing and testing values: =, <, between, in, and the cells of decision tables (DMN 1.5, 10.3.2.12)."""

from collections.abc import Callable, Mapping

from app.feel import tree
from app.feel.frame import Code, Frame
from app.feel.scope import Scope
from app.feel.values import both, compare, either, equal, negated, passes

Decide = Callable[[object, Scope], bool | None]

COMPARISONS: Mapping[str, Callable[[int], bool]] = {
    "=": lambda order: order == 0,
    "!=": lambda order: order != 0,
    "<": lambda order: order < 0,
    "<=": lambda order: order <= 0,
    ">": lambda order: order > 0,
    ">=": lambda order: order >= 0,
}


def comparison(left: Code, operator: str, right: Code) -> Code:
    """The code of left operator right."""
    decide = _comparing(operator, right)
    return lambda scope: decide(left(scope), scope)


def _comparing(operator: str, right: Code) -> Decide:
    if operator == "=":
        return lambda value, scope: equal(value, right(scope), scope.run)
    if operator == "!=":
        return lambda value, scope: negated(equal(value, right(scope), scope.run))
    holds = COMPARISONS[operator]

    def decide(value: object, scope: Scope) -> bool | None:
        order = compare(value, right(scope))
        return None if order is None else holds(order)

    return decide


def compile_between(node: tree.Between, frame: Frame) -> Code:
    """value between low and high, both included."""
    value, low, high = (frame.compile(part) for part in (node.value, node.low, node.high))

    def decide(scope: Scope) -> object:
        middle = value(scope)
        return both((_at_least(middle, low(scope)), _at_least(high(scope), middle)))

    return decide


def _at_least(a: object, b: object) -> bool | None:
    order = compare(a, b)
    return None if order is None else order >= 0


def compile_in(node: tree.In, frame: Frame) -> Code:
    """value in tests: true if one holds."""
    value = frame.compile(node.value)
    tests = [_test(test, frame) for test in node.tests]

    def decide(scope: Scope) -> object:
        tested = value(scope)
        return either(test(tested, scope) for test in tests)

    return decide


def compile_unary_tests(node: tree.UnaryTests, frame: Frame) -> Code:
    """A decision table's cell: tests of the value named "?"."""
    tests = [_cell_test(test, frame) for test in node.tests]

    def decide(scope: Scope) -> object:
        tested = scope.find("?")
        result = either(test(tested, scope) for test in tests)
        return negated(result) if node.negated else result

    return decide


def _test(test: tree.Test, frame: Frame) -> Decide:
    operand = frame.compile(test.operand)
    if test.operator:
        return _comparing(test.operator, operand)
    return lambda value, scope: passes(value, operand(scope), scope.run)


def _cell_test(test: tree.Test, frame: Frame) -> Decide:
    """As any test, but an expression about "?" that gives true or false is the answer itself."""
    if test.operator != "?":
        return _test(test, frame)
    operand = frame.compile(test.operand)

    def answer(value: object, scope: Scope) -> bool | None:
        result = operand(scope)
        return result if isinstance(result, bool) else passes(value, result, scope.run)

    return answer
