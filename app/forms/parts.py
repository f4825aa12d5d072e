"""A form taken apart: its components and choices as parts with keys and values, to be compared and merged.

A field is known by the key under which its answer is kept; in a later version it is found by its id, too, so
that a field whose key was changed is still the same field. What has neither is told apart by what it says.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import orjson

from app.changes.keys import twin_keys
from app.changes.parts import Part, Tree, Value
from app.forms.errors import FormError
from app.forms.reading import document
from app.translating import N_

FORM, COMPONENT, CHOICE = "form", "component", "choice"
#: What editors write by themselves: nothing follows from it.
_TOOLING = (
    "/schemaVersion",
    "/exporter",
    "/executionPlatform",
    "/executionPlatformVersion",
    "/layout",
    "/id",
)
#: An object with nothing in it says nothing; a list of parts says only that there is one.
NOTHING, LISTED = "{}", "[]"
_LISTS = ("/components", "/values")
#: JSON that is nested deeper than this cannot be written again.
_DEEPEST = 100


class FormVersion:
    """One version of a form; `guide` is the older version that it is compared with."""

    def __init__(self, source: bytes, file: str, guide: "FormVersion | None" = None) -> None:
        """`file` begins the keys of all parts. Raises FormError for what is no form."""
        self.source = source
        self.file = file
        self.data = document(source)
        _refuse_depth(self.data)
        self.tree: dict[str, Part] = {}
        self._guide: Tree = guide.tree if guide else {}
        self._by_id = _component_ids(self._guide)
        self._keys = Counter(_name(each) for each in _components(self.data))
        self._add(self.file, FORM, self.data, None)

    def _add(self, key: str, kind: str, source: Mapping[str, object], above: Part | None) -> None:
        values = dict(_values(source))
        part = Part(
            key=key,
            parent=above.key if above else "",
            anchor=above.key if above else "",
            kind=kind,
            source=source,
            values=values,
            ordered=True,
            unasked=frozenset(name for name, value in values.items() if _is_tooling(name, value)),
        )
        self.tree[key] = part
        if above:
            above.children.append(key)
        inside = _list(source.get("components"))
        for child, child_key in zip(inside, self._component_keys(inside, key), strict=True):
            self._add(child_key, COMPONENT, child, part)
        for choice in choices(source) or ():
            self._add(f"{key}\x1fchoice:{choice['value']}", CHOICE, choice, part)

    def _component_keys(self, components: Sequence[Mapping[str, object]], parent: str) -> list[str]:
        stems = [self._stem(each, parent) for each in components]
        groups: dict[str, list[int]] = defaultdict(list)
        for at, stem in enumerate(stems):
            groups[stem].append(at)
        for stem, twins in groups.items():
            if len(twins) > 1 or stem in self.tree:
                keys = twin_keys(stem, [components[at] for at in twins], self._guide, _said)
                for at, key in zip(twins, keys, strict=True):
                    stems[at] = self._unused(key)
        return stems

    def _stem(self, component: Mapping[str, object], parent: str) -> str:
        """By its id if the guide has it under that, else by the key of its answer, else by its id or kind."""
        identity = component.get("id")
        if isinstance(identity, str) and (known := self._by_id.get(identity)):
            return known
        name = _name(component)
        if name and self._keys[name] == 1:
            return f"{self.file}#{name}"
        if isinstance(identity, str) and identity:
            return f"{self.file}@{identity}"
        return f"{parent}\x1f{component.get('type')}"

    def _unused(self, key: str) -> str:
        while key in self.tree:
            key += "~"
        return key


def _is_tooling(name: str, value: Value) -> bool:
    return name.startswith(_TOOLING) or value == NOTHING or (value == LISTED and name in _LISTS)


def choices(source: Mapping[str, object]) -> list[Mapping[str, object]] | None:
    """The choices of a field, if each has a value of its own; None for no list or any other one."""
    found = source.get("values")
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        return None
    values = [each.get("value") for each in found]
    if not all(isinstance(value, str) for value in values) or len(set(values)) < len(values):
        return None
    return found


def pointer(*names: str) -> str:
    """The name of a value: the way to it as a JSON pointer (RFC 6901)."""
    return "".join("/" + name.replace("~", "~0").replace("/", "~1") for name in names)


def way(name: str) -> list[str]:
    """The keys that lead to a value."""
    return [each.replace("~1", "/").replace("~0", "~") for each in name.split("/")[1:]]


def read_value(value: Value | None) -> object:
    """A value as JSON has it; None where there is none."""
    return orjson.loads(value) if isinstance(value, str) else None


def parted(source: Mapping[str, object]) -> set[str]:
    """The names of the lists of a component whose items are parts of their own."""
    inside = {"components"} if isinstance(source.get("components"), list) else set()
    return inside | ({"values"} if choices(source) is not None else set())


def _values(source: Mapping[str, object]) -> Iterator[tuple[str, Value]]:
    lists = parted(source)
    for name, value in source.items():
        yield from [(pointer(name), LISTED)] if name in lists else _flat((name,), value)


def _flat(names: tuple[str, ...], value: object) -> Iterator[tuple[str, Value]]:
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from _flat((*names, name), inner)
    else:
        yield pointer(*names), orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def _components(data: object) -> Iterator[Mapping[str, object]]:
    waiting = [data]
    while waiting:
        found = waiting.pop()
        if isinstance(found, dict):
            inside = _list(found.get("components"))
            yield from inside
            waiting += inside


def _list(found: object) -> list[Mapping[str, object]]:
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _name(component: Mapping[str, object]) -> str:
    name = component.get("key") or component.get("path")
    return name if isinstance(name, str) else ""


def _component_ids(tree: Tree) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in tree.values():
        identity = read_value(part.values.get("/id"))
        if part.kind == COMPONENT and isinstance(identity, str):
            found.setdefault(identity, part.key)
    return found


def _said(source: object) -> str:
    return orjson.dumps(source, option=orjson.OPT_SORT_KEYS).decode()


def _refuse_depth(data: object) -> None:
    waiting = [(data, 0)]
    while waiting:
        found, depth = waiting.pop()
        if depth > _DEEPEST:
            raise FormError(N_("The form is nested too deeply to be written again"))
        inside = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
        waiting += [(each, depth + 1) for each in inside]
