"""What only repeats other elements is made from them: the lists of arrows at a step, and of steps in a lane."""

from collections import defaultdict
from collections.abc import Iterable

from app.bpmn.comparing import Version
from app.bpmn.comparing.indexing import LANES, WAY
from app.bpmn.comparing.keys import WITHIN
from app.bpmn.merging.applying import Applying


class Listings:
    """Which arrows and steps are to be listed where: parent key → keys of its lists' entries."""

    def __init__(self, applying: Applying) -> None:
        self.applying = applying
        self.ours, self.theirs = applying.ours, applying.theirs
        self.wanted: dict[str, set[str]] = defaultdict(set)
        self.keeps_lists = any(part.kind in ("incoming", "outgoing") for part in self.ours.tree.values())
        for key, xml in list(applying.at.items()):
            if xml.get("sourceRef") is not None and xml.get("targetRef") is not None:
                self._arrow(key, xml.get("sourceRef", ""), xml.get("targetRef", ""))
            self._in_lanes(key)

    def _arrow(self, key: str, source: str, target: str) -> None:
        flow = self.ours.plain_id(key)
        part = self.ours.tree.get(key) or self.theirs.tree.get(key)
        if not flow or part is None or part.kind != "sequenceFlow":
            return
        for kind, end in (("outgoing", source), ("incoming", target)):
            node = self.ours.key(end)
            entry = f"{node}{WITHIN}{kind}={flow}"
            if node in self.applying.at and self._listed(key, node, entry, kind):
                self.wanted[node].add(entry)

    def _listed(self, key: str, node: str, entry: str, kind: str) -> bool:
        """As the side lists it that leads the arrow there; as both of them, where both do."""
        sides = [side for side in (self.ours, self.theirs) if _ends(side, key, kind) == node]
        if len(sides) == 2:
            was, mine, other = (entry in side.tree for side in (self.applying.base, self.ours, self.theirs))
            return other if mine == was else mine
        return entry in sides[0].tree if sides else self.keeps_lists

    def _in_lanes(self, key: str) -> None:
        lanes = self.applying.lanes.get(key)
        if lanes is None:
            part = self.ours.tree.get(key)
            lanes = part.refs.get(LANES, ()) if part else ()
        node = self.ours.plain_id(key)
        for lane in lanes:
            if lane in self.applying.at:
                self.wanted[lane].add(f"{lane}{WITHIN}flowNodeRef={node}")

    def parents(self) -> set[str]:
        """Parts whose lists may not be as they are in our file."""
        return {*self.wanted, *_listing(self.ours), *_listing(self.theirs)}


def _ends(version: Version, key: str, kind: str) -> str:
    part = version.tree.get(key)
    ends = part.refs.get(WAY, ()) if part else ()
    return ends[1 if kind == "incoming" else 0] if ends else ""


def _listing(version: Version) -> Iterable[str]:
    return {
        part.parent for part in version.tree.values() if part.kind in ("incoming", "outgoing", "flowNodeRef")
    }
