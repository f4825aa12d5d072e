"""Variables as they were stored: a value is read when somebody asks for it, and else goes back as it came.

So a step costs what it touches, not what the case has gathered.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from app import plain

_NOTHING: Mapping[str, Any] = {}


class Variables(Mapping[str, object]):
    """The variables of a scope: plain data by name."""

    __slots__ = ("_stored", "_values")

    def __init__(self, values: Mapping[str, object], stored: Mapping[str, Any] | None = None) -> None:
        """`values` as plain data, or those that are `stored` as JSON under escaped names."""
        self._values = dict(values)
        self._stored: Mapping[str, Any] = stored or _NOTHING

    def __getitem__(self, name: str) -> object:
        if name in self._values:
            return self._values[name]
        value = self._values[name] = plain.from_json(self._stored[_escaped(name)])
        return value

    def __setitem__(self, name: str, value: object) -> None:
        self._values[name] = value

    def __contains__(self, name: object) -> bool:
        return name in self._values or (isinstance(name, str) and _escaped(name) in self._stored)

    def __iter__(self) -> Iterator[str]:
        yield from (name.removeprefix("$") for name in self._stored)
        yield from (name for name in self._values if _escaped(name) not in self._stored)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def to_json(self) -> dict[str, object]:
        """For storing; raises NotPlain."""
        return {
            **self._stored,
            **{_escaped(name): plain.to_json(value) for name, value in self._values.items()},
        }

    def __repr__(self) -> str:
        return f"Variables({dict(self)!r})"


def _escaped(name: str) -> str:
    return "$" + name if name[:1] == "$" else name
