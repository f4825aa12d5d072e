"""Which differences belong together, so that one without the others would make no sense."""

from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, TypeVar

from app.changes.parts import PARENT, THERE, Delta

Thing = TypeVar("Thing", bound=Hashable)


class Groups(Generic[Thing]):
    """Things that are joined two by two (union-find)."""

    def __init__(self) -> None:
        self._above: dict[Thing, Thing] = {}

    def find(self, thing: Thing) -> Thing:
        """The thing that stands for the group of this one."""
        top = thing
        while (above := self._above.setdefault(top, top)) != top:
            top = above
        while (above := self._above[thing]) != top:
            self._above[thing] = top
            thing = above
        return top

    def join(self, first: Thing, second: Thing) -> None:
        """Let the groups of the two be one."""
        self._above[self.find(second)] = self.find(first)


def together(deltas: Sequence[Delta], links: Iterable[tuple[int, Hashable]]) -> list[list[int]]:
    """Groups of places in `deltas`, in order: what is linked to the same thing, and what cannot be apart.

    What is added or removed takes along what is in it and what refers to it.
    """
    groups: Groups[Hashable] = Groups()
    changed_there = {delta.key for delta in deltas if delta.name == THERE}
    for at, delta in enumerate(deltas):
        groups.find(at)
        if delta.name == THERE:
            groups.join(("part", delta.key), at)
        if not delta.quiet or delta.name in (THERE, PARENT):
            for key in delta.holds():
                if key in changed_there:
                    groups.join(("part", key), at)
    for at, thing in links:
        groups.join(("link", thing), at)
    found: dict[Hashable, list[int]] = {}
    for at in range(len(deltas)):
        found.setdefault(groups.find(at), []).append(at)
    return list(found.values())
