"""Functions that make one value of a list: sums, extremes, averages, all and any (DMN 1.5, 10.3.4.4)."""

import functools
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeGuard

from app.feel.budget import Run
from app.feel.builtins.registry import builtin
from app.feel.values import NUMBERS, both, compare, either


def _are_numbers(items: Sequence[object]) -> TypeGuard[Sequence[Decimal]]:
    return all(isinstance(item, Decimal) for item in items)


def _of_numbers(name: str, least: int = 1) -> Callable[[Callable[[Sequence[Decimal]], object]], object]:
    """Enter a function of a list, or of many arguments; null unless all are numbers and enough."""

    def enter(body: Callable[[Sequence[Decimal]], object]) -> object:
        def checked(run: Run, items: Sequence[object]) -> object:
            run.spend(len(items))
            return body(items) if len(items) >= least and _are_numbers(items) else None

        return builtin(name, "list: any*", run=True)(_as_list(checked))

    return enter


def _as_list(body: Callable[[Run, list[object]], object]) -> Callable[[Run, list[object]], object]:
    """sum([1, 2]) and sum(1, 2) are the same."""
    return lambda run, arguments: body(run, _the_list(arguments))


def _the_list(arguments: list[object]) -> list[object]:
    only = arguments[0] if len(arguments) == 1 else None
    return only if isinstance(only, list) else arguments


@_of_numbers("sum")
def total(numbers: Sequence[Decimal]) -> Decimal:
    return functools.reduce(NUMBERS.add, numbers)


@_of_numbers("product")
def product(numbers: Sequence[Decimal]) -> Decimal:
    return functools.reduce(NUMBERS.multiply, numbers)


@_of_numbers("mean")
def mean(numbers: Sequence[Decimal]) -> Decimal:
    return _average(numbers)


@_of_numbers("median")
def median(numbers: Sequence[Decimal]) -> Decimal:
    ordered, middle = sorted(numbers), len(numbers) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return NUMBERS.divide(NUMBERS.add(ordered[middle - 1], ordered[middle]), Decimal(2))


@_of_numbers("stddev", least=2)
def standard_deviation(numbers: Sequence[Decimal]) -> Decimal:
    """Of a sample: the squares are divided by one less than their count."""
    average = _average(numbers)
    squares = (NUMBERS.power(NUMBERS.subtract(number, average), 2) for number in numbers)
    return NUMBERS.sqrt(NUMBERS.divide(functools.reduce(NUMBERS.add, squares), Decimal(len(numbers) - 1)))


def _average(numbers: Sequence[Decimal]) -> Decimal:
    return NUMBERS.divide(functools.reduce(NUMBERS.add, numbers), Decimal(len(numbers)))


@_of_numbers("mode", least=0)
def mode(numbers: Sequence[Decimal]) -> list[Decimal]:
    """The numbers that stand in the list most often, in order."""
    counts = Counter(numbers)
    most = max(counts.values(), default=0)
    return sorted(number for number, count in counts.items() if count == most)


def _extreme(wanted: int) -> Callable[[Run, Sequence[object]], object]:
    def extreme(run: Run, items: Sequence[object]) -> object:
        run.spend(len(items))
        best = items[0] if items else None
        for item in items:
            order = compare(item, best)
            if order is None:
                return None
            best = item if order == wanted else best
        return best

    return extreme


builtin("min", "list: any*", run=True)(_as_list(_extreme(-1)))
builtin("max", "list: any*", run=True)(_as_list(_extreme(1)))


@builtin("all", "list: any*")
def all_true(arguments: list[object]) -> bool | None:
    return both(_the_list(arguments))


@builtin("any", "list: any*")
def any_true(arguments: list[object]) -> bool | None:
    return either(_the_list(arguments))
