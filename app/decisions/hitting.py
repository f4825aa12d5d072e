"""Which rules of a table hit, and what comes of them (DMN 1.5, 8.2.10, 8.2.11 and 10.3.2.10)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import Any

from app.decisions.boxes import Fault, TableNode
from app.decisions.problems import DecisionError, Phrase
from app.decisions.table import Table
from app.feel import tree
from app.feel.budget import Run
from app.feel.comparing import compare, equal
from app.feel.compiling import COMPILERS
from app.feel.frame import Frame
from app.feel.testing import compile_unary_tests
from app.feel.types import Type, converted
from app.feel.values import NUMBERS
from app.feel.variables import RUN, Code, Env
from app.translating import N_

_CELLS_A_STEP = 4

UNEXPECTED_VALUE = N_("The input “%(input)s” is %(value)s, which is none of its values: %(expected)s.")
SEVERAL_HIT = N_("Rules %(rules)s all hit, but only one may.")
DIFFERENT_HIT = N_("Rules %(rules)s all hit, but not with the same result.")


@dataclass(frozen=True, slots=True)
class Hits:
    """One use of a table: the values of its inputs, the rules that hit, and what they gave.

    Rules are counted from 1. `note` says why there is no result although there might be.
    """

    table: Table
    values: Sequence[object]
    rules: Sequence[int]
    results: Sequence[object]
    note: Phrase | None = None


class DecidingRun(Run):
    """An evaluation that keeps what its tables did."""

    __slots__ = ("hits",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hits: list[Hits] = []


@dataclass(frozen=True, slots=True)
class _Column:
    """An input: where its value goes, how it is got, and what it is expected to be."""

    place: int
    code: Code
    type: Type | None
    expected: Code | None


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule: the tests that it has, and what it gives."""

    tests: tuple[Code, ...]
    results: tuple[Code, ...]


def compile_table(node: TableNode, frame: Frame) -> Code:
    """The code of a table; what it does is added to the hits of the evaluation."""
    columns = [_column(node, index, frame) for index in range(len(node.inputs))]
    rules = [_rule(node, index, columns, frame) for index in range(len(node.table.rules))]
    defaults = [frame.compile(each) if each else None for each in node.defaults]
    finish = _Finish(node.table, defaults, [_ranked(each, frame) for each in node.priorities])
    steps = 1 + sum(len(rule.tests) for rule in rules) // _CELLS_A_STEP
    only_first = node.table.policy == "FIRST"

    def decide(env: Env) -> object:
        run: DecidingRun = env[RUN]
        run.spend(steps)
        for column in columns:
            env[column.place] = converted(column.code(env), column.type, run)
        unexpected = _unexpected(node.table, columns, env)
        hit = [] if unexpected else _hit(rules, env, only_first)
        results = [finish.of_rule(rules[index].results, env) for index in hit]
        value, note = (None, unexpected) if unexpected else finish.value(hit, results, env)
        numbers = [index + 1 for index in hit]
        run.hits.append(Hits(node.table, [env[column.place] for column in columns], numbers, results, note))
        return value

    return decide


def _column(node: TableNode, index: int, frame: Frame) -> _Column:
    place = frame.place()
    tests = node.expected[index]
    expected = compile_unary_tests(tests, frame.binding({"?": place})) if tests else None
    return _Column(place, frame.compile(node.inputs[index]), node.types[index], expected)


def _rule(node: TableNode, index: int, columns: Sequence[_Column], frame: Frame) -> _Rule:
    tests = [
        compile_unary_tests(test, frame.binding({"?": column.place}))
        for test, column in zip(node.tests[index], columns, strict=False)
        if test
    ]
    return _Rule(tuple(tests), tuple(frame.compile(each) for each in node.results[index]))


def _hit(rules: Sequence[_Rule], env: Env, only_first: bool) -> list[int]:
    hit = []
    for index, rule in enumerate(rules):
        for test in rule.tests:
            if test(env) is not True:
                break
        else:
            hit.append(index)
            if only_first:
                break
    return hit


def _unexpected(table: Table, columns: Sequence[_Column], env: Env) -> Phrase | None:
    for column, written in zip(columns, table.inputs, strict=True):
        value = env[column.place]
        if column.expected and value is not None and column.expected(env) is not True:
            values = {"input": written.label, "value": str(value)[:60], "expected": written.values}
            return Phrase(UNEXPECTED_VALUE, values)
    return None


# --- what comes of the rules that hit -------------------------------------------------------------


def _ranked(node: tree.Node | None, frame: Frame) -> Code | None:
    return frame.compile(node) if node else None


@dataclass(frozen=True, slots=True)
class _Finish:
    """The hit policy of a table."""

    table: Table
    defaults: Sequence[Code | None]
    priorities: Sequence[Code | None]

    def of_rule(self, results: Sequence[Code], env: Env) -> object:
        """What a rule gives: a value, or a context of the outputs."""
        values = [code(env) for code in results]
        if self.table.single:
            return values[0] if values else None
        return {output.name: value for output, value in zip(self.table.outputs, values, strict=False)}

    def value(self, hit: Sequence[int], results: list[object], env: Env) -> tuple[object, Phrase | None]:
        """The table's value, and why it is null where rules hit that contradict each other."""
        policy, run = self.table.policy, env[RUN]
        if not hit:
            return self._of_nothing(env), None
        if policy == "UNIQUE":
            return (results[0], None) if len(hit) == 1 else (None, _contradiction(SEVERAL_HIT, hit))
        if policy == "ANY":
            same = all(equal(each, results[0], run) is True for each in results)
            return (results[0], None) if same else (None, _contradiction(DIFFERENT_HIT, hit))
        if policy in ("PRIORITY", "OUTPUT ORDER"):
            results = self._in_order(results, env)
        if policy in ("PRIORITY", "FIRST"):
            return results[0], None
        return self._collected(results, run), None

    def _of_nothing(self, env: Env) -> object:
        if any(self.defaults):
            values = [code(env) if code else None for code in self.defaults]
            if self.table.single:
                return values[0]
            return {output.name: value for output, value in zip(self.table.outputs, values, strict=True)}
        return Decimal(0) if self.table.aggregation == "COUNT" else None

    def _in_order(self, results: Sequence[object], env: Env) -> list[object]:
        """By the order in which the values of the outputs are listed, the left-most output first."""
        listed = [code(env) if code else None for code in self.priorities]

        def rank(result: object) -> list[int]:
            values = (
                [result] if self.table.single else [_part(result, each.name) for each in self.table.outputs]
            )
            return [
                _position(value, order, env[RUN])
                for value, order in zip(values, listed, strict=True)
                if order
            ]

        return sorted(results, key=rank)

    def _collected(self, results: list[object], run: Run) -> object:
        aggregate = _AGGREGATES.get(self.table.aggregation) if self.table.policy == "COLLECT" else None
        if aggregate is None:
            return results
        if self.table.single:
            return aggregate(results)
        return {
            each.name: aggregate([_part(result, each.name) for result in results])
            for each in self.table.outputs
        }


def _part(result: object, name: str) -> object:
    return result.get(name) if isinstance(result, dict) else None


def _position(value: object, order: object, run: Run) -> int:
    """Where a value stands in the list; after all of them where it does not."""
    listed = order if isinstance(order, list) else []
    places = (place for place, each in enumerate(listed) if equal(each, value, run) is True)
    return next(places, len(listed))


def _contradiction(sentence: str, hit: Sequence[int]) -> Phrase:
    return Phrase(sentence, {"rules": ", ".join(str(index + 1) for index in hit)})


def _sum(results: list[object]) -> object:
    numbers = [each for each in results if isinstance(each, Decimal)]
    return reduce(NUMBERS.add, numbers) if len(numbers) == len(results) else None


def _extreme(wanted: int) -> Callable[[list[object]], object]:
    def find(results: list[object]) -> object:
        best = results[0]
        for each in results:
            order = compare(each, best)
            if order is None:
                return None
            best = each if order == wanted else best
        return best

    return find


_AGGREGATES: Mapping[str, Callable[[list[object]], object]] = {
    "SUM": _sum,
    "COUNT": lambda results: Decimal(len(results)),
    "MIN": _extreme(-1),
    "MAX": _extreme(1),
}


def _fault(node: Fault, frame: Frame) -> Code:
    def fail(env: Env) -> object:
        raise DecisionError(node.problem)

    return fail


COMPILERS[TableNode] = compile_table
COMPILERS[Fault] = _fault
