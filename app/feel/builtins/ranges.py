"""How points and ranges lie to each other (DMN 1.5, 10.3.4.10, after Allen's interval algebra)."""

from collections.abc import Callable

from app.feel.builtins.registry import builtin
from app.feel.values import Range, compare

Relation = Callable[[Range, Range], bool]


def _as_range(value: object) -> Range:
    return value if isinstance(value, Range) else Range(value, value, True, True)


def _order(a: object, b: object) -> int:
    """Of two ends of ranges; raises ValueError where they have none, and the result is null."""
    order = compare(a, b)
    if order is None:
        raise ValueError("no order")
    return order


def _before(a: Range, b: Range) -> bool:
    order = _order(a.high, b.low)
    return order < 0 or (order == 0 and not (a.high_included and b.low_included))


def _meets(a: Range, b: Range) -> bool:
    return _order(a.high, b.low) == 0 and a.high_included and b.low_included


def _overlaps(a: Range, b: Range) -> bool:
    return not _before(a, b) and not _before(b, a)


def _starts_earlier(a: Range, b: Range) -> bool:
    order = _order(a.low, b.low)
    return order < 0 or (order == 0 and a.low_included and not b.low_included)


def _ends_earlier(a: Range, b: Range) -> bool:
    order = _order(a.high, b.high)
    return order < 0 or (order == 0 and b.high_included and not a.high_included)


def _overlaps_before(a: Range, b: Range) -> bool:
    return _starts_earlier(a, b) and _overlaps(a, b) and not _ends_earlier(b, a)


def _includes(a: Range, b: Range) -> bool:
    return not _starts_earlier(b, a) and not _ends_earlier(a, b)


def _starts(a: Range, b: Range) -> bool:
    same = _order(a.low, b.low) == 0 and a.low_included == b.low_included
    return same and not _ends_earlier(b, a)


def _finishes(a: Range, b: Range) -> bool:
    same = _order(a.high, b.high) == 0 and a.high_included == b.high_included
    return same and not _starts_earlier(a, b)


def _coincides(a: Range, b: Range) -> bool:
    closed = (a.low_included, a.high_included) == (b.low_included, b.high_included)
    return closed and _order(a.low, b.low) == 0 and _order(a.high, b.high) == 0


def _turned(relation: Relation) -> Relation:
    return lambda a, b: relation(b, a)


def _enter(name: str, parameters: str, relation: Relation) -> None:
    def related(a: object, b: object) -> bool | None:
        return None if a is None or b is None else relation(_as_range(a), _as_range(b))

    builtin(name, parameters)(related)


_RANGES = "range1: range, range2: range"

for _name, _parameters, _relation in (
    ("before", "point1: any, point2: any", _before),
    ("after", "point1: any, point2: any", _turned(_before)),
    ("meets", _RANGES, _meets),
    ("met by", _RANGES, _turned(_meets)),
    ("overlaps", _RANGES, _overlaps),
    ("overlaps before", _RANGES, _overlaps_before),
    ("overlaps after", _RANGES, _turned(_overlaps_before)),
    ("finishes", "point: any, range: range", _finishes),
    ("finished by", "range: range, point: any", _turned(_finishes)),
    ("includes", "range: range, point: any", _includes),
    ("during", "point: any, range: range", _turned(_includes)),
    ("starts", "point: any, range: range", _starts),
    ("started by", "range: range, point: any", _turned(_starts)),
    ("coincides", "point1: any, point2: any", _coincides),
):
    _enter(_name, _parameters, _relation)
