"""Ranges that an expression writes down, and whether a value lies in one (DMN 1.5, 10.3.2.7 and Table 55)."""

import operator
from collections.abc import Callable
from typing import Any

from app.feel import tree
from app.feel.arithmetic import negative
from app.feel.comparing import ORDERED, compare, passes
from app.feel.frame import Frame
from app.feel.values import Range
from app.feel.variables import RUN, Code, Env


def compile_range(node: tree.RangeOf, frame: Frame) -> Code:
    """low..high; one of constants is made once."""
    constant = constant_range(node)
    if constant:
        return lambda env: constant
    low = frame.compile(node.low) if node.low else None
    high = frame.compile(node.high) if node.high else None

    def build(env: Env) -> Range | None:
        return _range(node, low(env) if low else None, high(env) if high else None)

    return build


def constant_range(node: tree.Node) -> Range | None:
    """The range that a part with constant ends always is; none where it is another part."""
    if not isinstance(node, tree.RangeOf) or not _is_constant(node.low) or not _is_constant(node.high):
        return None
    return _range(node, _constant(node.low), _constant(node.high))


def _range(node: tree.RangeOf, low: object, high: object) -> Range | None:
    """The range; an end that was to be a value and is null makes none, and neither do ends without order."""
    if (node.low and low is None) or (node.high and high is None):
        return None
    order = compare(low if node.low else high, high if node.high else low)
    return None if order is None or order > 0 else Range(low, high, node.low_included, node.high_included)


def _is_constant(node: tree.Node | None) -> bool:
    if isinstance(node, tree.Negative):
        return isinstance(node.operand, tree.Literal)
    return node is None or isinstance(node, tree.Literal)


def _constant(node: tree.Node | None) -> object:
    if isinstance(node, tree.Negative):
        value = _constant(node.operand)
        return negative(value) if node.times % 2 else negative(negative(value))
    return node.value if isinstance(node, tree.Literal) else None


def in_constant_range(tested: Code, bounds: Range) -> Code:
    """The code of most cells of tables, made for values of the same type as the ends."""
    low: Any = bounds.low
    high: Any = bounds.high
    kind = type(low)
    if kind not in ORDERED or high is None:
        return lambda env: passes(tested(env), bounds, env[RUN])
    above: Callable[[Any, Any], bool] = operator.ge if bounds.low_included else operator.gt
    below: Callable[[Any, Any], bool] = operator.le if bounds.high_included else operator.lt

    def decide(env: Env) -> bool | None:
        value = tested(env)
        if type(value) is kind:
            return above(value, low) and below(value, high)
        return passes(value, bounds, env[RUN])

    return decide
