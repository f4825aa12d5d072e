"""List functions, and sort (DMN 1.5, 10.3.4.4, Table 75, and 10.3.4.9, Table 80).

A position counts from 1, or from the end with -1; a fraction of it is dropped. Beyond the list it makes null.
"""

import functools
from decimal import Decimal

from app.feel.budget import MAX_DATA_DEPTH, TOO_DEEP, Run
from app.feel.builtins.registry import builtin
from app.feel.comparing import compare, equal
from app.feel.errors import FeelError
from app.feel.values import Function, list_index


def _index(items: list[object], position: Decimal) -> int:
    """Python's index of a position; raises ValueError beyond the list."""
    index = list_index(len(items), position.to_integral_value("ROUND_DOWN"))
    if index is None:
        raise ValueError("no such position")
    return index


@builtin("list contains", "list: list, element: any", run=True)
def list_contains(run: Run, items: list[object], element: object) -> bool:
    """list contains(list, any) → boolean. 10.3.4.4, Table 75."""
    return any(equal(item, element, run) is True for item in items)


@builtin("count", "list: list")
def count(items: list[object]) -> Decimal:
    """count(list) → number. 10.3.4.4, Table 75. How many items, nulls among them."""
    return Decimal(len(items))


@builtin("sublist", "list: list, start position: number, length: number?")
def sublist(items: list[object], position: Decimal, length: Decimal | None) -> list[object] | None:
    """sublist(list, number, number or nothing) → list. 10.3.4.4, Table 75.

    So many items from a position, or all after it; null for a length below 1 or more than there is.
    """
    start = _index(items, position)
    if length is None:
        return items[start:]
    if not 1 <= length < len(items) - start + 1:
        return None
    return items[start : start + int(length)]


@builtin("append", "list: list, item: any*")
def append(items: list[object], more: list[object]) -> list[object]:
    """append(list, any…) → list. 10.3.4.4, Table 75. The items added one by one, lists as they are."""
    return [*items, *more]


@builtin("concatenate", "list: any*", run=True)
def concatenate(run: Run, lists: list[object]) -> list[object] | None:
    """concatenate(list…) → list. 10.3.4.4, Table 75. Null where one of them is null."""
    if any(part is None for part in lists):
        return None
    parts = [part if isinstance(part, list) else [part] for part in lists]
    run.spend(sum(map(len, parts)))
    return [item for part in parts for item in part]


@builtin("insert before", "list: list, position: number, newItem: any")
def insert_before(items: list[object], position: Decimal, item: object) -> list[object]:
    """insert before(list, number, any) → list. 10.3.4.4, Table 75."""
    index = _index(items, position)
    return [*items[:index], item, *items[index:]]


@builtin("remove", "list: list, position: number")
def remove(items: list[object], position: Decimal) -> list[object]:
    """remove(list, number) → list. 10.3.4.4, Table 75."""
    index = _index(items, position)
    return items[:index] + items[index + 1 :]


@builtin("list replace", "list: list, position: number, newItem: any")
def replace_at(items: list[object], position: Decimal, new: object) -> list[object]:
    """list replace(list, number, any) → list. 10.3.4.4, Table 75."""
    index = _index(items, position)
    return [*items[:index], new, *items[index + 1 :]]


@builtin("list replace", "list: list, match: function, newItem: any")
def replace_matching(items: list[object], match: Function, new: object) -> list[object] | None:
    """list replace(list, function<Any, Any> -> boolean, any) → list. 10.3.4.4, Table 75.

    Where match(item, newItem) is true; null where it is neither true nor false.
    """
    answers = [match.call((item, new)) for item in items]
    if not all(isinstance(answer, bool) for answer in answers):
        return None
    return [new if answer else item for item, answer in zip(items, answers, strict=True)]


@builtin("reverse", "list: list")
def reverse(items: list[object]) -> list[object]:
    """reverse(list) → list. 10.3.4.4, Table 75."""
    return items[::-1]


@builtin("index of", "list: list, match: any", run=True)
def index_of(run: Run, items: list[object], match: object) -> list[Decimal]:
    """index of(list, any) → list<number>. 10.3.4.4, Table 75. All positions, ascending."""
    return [Decimal(index) for index, item in enumerate(items, 1) if equal(item, match, run) is True]


@builtin("union", "list: any*", run=True)
def union(run: Run, lists: list[object]) -> list[object] | None:
    """union(list…) → list. 10.3.4.4, Table 75. Joined, each item once; null where one of them is null."""
    joined = concatenate(run, lists)
    return None if joined is None else distinct_values(run, joined)


@builtin("distinct values", "list: list", run=True)
def distinct_values(run: Run, items: list[object]) -> list[object]:
    """distinct values(list) → list. 10.3.4.4, Table 75. Each item once, where it first stands."""
    kept: list[object] = []
    for item in items:
        run.spend(len(kept))
        if not any(equal(item, other, run) is True for other in kept):
            kept.append(item)
    return kept


@builtin("flatten", "list: list", run=True)
def flatten(run: Run, items: list[object]) -> list[object]:
    """flatten(list) → list. 10.3.4.4, Table 75. The items of lists inside it, however deep."""
    flat: list[object] = []
    _flatten(items, flat, run, 0)
    return flat


def _flatten(items: list[object], flat: list[object], run: Run, depth: int) -> None:
    if depth > MAX_DATA_DEPTH:
        raise FeelError(TOO_DEEP)
    run.spend(len(items))
    for item in items:
        if isinstance(item, list):
            _flatten(item, flat, run, depth + 1)
        else:
            flat.append(item)


@builtin("sort", "list: list, precedes: function?", run=True)
def sort(run: Run, items: list[object], precedes: Function | None) -> list[object] | None:
    """sort(list, function<Any, Any> -> boolean) → list. 10.3.4.9, Table 80.

    Beyond the standard, in the natural order where there is no function; null where two items have none.
    """

    def order(a: object, b: object) -> int:
        run.spend(1)
        if precedes is None:
            return _must(compare(a, b))
        return -1 if precedes.call((a, b)) is True else int(precedes.call((b, a)) is True)

    return sorted(items, key=functools.cmp_to_key(order))


def _must(order: int | None) -> int:
    if order is None:
        raise ValueError("no order")
    return order
