"""What stands after a value: paths, filters and calls (DMN 1.5, 10.3.2.5, 10.3.2.6 and 10.3.2.13)."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from app.feel import tree
from app.feel.builtins import BUILTINS, call_builtin, fits, ways_to_call
from app.feel.errors import N_
from app.feel.frame import Code, Frame
from app.feel.properties import find_property, get_property
from app.feel.scope import MISSING, Scope
from app.feel.values import Function, list_index

Step = Callable[[object, Scope], object]

_NO_FUNCTION = N_("There is no function called “%(name)s”.")
_WRONG_ARGUMENTS = N_("These arguments do not fit. It is called so: %(ways)s.")
_ONE_ARGUMENT = N_("“is defined” takes one name or path.")


def compile_steps(node: tree.Steps, frame: Frame) -> Code:
    """A value and the steps after it, from left to right."""
    first, rest = node.steps[0], node.steps[1:]
    if isinstance(node.base, tree.Name) and isinstance(first, tree.Call):
        base = _compile_named_call(node.base.name, first, frame)
    else:
        base, rest = frame.compile(node.base), node.steps
    steps = [_compile_step(step, frame) for step in rest]

    def walk(scope: Scope) -> object:
        value = base(scope)
        for step in steps:
            value = step(value, scope)
        return value

    return walk if steps else base


def _compile_step(step: tree.Path | tree.Filter | tree.Call, frame: Frame) -> Step:
    if isinstance(step, tree.Path):
        name = step.name
        return lambda value, scope: get_property(value, name, scope.run)
    if isinstance(step, tree.Filter):
        return _compile_filter(step, frame)
    arguments = [frame.compile(argument) for argument in step.arguments]
    return lambda value, scope: invoke(value, [argument(scope) for argument in arguments], step.names)


# --- calls ----------------------------------------------------------------------------------------


def _compile_named_call(name: str, call: tree.Call, frame: Frame) -> Code:
    if name == "is defined":
        return _compile_is_defined(call, frame)
    if name in frame.bound:
        return _compile_local_call(name, call, frame)
    if name not in BUILTINS:
        raise frame.refuse(_NO_FUNCTION, call.position, name=name)
    if not fits(name, len(call.arguments), call.names):
        raise frame.refuse(_WRONG_ARGUMENTS, call.position, ways=ways_to_call(name))
    arguments = [frame.compile(argument) for argument in call.arguments]
    # A field of the data that happens to be called "date" does not hide the function.
    return lambda scope: call_builtin(
        name, [argument(scope) for argument in arguments], call.names, scope.run
    )


def _compile_local_call(name: str, call: tree.Call, frame: Frame) -> Code:
    arguments = [frame.compile(argument) for argument in call.arguments]

    def run(scope: Scope) -> object:
        values = [argument(scope) for argument in arguments]
        function = scope.find(name)
        if not isinstance(function, Function) and name in BUILTINS:
            return call_builtin(name, values, call.names, scope.run)
        return invoke(function, values, call.names)

    return run


def invoke(function: object, arguments: Sequence[object], names: Sequence[str] = ()) -> object:
    """A function value's result; null where it is none or the arguments do not fit."""
    if not isinstance(function, Function):
        return None
    if names:
        if sorted(names) != sorted(function.parameters):
            return None
        given = dict(zip(names, arguments, strict=True))
        arguments = [given[parameter] for parameter in function.parameters]
    return function.call(arguments)


def _compile_is_defined(call: tree.Call, frame: Frame) -> Code:
    """Whether a name or the last step of a path has a value at all; null is one."""
    if len(call.arguments) != 1:
        raise frame.refuse(_ONE_ARGUMENT, call.position)
    argument = call.arguments[0]
    if isinstance(argument, tree.Name):
        name = argument.name
        frame.found(name)
        return lambda scope: scope.find(name) is not MISSING
    if isinstance(argument, tree.Steps) and isinstance(last := argument.steps[-1], tree.Path):
        return _has_property(frame.compile(_without_last_step(argument)), last.name)
    value = frame.compile(argument)
    return lambda scope: value(scope) is not None


def _without_last_step(node: tree.Steps) -> tree.Node:
    steps = node.steps[:-1]
    return tree.Steps(node.base, steps) if steps else node.base


def _has_property(holder: Code, name: str) -> Code:
    return lambda scope: find_property(holder(scope), name) is not MISSING


# --- filters --------------------------------------------------------------------------------------


def _compile_filter(step: tree.Filter, frame: Frame) -> Step:
    condition = frame.filtering().compile(step.condition)

    def choose(value: object, scope: Scope) -> object:
        if value is None:
            return None
        items = value if isinstance(value, list) else [value]
        scope.run.spend(step.size * len(items))
        return _filtered(items, condition, scope)

    return choose


def _filtered(items: list[object], condition: Code, scope: Scope) -> object:
    """The items for which the condition is true, or the item at the position it gives."""
    if not items:
        return _of_empty(condition(Scope({"item": None}, scope)))
    kept = []
    for index, item in enumerate(items):
        result = condition(_item_scope(item, scope))
        if index == 0 and isinstance(result, Decimal):
            return _at_position(items, result)
        if result is True:
            kept.append(item)
        elif result is not False and result is not None:
            return None
    return kept


def _of_empty(result: object) -> list[object] | None:
    return None if isinstance(result, Decimal) else []


def _item_scope(item: object, scope: Scope) -> Scope:
    """Inside a filter, `item` is the item and the entries of a context are names."""
    inner = Scope({"item": item}, scope)
    return Scope(item, inner) if isinstance(item, dict) else inner


def _at_position(items: list[object], position: Decimal) -> object:
    """The item counted from 1, or from the end with -1; null beyond."""
    index = list_index(items, position)
    return None if index is None else items[index]
