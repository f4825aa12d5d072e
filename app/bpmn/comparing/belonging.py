"""Which differences of two diagrams belong together: the same aspect, the same drawing, the same ways."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from app.bpmn.comparing.aspects import aspect
from app.bpmn.comparing.values import ID, WAY
from app.bpmn.comparing.version import Version
from app.bpmn.names import FLOW_NODES, GATEWAYS
from app.changes.grouping import together
from app.changes.parts import KIND, PARENT, THERE, Delta

DRAWING = "drawing"


@dataclass(frozen=True, slots=True)
class Owned:
    """A difference with the element that it is about."""

    delta: Delta
    owner: str  #: key of the element
    aspect: str  #: "" where the whole element is new or gone


class Belonging:
    """The differences between two versions, sorted."""

    def __init__(self, old: Version, new: Version, deltas: Sequence[Delta]) -> None:
        self.old, self.new = old, new
        self.there = {delta.key: delta for delta in deltas if delta.name == THERE}
        self.owned = [self._owned(delta) for delta in deltas]
        self.ways = {delta.key for delta in deltas if delta.name == WAY}
        self.kinds = {delta.key for delta in deltas if delta.name == KIND}
        #: what became another thing with another name: an id that was used again
        self.replaced = {delta.key for delta in deltas if delta.name == "name"} & self.kinds

    def groups(self) -> list[list[Owned]]:
        """What stands and falls together."""
        deltas = [owned.delta for owned in self.owned]
        links = ((at, link) for at, owned in enumerate(self.owned) for link in self._links(owned))
        return [[self.owned[at] for at in group] for group in together(deltas, links)]

    def _owned(self, delta: Delta) -> Owned:
        version = self.old if delta.removed else self.new
        owner = version.owner(delta.key)
        key = owner.key if owner else version.file
        whole = key in self.there or owner is None
        return Owned(delta, key, "" if whole else aspect(delta, key))

    def _links(self, owned: Owned) -> Iterator[Hashable]:
        delta, part = owned.delta, owned.delta.part
        if part.drawing:
            yield from self._drawn(delta)
        elif delta.quiet:
            yield (DRAWING,)
        elif part.kind == "sequenceFlow" and delta.name in (THERE, WAY):
            yield from self._ports(delta)
        elif part.kind in FLOW_NODES and delta.name in (THERE, PARENT):
            yield from (("port", part.key, side) for side in ("in", "out"))
        elif delta.name == ID:
            yield (ID,)
        elif owned.aspect:
            yield ("aspect", owned.owner, owned.aspect)
            if owned.owner in self.replaced or (owned.owner in self.kinds and not _is_words(owned)):
                yield ("kind", owned.owner)

    def _drawn(self, delta: Delta) -> Iterator[Hashable]:
        """A shape goes with what it draws if that is new or gone, a line with its way, the rest together."""
        drawn = self._semantic(delta)
        if drawn in self.ways:
            yield ("way", drawn)
        elif drawn not in self.there:
            yield (DRAWING,)

    def _semantic(self, delta: Delta) -> str:
        tree = self.old.tree if delta.removed else self.new.tree
        part = delta.part
        while "bpmnElement" not in part.refs and part.parent in tree:
            part = tree[part.parent]
        return part.refs.get("bpmnElement", ("",))[0]

    def _ports(self, delta: Delta) -> Iterator[Hashable]:
        """The ends of an arrow that are not as they were: whoever else changes them belongs to it."""
        yield ("way", delta.key)
        was = delta.before.refs.get(WAY, ("", "")) if delta.before else ("", "")
        now = delta.after.refs.get(WAY, ("", "")) if delta.after else ("", "")
        for side, before, after in zip(("out", "in"), was, now, strict=True):
            if before != after:
                for key in filter(None, (before, after)):
                    if delta.name == WAY or not self._branches(key):
                        yield ("port", key, side)

    def _branches(self, key: str) -> bool:
        """Whether arrows come and go here without touching each other: at a gateway that stays."""
        part = self.new.tree.get(key)
        return part is not None and part.kind in GATEWAYS and key not in self.there


def _is_words(owned: Owned) -> bool:
    return owned.aspect in ("name", "explanation") or owned.aspect.startswith("text:")
