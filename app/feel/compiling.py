"""The tree as nested Python closures, each from a scope to a value; names are resolved on the way."""

from collections.abc import Callable
from typing import Any

from app.feel import tree
from app.feel.arithmetic import calculate, negative
from app.feel.builtins import BUILTINS, as_function
from app.feel.calling import compile_steps
from app.feel.frame import Code, Frame
from app.feel.looping import compile_for, compile_function, compile_quantified
from app.feel.scope import MISSING, Scope
from app.feel.testing import COMPARISONS, comparison, compile_between, compile_in, compile_unary_tests
from app.feel.types import is_instance
from app.feel.values import Range, both, compare, either


def compile_tree(node: tree.Node, source: str) -> tuple[Code, Frame]:
    """The code of a whole expression, and its outermost frame, which knows the free names.

    Raises FeelSyntaxError for a call that can never work.
    """
    frame = Frame(source, _compile)
    return _compile(node, frame), frame


def _compile(node: tree.Node, frame: Frame) -> Code:
    return _COMPILERS[type(node)](node, frame)


def _literal(node: tree.Literal, frame: Frame) -> Code:
    value = node.value
    return lambda scope: value


def _name(node: tree.Name, frame: Frame) -> Code:
    name = node.name
    is_builtin = name in BUILTINS
    frame.found(name, certain=not is_builtin)

    def look_up(scope: Scope) -> object:
        value = scope.find(name)
        if value is MISSING:
            return as_function(name, scope.run) if is_builtin else None
        return value

    return look_up


def _list(node: tree.ListOf, frame: Frame) -> Code:
    items = [frame.compile(item) for item in node.items]
    return lambda scope: [item(scope) for item in items]


def _context(node: tree.ContextOf, frame: Frame) -> Code:
    entries = []
    for key, entry in node.entries:
        entries.append((key, frame.compile(entry)))
        frame = frame.binding(key)

    def build(scope: Scope) -> object:
        result: dict[str, object] = {}
        inner = Scope(result, scope)  # later entries see earlier ones
        for key, code in entries:
            result[key] = code(inner)
        return result

    return build


def _range(node: tree.RangeOf, frame: Frame) -> Code:
    low = frame.compile(node.low) if node.low else None
    high = frame.compile(node.high) if node.high else None
    included = node.low_included, node.high_included

    def build(scope: Scope) -> object:
        start = low(scope) if low else None
        end = high(scope) if high else None
        # An end that was to be a value and is null makes no range; so do ends without order.
        if (low and start is None) or (high and end is None):
            return None
        order = compare(start if low else end, end if high else start)
        return None if order is None or order > 0 else Range(start, end, *included)

    return build


def _negative(node: tree.Negative, frame: Frame) -> Code:
    operand, times = frame.compile(node.operand), 2 - node.times % 2

    def negate(scope: Scope) -> object:
        value = operand(scope)
        for _ in range(times):
            value = negative(value)
        return value

    return negate


def _chain(node: tree.Chain, frame: Frame) -> Code:
    first = frame.compile(node.first)
    rest = [(operator, frame.compile(operand)) for operator, operand in node.rest]
    operator, second = rest[0]
    if operator in COMPARISONS:
        return comparison(first, operator, second)

    def run_through(scope: Scope) -> object:
        value = first(scope)
        for operator, operand in rest:
            value = calculate(operator, value, operand(scope), scope.run)
        return value

    return run_through


def _logical(node: tree.Logical, frame: Frame) -> Code:
    operands = [frame.compile(operand) for operand in node.operands]
    combine = both if node.operator == "and" else either
    return lambda scope: combine(operand(scope) for operand in operands)


def _instance_of(node: tree.InstanceOf, frame: Frame) -> Code:
    value = frame.compile(node.value)
    return lambda scope: is_instance(value(scope), node.type, scope.run)


def _if(node: tree.If, frame: Frame) -> Code:
    branches = [(frame.compile(test), frame.compile(body)) for test, body in node.branches]
    otherwise = frame.compile(node.otherwise)

    def choose(scope: Scope) -> object:
        for test, body in branches:
            if test(scope) is True:
                return body(scope)
        return otherwise(scope)

    return choose


_COMPILERS: dict[type[tree.Node], Callable[[Any, Frame], Code]] = {
    tree.Literal: _literal,
    tree.Name: _name,
    tree.ListOf: _list,
    tree.ContextOf: _context,
    tree.RangeOf: _range,
    tree.Negative: _negative,
    tree.Chain: _chain,
    tree.Logical: _logical,
    tree.Between: compile_between,
    tree.In: compile_in,
    tree.UnaryTests: compile_unary_tests,
    tree.InstanceOf: _instance_of,
    tree.Steps: compile_steps,
    tree.If: _if,
    tree.For: compile_for,
    tree.Quantified: compile_quantified,
    tree.FunctionOf: compile_function,
}
