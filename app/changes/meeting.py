"""Where the changes of two sides meet: what one side made, and the other side made otherwise.

The rules know parts, values and references, not what they mean. They are the same for both sides: exchanging
the sides exchanges the two halves of each meeting and nothing else.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from app.changes.parts import KIND, PARENT, THERE, Delta, Tree

Reason = Literal[
    "value",  #: both gave the same thing another value
    "gone",  #: one removed what the other changed, or put something into
    "wired",  #: one removed what the other leads to
    "same-id",  #: both added something under one id, and it is not the same
    "kind",  #: one made it another kind of thing, and the other changed it
    "order",  #: both put something after the same step, or moved it
    "together",  #: each is fine alone, and the two together are not
]


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two differences that cannot both be."""

    reason: Reason
    ours: Delta
    theirs: Delta


class _Side:
    """The differences of one side, findable by what they are about."""

    def __init__(self, deltas: Iterable[Delta]) -> None:
        self.deltas = [delta for delta in deltas if not delta.quiet]
        self.at: dict[str, list[Delta]] = defaultdict(list)
        self.into: dict[str, list[Delta]] = defaultdict(list)
        for delta in self.deltas:
            self.at[delta.key].append(delta)
            for key in delta.refers():
                self.into[key].append(delta)


def meetings(ours: Iterable[Delta], theirs: Iterable[Delta], base: Tree) -> Iterator[Meeting]:
    """Every two differences of the sides that cannot both be."""
    mine, other = _Side(ours), _Side(theirs)
    for delta in other.deltas:
        for met in mine.at[delta.key]:
            if reason := _clash(met, delta):
                yield Meeting(reason, met, delta)
        if delta.removed:
            yield from (Meeting(_led(met, delta), met, delta) for met in mine.into[delta.key])
    for delta in mine.deltas:
        if delta.removed:
            yield from (Meeting(_led(met, delta), delta, met) for met in other.into[delta.key])
    yield from _kinds(mine, other, base)


def _clash(one: Delta, two: Delta) -> Reason | None:
    if one.name == THERE and two.name == THERE:
        if one.after is None or two.after is None:
            return None
        return None if one.after.same(two.after) else "same-id"
    if one.removed or two.removed:
        return "gone"
    return "value" if one.name == two.name and one.new != two.new else None


def _led(delta: Delta, removal: Delta) -> Reason:
    """Whether something was put into what is removed, or leads to it."""
    inside = delta.after is not None and delta.after.anchor == removal.key and delta.name in (THERE, PARENT)
    return "gone" if inside else "wired"


def _kinds(mine: _Side, other: _Side, base: Tree) -> Iterator[Meeting]:
    """One made a thing another kind of thing; the other changed more of it than its name and texts."""
    for met, delta in _under_changed_kind(mine, other, base):
        yield Meeting("kind", delta, met)
    for met, delta in _under_changed_kind(other, mine, base):
        yield Meeting("kind", met, delta)


def _under_changed_kind(one: _Side, two: _Side, base: Tree) -> Iterator[tuple[Delta, Delta]]:
    changed = {delta.key: delta for delta in one.deltas if delta.name == KIND}
    for delta in two.deltas if changed else ():
        if delta.name in (KIND, "name") or delta.part.words:
            continue
        for key in _upwards(delta, base):
            if key in changed:
                yield delta, changed[key]


def _upwards(delta: Delta, base: Tree) -> Iterator[str]:
    key = delta.key
    yield key
    part = delta.part
    while part.anchor:
        yield part.anchor
        above = base.get(part.anchor)
        if above is None:
            return
        part = above
