"""How points and ranges lie to each other (DMN 1.5, 10.3.4.7, Table 78, after Allen's interval algebra).

Null where two ends have no order, one of them being without limit among others.
"""

from collections.abc import Callable

from app.feel.builtins.registry import builtin
from app.feel.comparing import compare
from app.feel.values import Range

Relation = Callable[[Range, Range], bool]


def _order(a: object, b: object) -> int:
    """Of two ends of ranges; raises ValueError where they have none, and the result is null."""
    order = compare(a, b)
    if order is None:
        raise ValueError("no order")
    return order


def _before(a: Range, b: Range) -> bool:
    """a ends before b starts."""
    order = _order(a.high, b.low)
    return order < 0 or (order == 0 and not (a.high_included and b.low_included))


def _meets(a: Range, b: Range) -> bool:
    """a ends where b starts."""
    return _order(a.high, b.low) == 0 and a.high_included and b.low_included


def _overlaps(a: Range, b: Range) -> bool:
    """a and b have something in common."""
    return not _before(a, b) and not _before(b, a)


def _starts_earlier(a: Range, b: Range) -> bool:
    order = _order(a.low, b.low)
    return order < 0 or (order == 0 and a.low_included and not b.low_included)


def _ends_earlier(a: Range, b: Range) -> bool:
    order = _order(a.high, b.high)
    return order < 0 or (order == 0 and b.high_included and not a.high_included)


def _overlaps_before(a: Range, b: Range) -> bool:
    """a starts before b and ends within it."""
    return _starts_earlier(a, b) and _overlaps(a, b) and not _ends_earlier(b, a)


def _includes(a: Range, b: Range) -> bool:
    """All of b is in a."""
    return not _starts_earlier(b, a) and not _ends_earlier(a, b)


def _starts(a: Range, b: Range) -> bool:
    """a starts where b does, and ends no later."""
    same = _order(a.low, b.low) == 0 and a.low_included == b.low_included
    return same and not _ends_earlier(b, a)


def _finishes(a: Range, b: Range) -> bool:
    """a ends where b does, and starts no earlier."""
    same = _order(a.high, b.high) == 0 and a.high_included == b.high_included
    return same and not _starts_earlier(a, b)


def _coincides(a: Range, b: Range) -> bool:
    """a is b."""
    closed = (a.low_included, a.high_included) == (b.low_included, b.high_included)
    return closed and _order(a.low, b.low) == 0 and _order(a.high, b.high) == 0


def _starts_at(point: Range, bounds: Range) -> bool:
    return bounds.low_included and _order(bounds.low, point.low) == 0


def _finishes_at(point: Range, bounds: Range) -> bool:
    return bounds.high_included and _order(bounds.high, point.high) == 0


#: The ways to call a function, the most particular first.
_RANGES = "range1: range, range2: range"
_POINT_RANGE, _RANGE_POINT = "point: any, range: range", "range: range, point: any"
_ANY = (_RANGES, _POINT_RANGE, _RANGE_POINT, "point1: any, point2: any")


def _enter(
    name: str, ways: tuple[str, ...], relation: Relation, meaning: str, *, turned: bool = False
) -> None:
    def related(a: object, b: object) -> bool | None:
        if a is None or b is None:
            return None
        first, second = _as_range(a), _as_range(b)
        return relation(second, first) if turned else relation(first, second)

    for parameters in ways:
        described = f"{name}({parameters}) → boolean. 10.3.4.7, Table 78. Whether {meaning}."
        related.__doc__ = described
        builtin(name, parameters)(related)


def _as_range(value: object) -> Range:
    return value if isinstance(value, Range) else Range(value, value, True, True)


_enter("before", _ANY, _before, "the first ends before the second starts")
_enter("after", _ANY, _before, "the first starts after the second ends", turned=True)
_enter("meets", (_RANGES,), _meets, "the first ends where the second starts")
_enter("met by", (_RANGES,), _meets, "the first starts where the second ends", turned=True)
_enter("overlaps", (_RANGES,), _overlaps, "the two have something in common")
_enter("overlaps before", (_RANGES,), _overlaps_before, "the first starts before the second and ends in it")
_enter("overlaps after", (_RANGES,), _overlaps_before, "the second starts before the first", turned=True)
_enter("finishes", (_RANGES,), _finishes, "the first ends where the second does, and starts no earlier")
_enter("finishes", (_POINT_RANGE,), _finishes_at, "the range ends with the point")
_enter("finished by", (_RANGES,), _finishes, "the second ends where the first does", turned=True)
_enter("finished by", (_RANGE_POINT,), _finishes_at, "the range ends with the point", turned=True)
_enter("includes", (_RANGES, _RANGE_POINT), _includes, "all of the second is in the first")
_enter("during", (_RANGES, _POINT_RANGE), _includes, "all of the first is in the second", turned=True)
_enter("starts", (_RANGES,), _starts, "the first starts where the second does, and ends no later")
_enter("starts", (_POINT_RANGE,), _starts_at, "the range starts with the point")
_enter("started by", (_RANGES,), _starts, "the second starts where the first does", turned=True)
_enter("started by", (_RANGE_POINT,), _starts_at, "the range starts with the point", turned=True)
_enter("coincides", _ANY, _coincides, "the two are the same")
