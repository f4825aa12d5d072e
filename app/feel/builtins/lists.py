"""List functions (DMN 1.5, 10.3.4.4)."""

import functools
from collections.abc import Sequence
from decimal import Decimal

from app.feel.budget import MAX_DATA_DEPTH, TOO_DEEP, Run
from app.feel.builtins.registry import builtin
from app.feel.errors import FeelError
from app.feel.values import Function, compare, equal, list_index


@builtin("count", "list: list")
def count(items: list[object]) -> Decimal:
    return Decimal(len(items))


@builtin("list contains", "list: list, element: any", run=True)
def list_contains(run: Run, items: list[object], element: object) -> bool:
    return any(equal(item, element, run) is True for item in items)


@builtin("is empty", "list: list")
def is_empty(items: list[object]) -> bool:
    return not items


@builtin("sublist", "list: list, start position: number, length: number?")
def sublist(items: list[object], position: Decimal, length: Decimal | None) -> list[object] | None:
    start = list_index(items, position)
    if start is None or (length is not None and not 1 <= length <= len(items) - start):
        return None
    return items[start:] if length is None else items[start : start + int(length)]


@builtin("append", "list: list, item: any*")
def append(items: list[object], more: list[object]) -> list[object]:
    return [*items, *more]


@builtin("concatenate", "list: any*", run=True)
def concatenate(run: Run, lists: list[object]) -> list[object] | None:
    if any(part is None for part in lists):
        return None
    parts = [part if isinstance(part, list) else [part] for part in lists]
    run.spend(sum(map(len, parts)))
    return [item for part in parts for item in part]


@builtin("union", "list: any*", run=True)
def union(run: Run, lists: list[object]) -> list[object] | None:
    joined = concatenate(run, lists)
    return distinct_values(run, joined) if isinstance(joined, list) else None


@builtin("insert before", "list: list, position: number, newItem: any")
def insert_before(items: list[object], position: Decimal, item: object) -> list[object] | None:
    index = list_index(items, position)
    return None if index is None else [*items[:index], item, *items[index:]]


@builtin("remove", "list: list, position: number")
def remove(items: list[object], position: Decimal) -> list[object] | None:
    index = list_index(items, position)
    return None if index is None else items[:index] + items[index + 1 :]


@builtin("list replace", "list: list, position: number, newItem: any")
def replace_at(items: list[object], position: Decimal, new: object) -> list[object] | None:
    index = list_index(items, position)
    return None if index is None else [*items[:index], new, *items[index + 1 :]]


@builtin("list replace", "list: list, match: function, newItem: any")
def replace_matching(items: list[object], match: Function, new: object) -> list[object] | None:
    answers = [match.call((item, new)) for item in items]
    if not all(isinstance(answer, bool) for answer in answers):
        return None
    return [new if answer else item for item, answer in zip(items, answers, strict=True)]


@builtin("reverse", "list: list")
def reverse(items: list[object]) -> list[object]:
    return items[::-1]


@builtin("index of", "list: list, match: any", run=True)
def index_of(run: Run, items: list[object], match: object) -> list[Decimal]:
    return [Decimal(index) for index, item in enumerate(items, 1) if equal(item, match, run) is True]


@builtin("distinct values", "list: list", run=True)
def distinct_values(run: Run, items: list[object]) -> list[object]:
    kept: list[object] = []
    for item in items:
        run.spend(len(kept))
        if not any(equal(item, other, run) is True for other in kept):
            kept.append(item)
    return kept


@builtin("duplicate values", "list: list", run=True)
def duplicate_values(run: Run, items: list[object]) -> list[object]:
    run.spend(len(items) ** 2)
    repeated = [item for item in items if sum(equal(item, other, run) is True for other in items) > 1]
    return distinct_values(run, repeated)


@builtin("flatten", "list: list", run=True)
def flatten(run: Run, items: list[object]) -> list[object]:
    return _flat(items, run, 0)


def _flat(items: list[object], run: Run, depth: int) -> list[object]:
    if depth > MAX_DATA_DEPTH:
        raise FeelError(TOO_DEEP)
    run.spend(len(items))
    flat: list[object] = []
    for item in items:
        flat += _flat(item, run, depth + 1) if isinstance(item, list) else [item]
    return flat


@builtin("sort", "list: list, precedes: function?", run=True)
def sort(run: Run, items: list[object], precedes: Function | None) -> list[object] | None:
    """By the function, or by the natural order; null where two items have none."""

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


@builtin("partition", "list: list, size: number")
def partition(items: Sequence[object], size: Decimal) -> list[object] | None:
    if size < 1:
        return None
    step = int(min(size, Decimal(len(items) + 1)))
    return [items[start : start + step] for start in range(0, len(items), step)]
