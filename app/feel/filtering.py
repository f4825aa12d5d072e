"""What stands in square brackets after a value: a condition or a position (DMN 1.5, 10.3.2.5, Table 68)."""

from collections.abc import Callable
from decimal import Decimal

from app.feel import tree
from app.feel.frame import Frame
from app.feel.values import list_index
from app.feel.variables import RUN, Code, Env

Step = Callable[[object, Env], object]


def compile_filter(step: tree.Filter, frame: Frame) -> Step:
    """The items that pass, or the one at the position; a single value is taken for a list of one."""
    at = step.condition.value if isinstance(step.condition, tree.Literal) and not step.boxed else None
    if isinstance(at, Decimal):
        return _position(at)
    place = frame.place()
    condition = frame.filtering(place).compile(step.condition)
    choose = _passing if step.boxed else _chosen

    def run(value: object, env: Env) -> object:
        if value is None:
            return None
        items = value if isinstance(value, list) else [value]
        env[RUN].spend(step.size * len(items))
        return choose(items, condition, place, env)

    return run


def _position(position: Decimal) -> Step:
    def run(value: object, env: Env) -> object:
        if value is None:
            return None
        return _at(value if isinstance(value, list) else [value], position)

    return run


def _chosen(items: list[object], condition: Code, place: int, env: Env) -> object:
    """The items for which the condition is true, or the item at the position it gives."""
    env[place] = items[0] if items else None
    first = condition(env)
    if isinstance(first, Decimal):
        return _at(items, first)
    return _passing(items, condition, place, env)


def _passing(items: list[object], condition: Code, place: int, env: Env) -> object:
    """The items for which the condition is true; null where it is no condition."""
    kept = []
    for item in items:
        env[place] = item
        result = condition(env)
        if result is True:
            kept.append(item)
        elif result is not False and result is not None:
            return None
    return kept


def _at(items: list[object], position: Decimal) -> object:
    """The item counted from 1, or from the end with -1; null beyond."""
    index = list_index(len(items), position)
    return None if index is None else items[index]
