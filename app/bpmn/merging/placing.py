"""Put the children of an element in order: ours stay, theirs stand behind their left neighbour of theirs."""

from collections.abc import Collection, Iterable, Sequence

from lxml import etree

from app.bpmn.comparing import Version
from app.bpmn.comparing.keys import LISTINGS, WITHIN, kind_of
from app.bpmn.merging.applying import Applying
from app.bpmn.merging.listings import Listings
from app.bpmn.merging.ranks import in_order, ranks
from app.bpmn.names import BPMN
from app.changes.order import merged
from app.changes.parts import PLACE


class Placing:
    """Orders the children of the elements that were touched."""

    def __init__(self, applying: Applying, listings: Listings) -> None:
        self.applying = applying
        self.listings = listings

    def run(self) -> None:
        """Order the children wherever the two sides differ."""
        for key in sorted({*self.applying.touched, *self._differing(), *self.listings.parents()}):
            if key in self.applying.at:
                self._place(key)

    def _differing(self) -> Iterable[str]:
        ours, theirs = self.applying.ours.tree, self.applying.theirs.tree
        return (key for key in self.applying.at if _children(ours, key) != _children(theirs, key))

    def _place(self, key: str) -> None:
        xml = self.applying.at[key]
        there = self._there(key, xml)
        base, ours, theirs = (
            _children(side.tree, key)
            for side in (self.applying.base, self.applying.ours, self.applying.theirs)
        )
        if set(ours) == there and list(ours) == list(theirs):
            return
        order = merged(base, ours, theirs, there, self._moves(key))
        order += sorted(there - set(order))
        kind = kind_of(xml)
        if all(self._sorted(kind, children) for children in (ours, theirs)):
            order = _by_rank(kind, order, [self._kind(child) for child in order])
        self._arrange(xml, [self._element(child) for child in order])

    def _moves(self, key: str) -> set[str] | None:
        """Where the order means something, only what was decided moves."""
        part = self.applying.ours.tree.get(key)
        if part is None or not part.ordered:
            return None
        return {child for child, name in self.applying.decided.takes if name == PLACE}

    def _there(self, key: str, xml: etree._Element) -> set[str]:
        """The keys of all children that there shall be; entries of lists that are not wanted go."""
        wanted = self.listings.wanted.get(key, set())
        found = set()
        for child in list(xml):
            own = self.applying.key_of.get(child)
            if own is not None and self._is_entry(own) and own not in wanted:
                self.applying.remove(own)
            elif own is not None:
                found.add(own)
        return found | wanted

    def _is_entry(self, key: str) -> bool:
        part = self.applying.ours.tree.get(key) or self.applying.theirs.tree.get(key)
        return part is not None and part.derived and part.kind in LISTINGS

    def _element(self, key: str) -> etree._Element:
        if key in self.applying.at:
            return self.applying.at[key]
        kind, _, told = key.rpartition(WITHIN)[2].partition("=")
        entry = etree.Element(f"{{{BPMN}}}{kind}")
        entry.text = told
        self.applying.at[key] = entry
        self.applying.key_of[entry] = key
        return entry

    def _kind(self, key: str) -> str:
        xml = self.applying.at.get(key)
        return kind_of(xml) if xml is not None else key.rpartition(WITHIN)[2].partition("=")[0]

    def _sorted(self, kind: str, children: Sequence[str]) -> bool:
        """Whether a side has them as the standard wants them; what was out of order stays so."""
        return in_order(kind, [self._kind(child) for child in children])

    def _arrange(self, parent: etree._Element, children: Sequence[etree._Element]) -> None:
        """Let the children stand one behind the other; comments between them stay where they are."""
        at = _first(parent)
        for child in children:
            while at < len(parent) and not isinstance(parent[at].tag, str):
                at += 1
            if at >= len(parent) or parent[at] is not child:
                parent.insert(at, child)
                at = parent.index(child)
            at += 1


def _first(parent: etree._Element) -> int:
    """Where the first child stands: behind the points and the box of a drawn element."""
    return sum(
        1 for child in parent if isinstance(child.tag, str) and child.tag.endswith(("}waypoint", "}Bounds"))
    )


def _children(tree: "Collection[str]", key: str) -> Sequence[str]:
    part = tree.get(key)  # type: ignore[attr-defined]
    return part.children if part is not None else ()


def _by_rank(kind: str, keys: Sequence[str], kinds: Sequence[str]) -> list[str]:
    places = dict(zip(keys, ranks(kind, kinds), strict=True))
    return sorted(keys, key=places.__getitem__)


__all__ = ["Placing", "Version"]
