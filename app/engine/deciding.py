"""Which variables decide the way through a diagram, and which values make a difference.

Only for rehearsals, which have to make up answers: what is found is a guess from the text of the conditions.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from app.engine.definition import Definition
from app.engine.expressions import Value
from app.engine.nodes import FlowNode
from app.engine.repeating import MultiInstance, StandardLoop
from app.engine.variables import CASE
from app.engine.waiting import ConditionRule
from app.levels import NAME

_NAME = r"[^\W\d]\w*(?:\.[^\W\d]\w*)*"
_TEXT = r'"(?:[^"\\]|\\.)*"'
_TOKEN = re.compile(rf"@?{_TEXT}|date\({_TEXT}\)|{_NAME}(?=\s*\()|{_NAME}|\d+(?:\.\d+)?|[<>!]?=|[<>]|\S")
_COMPARE = frozenset({"=", "!=", "<", "<=", ">", ">=", "in"})
_WORDS = frozenset(
    {"and", "or", "not", "if", "then", "else", "in", "between", "for", "return", "some", "every", "satisfies"}
    | {"null", "instance", "of", "item", "loopCounter", "function"}
)
_OTHER = "other"


def deciding_values(definition: Definition) -> Mapping[str, tuple[object, ...]]:
    """Values worth trying for each variable, those that make its conditions true first.

    A variable is named as in the diagram, "decision.granted" for a part of one.
    """
    found: dict[str, list[object]] = {}
    for name, value in _guesses(definition):
        values = found.setdefault(name, [])
        if all(value != other or type(value) is not type(other) for other in values):
            values.append(value)
    return {name: tuple(values) for name, values in found.items() if name.split(".")[0] not in (CASE, NAME)}


def _guesses(definition: Definition) -> Iterator[tuple[str, object]]:
    for process in definition.specs.values():
        for node in process.task_specs.values():
            for condition in _conditions(node):
                yield from _of_condition(condition)
            if isinstance(node, MultiInstance) and node.repetition.items is not None:
                yield from _of_collection(node.repetition.items)


def _conditions(node: object) -> Iterator[Value]:
    if isinstance(node, FlowNode):
        yield from (flow.condition for flow in node.flows if flow.condition is not None)
        if isinstance(node.rule, ConditionRule):
            yield node.rule.condition
    if isinstance(node, StandardLoop) and node.looping.condition is not None:
        yield node.looping.condition


def _of_collection(items: Value) -> Iterator[tuple[str, object]]:
    name = items.text.removeprefix("=").strip()
    if re.fullmatch(_NAME, name):
        yield name, [{"name": "Example"}]


def _of_condition(condition: Value) -> Iterator[tuple[str, object]]:
    tokens = _TOKEN.findall(condition.text.removeprefix("="))
    for place, token in enumerate(tokens):
        if re.fullmatch(_NAME, token) and token not in _WORDS | {"true", "false", "date"}:
            before, after = tokens[:place], tokens[place + 1 :]
            if after[:1] != ["("]:
                for value in _values(before, after):
                    yield token, value


def _values(before: list[str], after: list[str]) -> list[object]:
    if after and after[0] in _COMPARE:
        return _different(after[0], after[1:])
    if len(before) > 1 and before[-1] in _COMPARE:
        return _different(before[-1], before[-2:])
    if before[-2:] == ["not", "("]:
        return [False, True]
    return [True, False]


def _different(operator: str, operand: list[str]) -> list[object]:
    if operator == "in":
        listed = [value for token in operand if (value := _literal(token)) is not None]
        return [*listed, _OTHER]
    value = _literal(operand[0]) if operand else None
    if isinstance(value, bool):
        return [value, not value] if operator == "=" else [not value, value]
    if isinstance(value, Decimal):
        return _around(operator, value, Decimal(1))
    if isinstance(value, date):
        return _around(operator, value, timedelta(days=1))
    if isinstance(value, str):
        return [value, _OTHER] if operator == "=" else [_OTHER, value]
    return [True, False] if value is None and operand[:1] not in (["null"],) else [_OTHER]


def _around(operator: str, value: "Decimal | date", step: "Decimal | timedelta") -> list[object]:
    lower, higher = value - step, value + step  # type: ignore[operator]  # both are of one kind
    first = {"<": lower, "<=": lower, ">": higher, ">=": higher, "!=": higher}.get(operator, value)
    return [first, *(other for other in (value, lower, higher) if other != first)]


def _literal(word: str) -> object:
    if word in ("true", "false"):
        return word == "true"
    if word.startswith('"'):
        return word[1:-1]
    if word.startswith(("date(", "@")):
        return _date(word)
    return Decimal(word) if re.fullmatch(r"\d+(?:\.\d+)?", word) else None


def _date(word: str) -> object:
    try:
        return date.fromisoformat(word.split('"')[1])
    except ValueError:
        return None
