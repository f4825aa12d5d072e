"""Plain data: the only values a case may hold, and their one form as bytes.

A plain value is None, bool, int, Decimal, str, date, time, an aware or naive
datetime, timedelta, or a list or str-keyed dict of plain values. JSON has no
dates and no exact decimals, so those are written as a dict with one tag key
that begins with ``$``; keys of citizens' data that begin with ``$`` are escaped
by one more ``$``, so nobody can forge a tag.
"""

import math
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import orjson

type_name = type  # `type` alone reads as a FEEL or form type in this code base

#: Deeper data than this is no case data; it also keeps recursion bounded.
MAX_DEPTH = 60

_MICROSECOND = timedelta(microseconds=1)
_INT64 = 2**63


class NotPlain(TypeError):
    """This value cannot be kept in a case."""


def dumps(value: object) -> bytes:
    """Plain data as UTF-8 JSON; raises NotPlain for anything else."""
    return orjson.dumps(_encode(value, 0))


def loads(source: bytes | str) -> object:
    """The plain data that `dumps` wrote; dates and decimals come back as such."""
    return _decode(orjson.loads(source))


def to_json(value: object) -> object:
    """Plain data as what JSON knows, for a place inside something else; raises NotPlain."""
    return _encode(value, 0)


def from_json(value: object) -> object:
    """The plain data that `to_json` made."""
    return _decode(value)


def copy(value: object) -> object:
    """A deep copy as plain data: tuples become lists, floats exact decimals; raises NotPlain."""
    return _decode(_encode(value, 0))


#: Types that JSON has too; most values of a case are of these, so nothing is called for them.
_SAME = frozenset({str, bool, type_name(None)})


def _encode(value: object, depth: int) -> object:
    if type_name(value) in _SAME:
        return value
    if isinstance(value, list | tuple):
        _bound(depth)
        return [item if type_name(item) in _SAME else _encode(item, depth + 1) for item in value]
    if isinstance(value, dict) or isinstance(value, Mapping):  # noqa: SIM101 - a dict is found faster alone
        _bound(depth)
        return {
            key if type_name(key) is str and key[:1] != "$" else _key(key): item
            if type_name(item) in _SAME
            else _encode(item, depth + 1)
            for key, item in value.items()
        }
    return _scalar(value)


def _bound(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise NotPlain(f"data nested deeper than {MAX_DEPTH} levels")


def _scalar(value: object) -> object:  # noqa: PLR0911 - one line a type reads best
    if isinstance(value, int):
        return value if -_INT64 <= value < _INT64 else {"$number": str(value)}
    if isinstance(value, float):
        if not math.isfinite(value):
            raise NotPlain("a number that is not finite")
        return {"$number": repr(value)}
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise NotPlain("a number that is not finite")
        return {"$number": str(value)}
    if isinstance(value, str):
        return str(value)
    if isinstance(value, datetime):
        return {"$datetime": value.isoformat()}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    if isinstance(value, time):
        return {"$time": value.isoformat()}
    if isinstance(value, timedelta):
        return {"$duration": str(value // _MICROSECOND)}
    raise NotPlain(f"{type_name(value).__name__} is no plain data")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise NotPlain("a key that is not text")
    return "$" + key if key.startswith("$") else key


_TAGS = {
    "$number": Decimal,
    "$datetime": datetime.fromisoformat,
    "$date": date.fromisoformat,
    "$time": time.fromisoformat,
    "$duration": lambda microseconds: timedelta(microseconds=int(microseconds)),
}


def _decode(value: object) -> object:
    if isinstance(value, list):
        return [_decode(item) if type_name(item) in _HOLDERS else item for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        tag, content = next(iter(value.items()))
        if tag in _TAGS:
            return _TAGS[tag](content)  # type: ignore[operator]
    return {
        key[1:] if key[:1] == "$" else key: _decode(item) if type_name(item) in _HOLDERS else item
        for key, item in value.items()
    }


_HOLDERS = frozenset({list, dict})
