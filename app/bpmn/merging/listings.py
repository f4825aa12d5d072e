"""What only repeats other elements is made from them: lists of arrows at a step, of steps in a lane."""

from collections import defaultdict

from app.bpmn.comparing import Version
from app.bpmn.comparing.keys import LISTINGS, WITHIN, kind_of
from app.bpmn.comparing.values import LANES, WAY
from app.bpmn.merging.applying import Applying
from app.bpmn.names import FLOW_NODES


class Listings:
    """Which arrows and steps are to be listed where: parent key → keys of its lists' entries."""

    def __init__(self, applying: Applying) -> None:
        self.applying = applying
        self.ours, self.theirs = applying.ours, applying.theirs
        self.wanted: dict[str, set[str]] = defaultdict(set)
        self.keeps_lists = any(part.kind in ("incoming", "outgoing") for part in self.ours.tree.values())
        for key, xml in applying.at.items():
            kind = kind_of(xml)
            if kind == "sequenceFlow":
                self._arrow(key, xml.get("sourceRef", ""), xml.get("targetRef", ""))
            elif kind in FLOW_NODES:
                self._in_lanes(key)

    def _arrow(self, key: str, source: str, target: str) -> None:
        flow = self.ours.plain_id(key)
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
        node = self.ours.plain_id(key)
        part = self.ours.tree.get(key) or self.theirs.tree[key]
        for lane in self.applying.lanes.get(key, part.refs.get(LANES, ())):
            if lane in self.applying.at:
                self.wanted[lane].add(f"{lane}{WITHIN}flowNodeRef={node}")

    def parents(self) -> set[str]:
        """Parts whose lists are not to be as they are in our file."""
        have: dict[str, set[str]] = defaultdict(set)
        for key, part in self.ours.tree.items():
            if part.derived and part.kind in LISTINGS:
                have[part.parent].add(key)
        return {key for key in {**have, **self.wanted} if have.get(key) != self.wanted.get(key)}


def _ends(version: Version, key: str, kind: str) -> str:
    part = version.tree.get(key)
    ends = part.refs.get(WAY, ()) if part else ()
    return ends[1 if kind == "incoming" else 0] if ends else ""
