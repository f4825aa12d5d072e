"""A document as parts with keys and values, and what differs between two of them.

Diagrams and forms are both taken apart into parts, so that they are compared and merged by the same rules.
A part's key says what it is the same as in another version, wherever it stands there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.changes.order import moved

Value = str | tuple[str, ...]

#: Names of differences that are no value of a part: that it is there, what it is, where it stands.
THERE, KIND, PARENT, PLACE = "", "#kind", "#parent", "#place"


@dataclass(slots=True, eq=False)
class Part:
    """An element of a diagram, a component of a form, or a whole file."""

    key: str
    parent: str  #: key of the part it stands in; "" for a file
    anchor: str  #: key of the nearest part above it that is not derived
    kind: str
    source: object  #: the XML element or JSON object that it was read from
    values: dict[str, Value] = field(default_factory=dict)
    refs: dict[str, tuple[str, ...]] = field(default_factory=dict)  #: name of a value → keys it refers to
    children: list[str] = field(default_factory=list)
    drawing: bool = False  #: only says where something is drawn: never worth a question
    derived: bool = False  #: follows from other parts, such as a container from what is in it
    ordered: bool = False  #: the order of its children means something
    words: bool = False  #: a text for people: it may change whatever else changes
    unasked: frozenset[str] = frozenset()  #: names of values that are never worth a question
    loose: frozenset[str] = frozenset()  #: names of references that hold nothing together

    def same(self, other: "Part") -> bool:
        """Whether the two say the same, apart from what is in them."""
        return (
            self.kind == other.kind
            and self.parent == other.parent
            and dict(self.asked()) == dict(other.asked())
        )

    def asked(self) -> Iterator[tuple[str, Value]]:
        """The values about which a question may be asked."""
        return ((name, value) for name, value in self.values.items() if name not in self.unasked)


Tree = Mapping[str, Part]


class Delta(NamedTuple):
    """One difference: of the part `key` the value `name`, or THERE, KIND, PARENT, PLACE.

    `old` and `new` are None where there was or is nothing; for THERE they are not used.
    """

    key: str
    name: str
    old: Value | None
    new: Value | None
    before: Part | None
    after: Part | None

    @property
    def part(self) -> Part:
        """The part, as it is now or, where it is gone, as it was."""
        part = self.after or self.before
        assert part is not None
        return part

    @property
    def added(self) -> bool:
        """Whether the whole part is new."""
        return self.before is None

    @property
    def removed(self) -> bool:
        """Whether the whole part is gone."""
        return self.after is None

    @property
    def quiet(self) -> bool:
        """Whether a clash here is never worth a question."""
        if self.part.drawing:
            return True
        having = [part for part in (self.before, self.after) if part and self.name in part.values]
        return bool(having) and all(self.name in part.unasked for part in having)

    def refers(self) -> Iterator[str]:
        """The keys that this difference leads to now: by its new value, or its new place."""
        return _refers(self.after, self.name, frozenset())

    def holds(self) -> Iterator[str]:
        """The keys that it leads or led to, and without which it would make no sense."""
        for part in (self.before, self.after):
            yield from _refers(part, self.name, part.loose if part else frozenset())


def _refers(part: Part | None, name: str, without: frozenset[str]) -> Iterator[str]:
    if part is None:
        return
    if name in (THERE, PARENT):
        yield part.anchor
    for own, keys in part.refs.items():
        if name in (THERE, own) and own not in without:
            yield from keys


def deltas(old: Tree, new: Tree) -> list[Delta]:
    """What differs: in the order of the new version, then what is gone in the order of the old one."""
    found: list[Delta] = []
    for key, part in new.items():
        before = old.get(key)
        if part is before:
            continue
        if part.derived:
            found += _moved(before, part, old, new) if before else ()
        elif before is None or before.derived:
            found.append(Delta(key, THERE, None, None, None, part))
        else:
            found += _changed(before, part)
            found += _moved(before, part, old, new)
    for key, part in old.items():
        after = new.get(key)
        if not part.derived and (after is None or after.derived):
            found.append(Delta(key, THERE, None, None, part, None))
    return found


def _changed(before: Part, after: Part) -> Iterator[Delta]:
    if before.kind != after.kind:
        yield Delta(after.key, KIND, before.kind, after.kind, before, after)
    if before.parent != after.parent:
        yield Delta(after.key, PARENT, before.parent, after.parent, before, after)
    if before.values != after.values:
        for name in {**before.values, **after.values}:
            was, now = before.values.get(name), after.values.get(name)
            if was != now:
                yield Delta(after.key, name, was, now, before, after)


def _moved(before: Part, after: Part, old: Tree, new: Tree) -> Iterator[Delta]:
    if not after.ordered or before.children == after.children:
        return
    stayed = set(before.children) & set(after.children)
    was = [key for key in before.children if key in stayed]
    now = [key for key in after.children if key in stayed]
    for key in sorted(moved(was, now), key=now.index):
        yield Delta(key, PLACE, _left(was, key), _left(now, key), old[key], new[key])


def _left(keys: Sequence[str], key: str) -> str:
    at = keys.index(key)
    return keys[at - 1] if at else ""
