"""Functions that make one value of a list: sums, extremes, averages, all and any (10.3.4.4, Table 75).

All take one list or many arguments: sum([1, 2]) and sum(1, 2) are the same.
"""

import functools
from collections import Counter
from decimal import Decimal
from typing import TypeGuard

from app.feel.arithmetic import POWER_STEPS
from app.feel.budget import Run
from app.feel.builtins.registry import builtin
from app.feel.comparing import ORDERED, compare
from app.feel.logic import both, either
from app.feel.values import NUMBERS

_ONLY_NUMBERS = {Decimal}


def _listed(arguments: list[object], run: Run) -> list[object]:
    only = arguments[0] if len(arguments) == 1 else None
    if not isinstance(only, list):
        return arguments
    run.spend(len(only))
    return only


def _numbers(arguments: list[object], run: Run, least: int = 1) -> list[Decimal]:
    """The numbers; raises ValueError where there are too few, or anything else is among them."""
    items = _listed(arguments, run)
    if len(items) < least or not _are_numbers(items):
        raise ValueError("not numbers")
    return items


def _are_numbers(items: list[object]) -> TypeGuard[list[Decimal]]:
    return set(map(type, items)) <= _ONLY_NUMBERS


@builtin("min", "list: any*", run=True)
def least(run: Run, arguments: list[object]) -> object:
    """min(list) or min(any…) → any. 10.3.4.4, Table 75. Null of nothing, and of what has no order."""
    items = _listed(arguments, run)
    return min(items) if _have_an_order(items) else _extreme(items, -1)


@builtin("max", "list: any*", run=True)
def most(run: Run, arguments: list[object]) -> object:
    """max(list) or max(any…) → any. 10.3.4.4, Table 75. Null of nothing, and of what has no order."""
    items = _listed(arguments, run)
    return max(items) if _have_an_order(items) else _extreme(items, 1)


def _have_an_order(items: list[object]) -> TypeGuard[list[Decimal]]:
    """Whether all are of one type that has a plain order, as numbers have."""
    kinds = set(map(type, items))
    return len(kinds) == 1 and kinds <= ORDERED


def _extreme(items: list[object], wanted: int) -> object:
    best = items[0] if items else None
    for item in items:
        order = compare(item, best)
        if order is None:
            return None
        best = item if order == wanted else best
    return best


@builtin("sum", "list: any*", run=True)
def total(run: Run, arguments: list[object]) -> Decimal:
    """sum(list<number>) or sum(number…) → number. 10.3.4.4, Table 75. Null of nothing."""
    return functools.reduce(NUMBERS.add, _numbers(arguments, run))


@builtin("mean", "list: any*", run=True)
def mean(run: Run, arguments: list[object]) -> Decimal:
    """mean(list<number>) or mean(number…) → number. 10.3.4.4, Table 75. Null of nothing."""
    return _average(_numbers(arguments, run))


def _average(numbers: list[Decimal]) -> Decimal:
    return NUMBERS.divide(functools.reduce(NUMBERS.add, numbers), Decimal(len(numbers)))


@builtin("product", "list: any*", run=True)
def product(run: Run, arguments: list[object]) -> Decimal:
    """product(list<number>) or product(number…) → number. 10.3.4.4, Table 75. Null of nothing."""
    return functools.reduce(NUMBERS.multiply, _numbers(arguments, run))


@builtin("median", "list: any*", run=True)
def median(run: Run, arguments: list[object]) -> Decimal:
    """median(list<number>) or median(number…) → number. 10.3.4.4, Table 75.

    The middle one, or the average of the middle two; null of nothing.
    """
    ordered = sorted(_numbers(arguments, run))
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else _average(ordered[middle - 1 : middle + 1])


@builtin("stddev", "list: any*", run=True, steps=POWER_STEPS)
def standard_deviation(run: Run, arguments: list[object]) -> Decimal:
    """stddev(list<number>) or stddev(number…) → number. 10.3.4.4, Table 75.

    Of a sample: the squares are divided by one less than their count. Null of fewer than two.
    """
    numbers = _numbers(arguments, run, 2)
    average = _average(numbers)
    deviations = [NUMBERS.subtract(number, average) for number in numbers]
    squares = functools.reduce(NUMBERS.add, (NUMBERS.multiply(each, each) for each in deviations))
    return NUMBERS.sqrt(NUMBERS.divide(squares, Decimal(len(numbers) - 1)))


@builtin("mode", "list: any*", run=True)
def mode(run: Run, arguments: list[object]) -> list[Decimal]:
    """mode(list<number>) or mode(number…) → list<number>. 10.3.4.4, Table 75.

    The numbers that stand there most often, ascending; none of an empty list.
    """
    counts = Counter(_numbers(arguments, run, 0))
    highest = max(counts.values(), default=0)
    return sorted(number for number, count in counts.items() if count == highest)


@builtin("all", "list: any*", run=True)
def all_true(run: Run, arguments: list[object]) -> bool | None:
    """all(list<boolean>) or all(boolean…) → boolean. 10.3.4.4, Table 75. As `and`; true of nothing."""
    return both(_listed(arguments, run))


@builtin("any", "list: any*", run=True)
def any_true(run: Run, arguments: list[object]) -> bool | None:
    """any(list<boolean>) or any(boolean…) → boolean. 10.3.4.4, Table 75. As `or`; false of nothing."""
    return either(_listed(arguments, run))
