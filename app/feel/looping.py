"""for, some and every (DMN 1.5, 10.3.2.14 and 10.3.2.15, rules 44, 46 and 63)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.feel import tree
from app.feel.far import Day
from app.feel.frame import Frame
from app.feel.logic import both, either
from app.feel.moments import number_of, numbered
from app.feel.values import Range, is_day
from app.feel.variables import RUN, Code, Env

_FURTHEST = Decimal(10**15)  # counting ends long before, by the budget
_COPIES_A_STEP = 8

#: Goes on with a combination of items, collecting what comes of it; true means that it was enough.
Visit = Callable[[Env, list[object]], bool]


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a loop's variable gets its values."""

    place: int
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
        source = _Source(frame.place(), frame.compile(iterator.domain), end, iterator.size)
        sources.append(source)
        frame = frame.binding({iterator.name: source.place})
    return sources, frame


def compile_for(node: tree.For, frame: Frame) -> Code:
    """for names in lists return body; `partial` is the list so far."""
    sources, outside = _sources(node.iterators, frame)
    partial = frame.place()
    inside = outside.binding({"partial": partial})
    body = inside.compile(node.body)
    sees_partial = "partial" in inside.read

    def add(env: Env, results: list[object]) -> bool:
        env[RUN].spend(node.size)
        if sees_partial:
            env[RUN].spend(len(results) // _COPIES_A_STEP)
            env[partial] = results.copy()  # it never changes, whoever keeps it
        results.append(body(env))
        return False

    rounds = _rounds(sources, add)

    def run(env: Env) -> object:
        results: list[object] = []
        try:
            rounds(env, results)
        except _NoList:
            return None
        return results

    return run


def compile_quantified(node: tree.Quantified, frame: Frame) -> Code:
    """some/every names in lists satisfies body: or and and over all combinations."""
    sources, inner = _sources(node.iterators, frame)
    body = inner.compile(node.body)
    decisive, boxed = not node.every, node.boxed

    def ask(env: Env, answers: list[object]) -> bool:
        env[RUN].spend(node.size)
        answer = body(env)
        if answer is not True and answer is not False:
            answers.append(answer)
        elif boxed:
            answers.append(answer)
            return False
        return answer is decisive

    rounds = _rounds(sources, ask)

    def run(env: Env) -> bool | None:
        answers: list[object] = []
        try:
            if rounds(env, answers):
                return decisive
        except _NoList:
            return None
        return _of_all(answers, decisive) if boxed else (None if answers else not decisive)

    return run


def _of_all(answers: list[object], decisive: bool) -> bool | None:
    """What a boxed quantifier comes to: null where an answer is neither true nor false nor null."""
    if not all(answer is None or isinstance(answer, bool) for answer in answers):
        return None
    return either(answers) if decisive else both(answers)


def _rounds(sources: Sequence[_Source], visit: Visit) -> Visit:
    """Visits each combination, the last name changing fastest."""
    for source in reversed(sources):
        visit = _round(source, visit)
    return visit


def _round(source: _Source, visit: Visit) -> Visit:
    place, size = source.place, source.size

    def go_through(env: Env, collected: list[object]) -> bool:
        env[RUN].spend(size)
        for item in _items(source, env):
            env[RUN].spend(1)
            env[place] = item
            if visit(env, collected):
                return True
        return False

    return go_through


def _items(source: _Source, env: Env) -> Iterable[object]:
    domain = source.domain(env)
    if source.end is not None:
        return _counted(domain, source.end(env))
    if isinstance(domain, list):
        return domain
    if isinstance(domain, Range):
        return _inside(domain)
    if domain is None:
        raise _NoList
    return [domain]


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
    if first != start or last != end:
        raise _NoList
    step = 1 if last >= first else -1
    return map(Decimal, range(first, last + step, step))


def _days(start: Day, end: Day) -> Iterable[Day]:
    first, last = number_of(start), number_of(end)
    step = 1 if last >= first else -1
    return map(numbered, range(first, last + step, step))
