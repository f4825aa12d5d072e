"""From the bytes of a `.form` document to its components; hostile documents end in a sentence."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import orjson

from app.forms.components import CONTAINERS, INPUTS, SHOWN, Component
from app.forms.errors import FormError
from app.translating import N_

MAX_BYTES = 1_000_000
MAX_COMPONENTS = 500
MAX_DEPTH = 8

_KEY = re.compile(r"[^\W\d_]\w*(\.[^\W\d_]\w*)*\Z")
_TAKEN = frozenset({"csrf_token"})


@dataclass
class Reading:
    """What is gathered while one document is read."""

    count: int = 0
    duplicates: list[str] = field(default_factory=list)

    def components(
        self, found: object, at: tuple[str, ...], claimed: list[tuple[str, ...]], depth: int
    ) -> tuple[Component, ...]:
        """The components of one container; `claimed` are the paths used so far in the form or the row."""
        if not isinstance(found, list):
            raise FormError(N_("The components of the form are not a list"))
        if depth > MAX_DEPTH:
            raise FormError(N_("The form nests its groups deeper than %(most)s levels"), most=str(MAX_DEPTH))
        return tuple(self._each(found, at, claimed, depth))

    def _each(
        self, found: Sequence[object], at: tuple[str, ...], claimed: list[tuple[str, ...]], depth: int
    ) -> Iterator[Component]:
        for source in found:
            self.count += 1
            if self.count > MAX_COMPONENTS:
                raise FormError(
                    N_("The form has more than %(most)s components"),
                    most=str(MAX_COMPONENTS),
                )
            component = self._one(_object(source), at, claimed, depth)
            if component is not None:
                yield component

    def _one(
        self,
        source: Mapping[str, object],
        at: tuple[str, ...],
        claimed: list[tuple[str, ...]],
        depth: int,
    ) -> Component | None:
        kind = _kind(source)
        name = source.get("id")
        identity = name if isinstance(name, str) else ""
        if kind in CONTAINERS:
            return self._container(kind, identity, source, at, claimed, depth)
        if kind not in INPUTS:
            return Component(kind, identity, (), source)
        path = at + _path(source.get("key"), kind)
        return Component(kind, identity, path, source) if self._claim(path, claimed) else None

    def _container(
        self,
        kind: str,
        identity: str,
        source: Mapping[str, object],
        at: tuple[str, ...],
        claimed: list[tuple[str, ...]],
        depth: int,
    ) -> Component | None:
        own = at + _path(source.get("path"), kind) if source.get("path") else at
        inside = source.get("components", [])
        if kind == "group" or source.get("isRepeating") is False:
            children = self.components(inside, own, claimed, depth + 1)
            return Component("group", identity, (), source, children)
        if own == at:
            raise FormError(N_("A repeating part has no path: there is no name to keep its rows under"))
        if not self._claim(own, claimed):
            return None
        return Component(kind, identity, own, source, self.components(inside, (), [], depth + 1))

    def _claim(self, path: tuple[str, ...], claimed: list[tuple[str, ...]]) -> bool:
        """Whether the path is free. Two fields of one name would overwrite each other: the first stays."""
        for other in claimed:
            shared = min(len(path), len(other))
            if path[:shared] == other[:shared]:
                self.duplicates.append(".".join(path))
                return False
        claimed.append(path)
        return True


def document(source: bytes | str) -> Mapping[str, object]:
    """The JSON object of a document; raises FormError."""
    data = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    if len(data) > MAX_BYTES:
        raise FormError(N_("The form is larger than %(most)s kB"), most=str(MAX_BYTES // 1000))
    try:
        found = orjson.loads(data)
    except orjson.JSONDecodeError as exc:
        raise FormError(N_("The form is not valid JSON: %(why)s"), why=str(exc)) from exc
    if not isinstance(found, dict) or "components" not in found:
        raise FormError(N_("This is not a form: it has no list of components"))
    return found


def _object(source: object) -> Mapping[str, object]:
    if not isinstance(source, dict):
        raise FormError(N_("A component of the form is not an object"))
    return source


def _kind(source: Mapping[str, object]) -> str:
    kind = source.get("type")
    if kind == "iframe":
        raise FormError(N_("A form may not embed other sites: remove the component of type iframe"))
    if not isinstance(kind, str) or kind not in INPUTS | SHOWN | CONTAINERS:
        raise FormError(N_("The form has a component of the unknown type “%(type)s”"), type=str(kind)[:60])
    return kind


def _path(key: object, kind: str) -> tuple[str, ...]:
    if not isinstance(key, str) or not key:
        raise FormError(N_("A component of type %(type)s has no key"), type=kind)
    if len(key) > 100 or not _KEY.match(key) or key in _TAKEN:
        raise FormError(
            N_("“%(key)s” is no usable key: begin with a letter, then letters, digits and underscores"),
            key=key[:100],
        )
    return tuple(key.split("."))
