"""for, some, every and functions of the expression itself (DMN 1.5, 10.3.2.14 to 10.3.2.16)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from app.feel import tree
from app.feel.frame import Code, Frame
from app.feel.scope import Scope
from app.feel.values import Function, Range, either, is_day, negated

_FURTHEST = Decimal(10**15)  # counting ends long before, by the budget


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a loop's variable gets its values."""

    name: str
    domain: Code
    end: Code | None
    size: int


class _NoList(Exception):
    """There is nothing to go through: the whole loop is null."""


def _sources(iterators: Sequence[tree.Iterator], frame: Frame) -> tuple[list[_Source], Frame]:
    """The sources and the frame of the body; each sees the variables before it."""
    sources = []
    for iterator in iterators:
        end = frame.compile(iterator.end) if iterator.end else None
        sources.append(_Source(iterator.name, frame.compile(iterator.domain), end, iterator.size))
        frame = frame.binding(iterator.name)
    return sources, frame


def compile_for(node: tree.For, frame: Frame) -> Code:
    """for names in lists return body; `partial` is the list so far."""
    sources, inner = _sources(node.iterators, frame)
    body = inner.binding("partial").compile(node.body)

    def run(scope: Scope) -> object:
        results: list[object] = []
        try:
            for names in _rounds(sources, Scope({"partial": results}, scope)):
                scope.run.spend(node.size)
                results.append(body(names))
        except _NoList:
            return None
        return results

    return run


def compile_quantified(node: tree.Quantified, frame: Frame) -> Code:
    """some/every names in lists satisfies body, with three-valued logic."""
    sources, inner = _sources(node.iterators, frame)
    body = inner.compile(node.body)

    def answers(scope: Scope) -> Iterator[object]:
        for names in _rounds(sources, scope):
            scope.run.spend(node.size)
            answer = body(names)
            yield negated(answer) if node.every else answer

    def run(scope: Scope) -> object:
        try:
            result = either(answers(scope))
        except _NoList:
            return None
        return negated(result) if node.every else result  # every x holds: there is no x that does not

    return run


def _rounds(sources: list[_Source], scope: Scope, position: int = 0) -> Iterator[Scope]:
    """A scope for each combination, the last name changing fastest."""
    if position == len(sources):
        yield scope
        return
    source = sources[position]
    scope.run.spend(source.size)
    for item in _items(source, scope):
        scope.run.spend(1)
        yield from _rounds(sources, Scope({source.name: item}, scope), position + 1)


def _items(source: _Source, scope: Scope) -> Iterable[object]:
    domain = source.domain(scope)
    if source.end is not None:
        return _counted(domain, source.end(scope))
    if isinstance(domain, Range):
        return _inside(domain)
    if domain is None:
        raise _NoList
    return domain if isinstance(domain, list) else [domain]


def _inside(bounds: Range) -> Iterable[object]:
    items = _counted(bounds.low, bounds.high)
    return (
        item
        for item in items
        if (bounds.low_included or item != bounds.low) and (bounds.high_included or item != bounds.high)
    )


def _counted(start: object, end: object) -> Iterable[object]:
    """From start to end, up or down, by whole numbers or by days."""
    if isinstance(start, Decimal) and isinstance(end, Decimal):
        return _numbers(start, end)
    if is_day(start) and is_day(end):
        return _days(start, end)
    raise _NoList


def _numbers(start: Decimal, end: Decimal) -> Iterable[Decimal]:
    if max(start.copy_abs(), end.copy_abs()) > _FURTHEST:
        raise _NoList
    first, last = int(start), int(end)
    step = 1 if last >= first else -1
    return (Decimal(number) for number in range(first, last + step, step))


def _days(start: date, end: date) -> Iterable[date]:
    step = 1 if end >= start else -1
    return (start + timedelta(days=step * count) for count in range(abs((end - start).days) + 1))


def compile_function(node: tree.FunctionOf, frame: Frame) -> Code:
    """function(parameters) body, which sees the names around it."""
    body = frame.binding(*node.parameters).compile(node.body)

    def make(scope: Scope) -> Function:
        def call(arguments: Sequence[object]) -> object:
            return _called(node, body, arguments, scope)

        return Function(node.parameters, call)

    return make


def _called(node: tree.FunctionOf, body: Code, arguments: Sequence[object], scope: Scope) -> object:
    if len(arguments) != len(node.parameters):
        return None
    scope.run.spend(node.size)
    scope.run.enter_call()
    result = body(Scope(dict(zip(node.parameters, arguments, strict=True)), scope))
    scope.run.leave_call()
    return result
