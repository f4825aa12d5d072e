"""Circles in a graph (Tarjan's strongly connected components), without recursion."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Place = TypeVar("Place", bound=Hashable)


def circles(places: Sequence[Place], after: Callable[[Place], Iterable[Place]]) -> list[list[Place]]:
    """The groups of places that lead back to themselves, each in the order of `places`."""
    order = {place: number for number, place in enumerate(places)}
    search = _Search(after)
    for place in places:
        if place not in search.index:
            search.explore(place)
    return [sorted(group, key=order.__getitem__) for group in search.found]


@dataclass
class _Search(Generic[Place]):
    after: Callable[[Place], Iterable[Place]]
    index: dict[Place, int] = field(default_factory=dict)
    low: dict[Place, int] = field(default_factory=dict)
    open: dict[Place, None] = field(default_factory=dict)  #: in order of visit; a set that keeps order
    found: list[list[Place]] = field(default_factory=list)

    def explore(self, start: Place) -> None:
        trail: list[tuple[Place, Iterator[Place]]] = [self._enter(start)]
        while trail:
            place, rest = trail[-1]
            following = next(rest, None)
            if following is None:
                trail.pop()
                self._leave(place, trail[-1][0] if trail else None)
            elif following not in self.index:
                trail.append(self._enter(following))
            elif following in self.open:
                self.low[place] = min(self.low[place], self.index[following])

    def _enter(self, place: Place) -> tuple[Place, Iterator[Place]]:
        self.index[place] = self.low[place] = len(self.index)
        self.open[place] = None
        return place, iter(self.after(place))

    def _leave(self, place: Place, before: Place | None) -> None:
        if before is not None:
            self.low[before] = min(self.low[before], self.low[place])
        if self.low[place] == self.index[place]:
            group = self._close(place)
            if len(group) > 1 or place in self.after(place):
                self.found.append(group)

    def _close(self, place: Place) -> list[Place]:
        group: list[Place] = []
        while not group or group[-1] != place:
            group.append(self.open.popitem()[0])
        return group
