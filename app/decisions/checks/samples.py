"""The values that tell apart what a table's rules do: one for each stretch between the values it names.

A test such as [5..10) is decided the same way everywhere between two values that some test of its column
names. So it is enough to try each of these values and one between each two of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from app.decisions.boxes import TableNode
from app.decisions.items import Item
from app.decisions.problems import DecisionError
from app.feel import tree
from app.feel.budget import Run
from app.feel.comparing import ORDERED, compare
from app.feel.errors import FeelError
from app.feel.program import Program
from app.feel.types import Simple
from app.feel.values import Range, YearsMonths

#: Functions that make a constant of constants.
_MAKING = frozenset(("date", "time", "date and time", "duration", "number"))
_ELSE = "…"  #: a text that no test names


@dataclass(frozen=True, slots=True)
class Column:
    """An input: its samples, and for each rule those that pass its cell as bits, None where unknown."""

    label: str
    samples: Sequence[object]
    passing: Sequence[int | None]
    tested: bool  #: whether any rule tests it

    @property
    def all(self) -> int:
        """All samples as bits."""
        return (1 << len(self.samples)) - 1


def columns(node: TableNode) -> list[Column]:
    """The inputs of a table with what their cells do to the samples."""
    return [_column(node, index) for index in range(len(node.inputs))]


def _column(node: TableNode, index: int) -> Column:
    cells = [tests[index] if index < len(tests) else None for tests in node.tests]
    label = node.table.inputs[index].label
    type_ = node.types[index]
    allowed = type_.cells if isinstance(type_, Item) else None
    known = _known([*cells, node.expected[index], allowed])
    samples = _samples(node, index, known) if known is not None else []
    every = (1 << len(samples)) - 1
    passing = [every if cell is None else _passing(cell, samples) for cell in cells]
    return Column(label, samples, passing, any(cells))


def _passing(cell: tree.UnaryTests, samples: Sequence[object]) -> int | None:
    """Which samples pass a cell; None where that depends on more than the column's value."""
    if not samples or not all(_is_simple(test) for test in cell.tests):
        return None
    program = Program(cell, "", ["?"])
    return sum(1 << place for place, sample in enumerate(samples) if _passes(program, sample))


def _passes(program: Program, sample: object) -> bool:
    try:
        return program.run(Run(), [sample]) is True
    except (FeelError, DecisionError):
        return False


def _samples(node: TableNode, index: int, known: Sequence[Any]) -> list[object]:
    found = _told_apart(known, node.types[index])
    expected, type_ = node.expected[index], node.types[index]
    if expected and all(_is_simple(test) for test in expected.tests):
        program = Program(expected, "", ["?"])
        found = [sample for sample in found if _passes(program, sample)]
    if type_:
        found = [sample for sample in found if sample is None or type_.holds(sample, Run())]
    return found


def _told_apart(known: Sequence[Any], type_: object) -> list[object]:
    """The values themselves, and one between each two of them."""
    kinds = {type(value) for value in known if value is not None}
    absent: list[object] = [None] if None in known else []
    if kinds == {bool} or (not kinds and type_ == Simple("boolean")):
        return [True, False, *absent]
    if kinds == {str}:
        return [*dict.fromkeys(known), _ELSE]
    if len(kinds) == 1 and kinds <= _STEPS.keys():
        return [*_between(sorted({value for value in known if value is not None}, key=_order)), *absent]
    return []


def _order(value: Any) -> Any:
    return value.replace(tzinfo=None) if isinstance(value, datetime | time) else value


def _between(ordered: Sequence[Any]) -> Iterator[object]:
    step = _STEPS[type(ordered[0])]
    yield _beyond(ordered[0], step, -1)
    for place, value in enumerate(ordered):
        yield value
        following = ordered[place + 1] if place + 1 < len(ordered) else None
        yield _beyond(value, step, 1) if following is None else _middle(value, following)


_STEPS: dict[type, Any] = {
    Decimal: Decimal(1),
    date: timedelta(days=1),
    datetime: timedelta(hours=1),
    timedelta: timedelta(days=1),
    YearsMonths: 1,
}


def _beyond(value: Any, step: Any, sign: int) -> object:
    if isinstance(value, YearsMonths):
        return YearsMonths(value.months + sign * step)
    try:
        return value + sign * step
    except (ArithmeticError, OverflowError):
        return value


def _middle(low: Any, high: Any) -> object:
    if isinstance(low, YearsMonths):
        return YearsMonths((low.months + high.months) // 2)
    if compare(low, high) != -1:
        return low
    return low + (high - low) / 2


# --- the values that a column's tests name --------------------------------------------------------


def _known(cells: Sequence[tree.UnaryTests | None]) -> list[Any] | None:
    """All values that simple tests of the column name; None where a comparison of texts makes too many."""
    found: list[Any] = []
    for cell in cells:
        for test in cell.tests if cell else ():
            if _is_simple(test):
                values = list(_values(_constant(test.operand)))
                if test.operator not in ("", "=", "!=") and any(isinstance(each, str) for each in values):
                    return None
                found += values
    return found


def _values(constant: object) -> Iterator[object]:
    if isinstance(constant, list):
        for each in constant:
            yield from _values(each)
    elif isinstance(constant, Range):
        yield from (end for end in (constant.low, constant.high) if end is not None)
    elif constant is None or isinstance(constant, bool | time) or type(constant) in ORDERED | {datetime}:
        yield constant


def _constant(node: tree.Node) -> object:
    try:
        return Program(node).run(Run())
    except (FeelError, DecisionError):
        return None


def _is_simple(test: tree.Test) -> bool:
    """Whether a test depends on the column's value alone, and on nothing but constants beside it."""
    return test.operator != "?" and _is_constant(test.operand)


def _is_constant(node: tree.Node | None) -> bool:
    if node is None or isinstance(node, tree.Literal):
        return True
    if isinstance(node, tree.RangeOf):
        return _is_constant(node.low) and _is_constant(node.high)
    if isinstance(node, tree.ListOf):
        return all(map(_is_constant, node.items))
    if isinstance(node, tree.Negative):
        return _is_constant(node.operand)
    return isinstance(node, tree.Steps) and _is_made_of_constants(node)


def _is_made_of_constants(node: tree.Steps) -> bool:
    call = node.steps[0]
    called = isinstance(node.base, tree.Name) and node.base.name in _MAKING and len(node.steps) == 1
    return called and isinstance(call, tree.Call) and all(map(_is_constant, call.arguments))
