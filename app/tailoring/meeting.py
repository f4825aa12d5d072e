"""Sort the spots of two sides: those that meet become clusters, the others stay as they are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from app.bpmn.comparing import Version
from app.bpmn.comparing.values import WAY
from app.bpmn.names import GATEWAYS
from app.changes.change import Spot
from app.changes.grouping import Groups
from app.changes.meeting import Meeting, meetings
from app.changes.parts import THERE, Delta
from app.tailoring.bundle import Bundle
from app.tailoring.questions import Cluster

_Place = tuple[str, int]  #: "ours" or "theirs", and where the spot stands there


def clusters(
    base: Bundle, ours: Sequence[Spot], theirs: Sequence[Spot], joined: Iterable[Cluster] = ()
) -> tuple[list[Cluster], list[Spot]]:
    """Clusters of spots that meet, and the spots of theirs that meet nothing of ours.

    `joined` are spots that have to be decided together for another reason.
    """
    sorting = _Sorting(base, ours, theirs)
    for cluster in joined:
        sorting.join(cluster)
    return sorting.clusters(), sorting.clean()


class _Sorting:
    def __init__(self, base: Bundle, ours: Sequence[Spot], theirs: Sequence[Spot]) -> None:
        self.sides = {"ours": ours, "theirs": theirs}
        self.groups: Groups[_Place] = Groups()
        self.met: list[tuple[_Place, Meeting]] = []
        self.extra: dict[_Place, Cluster] = {}
        self.place: dict[tuple[str, str, str], _Place] = {}
        for side, spots in self.sides.items():
            for at, spot in enumerate(spots):
                for delta in spot.deltas:
                    self.place[side, delta.key, delta.name] = (side, at)
        mine, other = ([delta for spot in spots for delta in spot.deltas] for spots in (ours, theirs))
        for meeting in (*meetings(mine, other, base.tree), *_forks(base, mine, other)):
            self._meet(meeting)

    def _meet(self, meeting: Meeting) -> None:
        ours = self.place["ours", meeting.ours.key, meeting.ours.name]
        theirs = self.place["theirs", meeting.theirs.key, meeting.theirs.name]
        self.groups.join(ours, theirs)
        self.met.append((ours, meeting))

    def join(self, cluster: Cluster) -> None:
        """Let the spots of a cluster be decided together."""
        places = [
            (side, at)
            for side, wanted in (("ours", cluster.ours), ("theirs", cluster.theirs))
            for at, spot in enumerate(self.sides[side])
            if any(spot is each for each in wanted)
        ]
        for place in places:
            self.groups.join(places[0], place)
            self.extra[place] = cluster

    def clusters(self) -> list[Cluster]:
        """Those that meet, in the order of theirs."""
        members: dict[_Place, list[_Place]] = defaultdict(list)
        for place in sorted({*(place for place, _ in self.met), *self._all()}):
            members[self.groups.find(place)].append(place)
        found = [self._cluster(places) for places in members.values()]
        return [cluster for cluster in found if cluster.meetings or cluster.together]

    def _all(self) -> Iterator[_Place]:
        return ((side, at) for side, spots in self.sides.items() for at in range(len(spots)))

    def _cluster(self, places: Sequence[_Place]) -> Cluster:
        inside = set(places)
        ours, theirs = (
            tuple(self.sides[side][at] for kind, at in places if kind == side) for side in ("ours", "theirs")
        )
        extra = next((self.extra[place] for place in places if place in self.extra), None)
        met = tuple(meeting for place, meeting in self.met if place in inside)
        return Cluster(ours, theirs, met, extra.together if extra and not met else None)

    def clean(self) -> list[Spot]:
        """Spots of theirs that meet nothing."""
        busy = {self.groups.find(place) for place, _ in self.met} | {self.groups.find(p) for p in self.extra}
        return [
            spot
            for at, spot in enumerate(self.sides["theirs"])
            if self.groups.find(("theirs", at)) not in busy
        ]


def _forks(base: Bundle, ours: Sequence[Delta], theirs: Sequence[Delta]) -> Iterator[Meeting]:
    """Both lead on from the same step by another arrow: each would be fine, and the two would be a fork."""
    diagrams = [opened for opened in base.opened.values() if isinstance(opened, Version)]
    mine, other = (_leaving(deltas) for deltas in (ours, theirs))
    for step in mine.keys() & other.keys():
        part = next((each.tree[step] for each in diagrams if step in each.tree), None)
        if part is not None and part.kind not in GATEWAYS:
            pairs = ((one, two) for one in mine[step] for two in other[step] if _apart(one, two))
            yield from (Meeting("order", one, two) for one, two in pairs)


def _leaving(deltas: Sequence[Delta]) -> dict[str, list[Delta]]:
    """step → differences by which an arrow begins there now."""
    found: dict[str, list[Delta]] = defaultdict(list)
    for delta in deltas:
        now = delta.after.refs.get(WAY, ()) if delta.after and delta.name in (THERE, WAY) else ()
        was = delta.before.refs.get(WAY, ()) if delta.before else ()
        if now and delta.part.kind == "sequenceFlow" and now[0] not in was[:1]:
            found[now[0]].append(delta)
    return found


def _apart(one: Delta, two: Delta) -> bool:
    """Whether the two are not the same arrow."""
    return one.key != two.key
