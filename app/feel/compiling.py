"""The tree as nested Python closures, each from the values it may read to a value (DMN 1.5, 10.3.2)."""

from collections.abc import Callable
from typing import Any

from app.feel import tree
from app.feel.arithmetic import OPERATORS, negative
from app.feel.builtins import BUILTINS, as_function
from app.feel.calling import compile_steps
from app.feel.comparing import ALIKE
from app.feel.errors import N_
from app.feel.frame import Frame, Unit
from app.feel.functions import compile_entry, compile_function
from app.feel.looping import compile_for, compile_quantified
from app.feel.ranging import compile_range
from app.feel.testing import compile_between, compile_compared, compile_in, compile_unary_tests
from app.feel.types import Nothing, Simple, converted
from app.feel.variables import RUN, Code, Env

_LACKS_PARAMETERS = N_("“%(name)s” alone is no type: say of what, as in list<number>, or list<Any>.")


def compile_tree(node: tree.Node, source: str, declared: frozenset[str] = frozenset()) -> tuple[Code, Unit]:
    """The code of a whole expression, and what was found out: free names, mistakes, places it needs."""
    unit = Unit(source, compile_node, declared)
    return compile_node(node, Frame(unit)), unit


def spends_nothing(node: tree.Node) -> bool:
    """Whether the code can do without a budget: it reads names, compares them with constants, and decides."""
    if isinstance(node, tree.Logical):
        return all(map(spends_nothing, node.operands))
    if isinstance(node, tree.Compared):
        plain = isinstance(node.right, tree.Literal) and type(node.right.value) in ALIKE
        return plain and node.operator != "!=" and spends_nothing(node.left)
    return isinstance(node, tree.Literal) or (isinstance(node, tree.Name) and node.name not in BUILTINS)


def compile_node(node: tree.Node, frame: Frame) -> Code:
    """The code of one node; modules with nodes of their own enter them in COMPILERS."""
    return COMPILERS[type(node)](node, frame)


def _literal(node: tree.Literal, frame: Frame) -> Code:
    value = node.value
    return lambda env: value


def _name(node: tree.Name, frame: Frame) -> Code:
    name = node.name
    if name in BUILTINS and name not in frame.unit.declared:
        return frame.reading(name, lambda run: as_function(name, run))
    return frame.reading(name)


def _list(node: tree.ListOf, frame: Frame) -> Code:
    items = [frame.compile(item) for item in node.items]
    return lambda env: [item(env) for item in items]


def _context(node: tree.ContextOf, frame: Frame) -> Code:
    entries = []
    for key, entry in node.entries:  # later entries see earlier ones
        place = frame.place()
        entries.append((key, place, compile_entry(key, place, entry, frame)))
        frame = frame.binding({key: place})
    result = frame.compile(node.result) if node.result else None

    def build(env: Env) -> object:
        made = {}
        for key, place, code in entries:
            env[place] = made[key] = code(env)
        return result(env) if result else made

    return build


def _negative(node: tree.Negative, frame: Frame) -> Code:
    operand = frame.compile(node.operand)
    if node.times % 2:
        return lambda env: negative(operand(env))
    return lambda env: negative(negative(operand(env)))


def _chain(node: tree.Chain, frame: Frame) -> Code:
    first = frame.compile(node.first)
    rest = tuple((OPERATORS[sign], frame.compile(operand)) for sign, operand in node.rest)
    operator, second = rest[0]
    if len(rest) == 1:
        return lambda env: operator(first(env), second(env), env[RUN])

    def run_through(env: Env) -> object:
        value = first(env)
        for apply, operand in rest:
            value = apply(value, operand(env), env[RUN])
        return value

    return run_through


def _logical(node: tree.Logical, frame: Frame) -> Code:
    """Table 50: and is decided by the first false, or by the first true; null where nothing decides."""
    operands = tuple(frame.compile(operand) for operand in node.operands)
    decisive = node.operator == "or"
    if len(operands) == 2:
        return _of_two(*operands, decisive)
    undecided = not decisive

    def decide(env: Env) -> Any:
        result: bool | None = undecided
        for operand in operands:
            value = operand(env)
            if value is decisive:
                return decisive
            if value is not undecided:
                result = None
        return result

    return decide


def _of_two(first: Code, second: Code, decisive: bool) -> Code:
    undecided = not decisive

    def decide(env: Env) -> Any:
        value = first(env)
        if value is decisive:
            return decisive
        other = second(env)
        if other is decisive:
            return decisive
        return undecided if value is undecided and other is undecided else None

    return decide


def _instance_of(node: tree.InstanceOf, frame: Frame) -> Code:
    """Table 61."""
    value, type_ = frame.compile(node.value), node.type.plain()
    if isinstance(type_, Simple) and type_.lacks_parameters:
        frame.mistake(_LACKS_PARAMETERS, node.index, name=type_.kind)
        return lambda env: None
    null_is_one = isinstance(type_, Nothing)

    def decide(env: Env) -> Any:
        tested = value(env)
        return null_is_one if tested is None else type_.holds(tested, env[RUN])

    return decide


def _converted(node: tree.Converted, frame: Frame) -> Code:
    value, type_ = frame.compile(node.value), node.type
    return lambda env: converted(value(env), type_, env[RUN])


def _if(node: tree.If, frame: Frame) -> Code:
    branches = tuple((frame.compile(test), frame.compile(body)) for test, body in node.branches)
    otherwise = frame.compile(node.otherwise)
    boxed = node.boxed

    def choose(env: Env) -> object:
        for test, body in branches:
            decision = test(env)
            if decision is True:
                return body(env)
            if boxed and decision is not False:
                return None
        return otherwise(env)

    return choose


COMPILERS: dict[type[tree.Node], Callable[[Any, Frame], Code]] = {
    tree.Literal: _literal,
    tree.Name: _name,
    tree.ListOf: _list,
    tree.ContextOf: _context,
    tree.RangeOf: compile_range,
    tree.Negative: _negative,
    tree.Chain: _chain,
    tree.Logical: _logical,
    tree.Compared: compile_compared,
    tree.Between: compile_between,
    tree.In: compile_in,
    tree.UnaryTests: compile_unary_tests,
    tree.InstanceOf: _instance_of,
    tree.Converted: _converted,
    tree.Steps: compile_steps,
    tree.If: _if,
    tree.For: compile_for,
    tree.Quantified: compile_quantified,
    tree.FunctionOf: compile_function,
}
