"""Both: where two sides put steps into the same place or moved them, the order that has the steps of both.

Their order is kept, and what only we have stands behind the step that it stands behind with us.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.bpmn.comparing import Version
from app.bpmn.comparing.values import WAY
from app.bpmn.merging.decided import Decided
from app.changes.order import merged
from app.changes.parts import THERE, Delta

Ends = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rows:
    """The steps between the same two elements, one after the other, as each version has them; keys."""

    start: str
    end: str
    base: tuple[str, ...]
    ours: tuple[str, ...]
    theirs: tuple[str, ...]

    @property
    def both(self) -> tuple[str, ...] | None:
        """The order of both sides' steps; None where one side has it already."""
        found = tuple(merged(self.base, self.theirs, self.ours, {*self.ours, *self.theirs}))
        return None if found in (self.ours, self.theirs) else found


@dataclass(frozen=True, slots=True)
class _Path:
    """Steps one after the other, as one version has them."""

    start: str
    inner: tuple[str, ...]
    end: str


def rows(
    base: Version, ours: Version, theirs: Version, mine: Sequence[Delta], other: Sequence[Delta]
) -> Rows | None:
    """The place that both sides changed as a row of steps; None where it is more than that."""
    loud = [delta for delta in (*mine, *other) if not delta.quiet]
    if not all(_fits(delta) for delta in loud):
        return None
    paths = [_path(version, _flows(loud)) for version in (base, ours, theirs)]
    was, here, there = paths
    if (
        was is None
        or here is None
        or there is None
        or len({(path.start, path.end) for path in paths if path}) > 1
    ):
        return None
    return Rows(was.start, was.end, was.inner, here.inner, there.inner)


def in_order(
    found: Rows, ours: Version, theirs: Version, mine: Sequence[Delta], other: Sequence[Delta]
) -> Decided | None:
    """What has to be taken, led and dropped for the order of both."""
    flows = _flows([delta for delta in (*mine, *other) if not delta.quiet])
    if found.both is None:
        return None
    ways = _ways([found.start, *found.both, found.end], flows, ours, theirs)
    return _decided(ways, flows, theirs, other) if ways else None


def _flows(deltas: Iterable[Delta]) -> set[str]:
    return {delta.key for delta in deltas if delta.part.kind == "sequenceFlow"}


def _fits(delta: Delta) -> bool:
    """Whether a difference only adds steps, or leads arrows elsewhere."""
    return delta.added or delta.part.kind == "sequenceFlow"


def _path(version: Version, flows: Collection[str]) -> _Path | None:
    """The one row of steps that the arrows make; None where they fork, meet or are apart."""
    following: dict[str, str] = {}
    ends = [_ends(version, key) for key in sorted(flows) if key in version.tree]
    for source, target in ends:
        if source in following or target in following.values():
            return None
        following[source] = target
    starts = [source for source in following if source not in following.values()]
    if len(starts) != 1:
        return None
    row = [starts[0]]
    while row[-1] in following:
        row.append(following[row[-1]])
    whole = len(row) == len(following) + 1 and all(_is_link(version, key) for key in row[1:-1])
    return _Path(row[0], tuple(row[1:-1]), row[-1]) if whole else None


def _is_link(version: Version, key: str) -> bool:
    element = version.element(key)
    return element is not None and len(element.incoming) == len(element.outgoing) == 1


def _ends(version: Version, key: str) -> Ends:
    source, target = version.tree[key].refs.get(WAY, ("", ""))
    return source, target


def _ways(
    row: Sequence[str], flows: Collection[str], ours: Version, theirs: Version
) -> Mapping[str, Ends] | None:
    """An arrow for each two steps: one that leads there already, else one that begins there, else any."""
    free = [key for key in sorted(flows) if key in ours.tree or key in theirs.tree]
    pairs = list(pairwise(row))
    found: dict[Ends, str] = {}
    for fits in (_same, _begins, _any):
        for pair in pairs:
            key = next((key for key in free if pair not in found and fits(pair, key, theirs, ours)), None)
            if key is not None:
                found[pair] = key
                free.remove(key)
    return {key: pair for pair, key in found.items()} if len(found) == len(pairs) else None


def _known(key: str, *versions: Version) -> Iterator[Ends]:
    return (_ends(version, key) for version in versions if key in version.tree)


def _same(pair: Ends, key: str, *versions: Version) -> bool:
    return pair in _known(key, *versions)


def _begins(pair: Ends, key: str, *versions: Version) -> bool:
    return any(ends[0] == pair[0] for ends in _known(key, *versions))


def _any(pair: Ends, key: str, *versions: Version) -> bool:
    return True


def _decided(
    ways: Mapping[str, Ends], flows: Collection[str], theirs: Version, other: Sequence[Delta]
) -> Decided:
    unused = set(flows) - set(ways)
    takes = {
        (delta.key, delta.name)
        for delta in other
        if (delta.added or (delta.quiet and delta.name != THERE)) and delta.key not in unused
    }
    values = {
        (key, WAY): (theirs.plain_id(source), theirs.plain_id(target))
        for key, (source, target) in ways.items()
    }
    return Decided(takes, values, unused)
