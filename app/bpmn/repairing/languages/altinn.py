"""Conditions of Altinn, which are lists in JSON, as FEEL: ["equals", ["dataModel", "Answer"], "yes"]."""

import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import reduce

from app.bpmn.repairing.languages import fragments
from app.bpmn.repairing.languages.fragments import MAX_SOURCE, Fragment, Untranslatable

_COMPARISONS = {
    "equals": "=",
    "notEquals": "!=",
    "greaterThan": ">",
    "greaterThanEq": ">=",
    "lessThan": "<",
    "lessThanEq": "<=",
}
#: Where a value comes from → the name of the variable is the one behind it.
_SOURCES = frozenset({"dataModel", "component"})
#: The button that was pressed; here a field of the form.
_ACTION = "gatewayAction"


def is_altinn(source: str) -> bool:
    """Whether a condition may be of this kind."""
    return source.lstrip().startswith("[")


def condition(source: str) -> str:
    """FEEL that is true where the condition is; raises Untranslatable."""
    if len(source) > MAX_SOURCE:
        raise Untranslatable(source)
    try:
        return fragments.proved(_expression(json.loads(source, parse_float=Decimal)).as_boolean())
    except (ValueError, RecursionError) as error:
        raise error if isinstance(error, Untranslatable) else Untranslatable(source) from error


def _expression(said: object) -> Fragment:
    if isinstance(said, bool) or said is None:
        return {True: fragments.TRUE, False: fragments.FALSE, None: fragments.NULL}[said]
    if isinstance(said, str):
        return fragments.text(said)
    if isinstance(said, int | Decimal):
        return Fragment(str(said))
    if isinstance(said, list) and said and isinstance(said[0], str):
        return _function(said[0], said[1:])
    raise Untranslatable(json.dumps(said, default=str))


def _function(word: str, given: Sequence[object]) -> Fragment:
    if word == _ACTION:
        return fragments.name(_ACTION)
    if word in _SOURCES and given and isinstance(given[0], str):
        return _path(given[0])
    if word in _COMPARISONS and len(given) == 2:
        return fragments.compared(_expression(given[0]), _COMPARISONS[word], _expression(given[1]))
    if word in _JOINED and given:
        return _JOINED[word]([_expression(each) for each in given])
    raise Untranslatable(f"[{word}, …]")


def _path(written: str) -> Fragment:
    first, *rest = written.split(".")
    return reduce(fragments.member, rest, fragments.name(first))


def _all(conditions: Sequence[Fragment]) -> Fragment:
    return reduce(lambda left, right: fragments.both(left, "and", right), conditions)


def _any(conditions: Sequence[Fragment]) -> Fragment:
    return reduce(lambda left, right: fragments.both(left, "or", right), conditions)


_JOINED: Mapping[str, Callable[[Sequence[Fragment]], Fragment]] = {
    "and": _all,
    "or": _any,
    "not": lambda given: given[0].negated(),
}
