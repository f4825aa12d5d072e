"""A diagram taken apart: every element of the file as a part with its key, values and references."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from app.bpmn.comparing.keys import CONTAINERS, EVENT, WITHIN, Sort, key_within, sort_of
from app.bpmn.comparing.values import (
    ID,
    LANES,
    TAIL,
    TEXT,
    WAY,
    Xml,
    is_text,
    outward,
    reference,
    unasked,
    values_of,
)
from app.bpmn.names import EVENTS, FLOW_NODES
from app.changes.keys import twin_keys, twins_of
from app.changes.parts import Part, Tree, Value

#: Lanes hold nothing together: whoever needs a new one brings it along.
_LOOSE = frozenset({LANES})
#: Elements that say the same in most places of two versions, and depend on nothing but themselves.
_SHARED = frozenset({"extensionElements", "BPMNShape", "BPMNEdge"})


@dataclass(frozen=True, slots=True)
class Index:
    """The parts of a diagram in document order.

    Where the file says the same as the guide, to the letter, the parts are those of the guide; `shared` are
    the elements at which that begins.
    """

    tree: dict[str, Part]
    shared: Mapping[str, Xml]

    def elements(self) -> Iterator[tuple[str, Xml]]:
        """Every key with its element in this file."""
        own: dict[object, Xml] = {}
        for key, xml in self.shared.items():
            source = self.tree[key].source
            assert isinstance(source, etree._Element)
            own.update(zip(source.iter(), xml.iter(), strict=True))
        for key, part in self.tree.items():
            assert isinstance(part.source, etree._Element)
            yield key, own.get(part.source, part.source)


def index(root: Xml, file: str, guide: Tree, renamed: Mapping[str, str]) -> Index:
    """Take a diagram apart.

    `file` begins every key. `guide` is an older version under the same `file`, {} for none: what has no id
    gets the key it has there. `renamed` are ids that the file itself calls otherwise.
    """
    return _Indexing(file, guide, renamed).run(root)


class _Indexing:
    def __init__(self, file: str, guide: Tree, renamed: Mapping[str, str]) -> None:
        self.file = file
        self.guide = guide
        self.twins = twins_of(guide)
        self.renamed = renamed
        self.tree: dict[str, Part] = {}
        self.listings: list[Part] = []
        self.shared: dict[str, Xml] = {}

    def run(self, root: Xml) -> Index:
        top = self._add(root, self.file, sort_of(str(root.tag)), None)
        top.unasked |= set(top.values)
        waiting = [(root, top)]
        while waiting:
            xml, part = waiting.pop()
            if len(xml):
                waiting += self._inside(xml, part)
        self._finish()
        return Index(self.tree, self.shared)

    def _inside(self, xml: Xml, part: Part) -> list[tuple[Xml, Part]]:
        """The children as parts, the last one first."""
        found = [(child, sort_of(tag)) for child in xml if isinstance(tag := child.tag, str)]
        if part.drawing:
            found = [(child, sort) for child, sort in found if sort.kind not in ("Bounds", "waypoint")]
        keys = self._keys(found, part)
        added = [
            (child, self._add(child, key, sort, part))
            for (child, sort), key in zip(found, keys, strict=True)
            if not (sort.kind in _SHARED and self._share(child, key, part))
        ]
        added.reverse()
        return added

    def _share(self, xml: Xml, key: str, above: Part) -> bool:
        """Take over the parts of the guide if it says the same here."""
        known = self.guide.get(key)
        if known is None or known.parent != above.key or (xml.tail and not xml.tail.isspace()):
            return False
        if TAIL in known.values or _said(xml) != _said(known.source):
            return False
        waiting = [known]
        while waiting:
            part = waiting.pop()
            self.tree[part.key] = part
            waiting += [self.guide[child] for child in reversed(part.children)]
        above.children.append(key)
        self.shared[key] = xml
        return True

    def _keys(self, found: list[tuple[Xml, Sort]], part: Part) -> list[str]:
        event = _event([child for child, _ in found], part, self.guide) if part.kind in EVENTS else None
        keys = [
            f"{part.key}{EVENT}" if child is event else self._key(child, sort, part) for child, sort in found
        ]
        seen = set(keys)
        known = self.tree.keys()
        if len(seen) < len(keys) or not known.isdisjoint(seen) or not self.twins.isdisjoint(seen):
            self._tell_apart(keys, found)
        return keys

    def _tell_apart(self, keys: list[str], found: list[tuple[Xml, Sort]]) -> None:
        groups: dict[str, list[int]] = defaultdict(list)
        for at, key in enumerate(keys):
            groups[key].append(at)
        for stem, twins in groups.items():
            if len(twins) > 1 or stem in self.tree or stem in self.twins:
                told = twin_keys(stem, [found[at][0] for at in twins], self.guide, _said)
                for at, key in zip(twins, told, strict=True):
                    keys[at] = self._unused(key)

    def _unused(self, key: str) -> str:
        while key in self.tree:
            key += "~"
        return key

    def _key(self, xml: Xml, sort: Sort, part: Part) -> str:
        if sort.drawn:
            drawn = xml.get("bpmnElement") if sort.kind != "BPMNPlane" else None
            return f"{self.file}@{reference(xml, drawn)}" if drawn else f"{part.key}{WITHIN}{sort.kind}"
        if sort.has_id and (own := xml.get("id")):
            return f"{self.file}#{own}"
        return key_within(xml, sort, part.key)

    def _add(self, xml: Xml, key: str, sort: Sort, above: Part | None) -> Part:
        values = values_of(xml, sort)
        part = Part(key, "", "", sort.kind, xml, values, loose=_LOOSE)
        if above is not None:
            part.parent = above.key
            part.anchor = above.anchor if above.derived else above.key
            part.drawing = sort.drawn or above.drawing
            above.children.append(key)
            if sort.has_id and WITHIN not in key:
                self._call(part, values)
        if sort.bpmn:
            part.refs = dict(self._refs(xml, sort, values))
            part.unasked = unasked(sort, values)
            part.words = sort.kind == "documentation"
        elif sort.drawn:
            drawn = values.get("bpmnElement")
            part.refs = {"bpmnElement": (self._to(xml, drawn),)} if isinstance(drawn, str) else {}
        else:
            part.refs = dict(outward(sort, values))
            part.unasked = unasked(sort, values)
            part.words = sort.kind == "zeebe:property" and is_text(values)
        if sort.kind in CONTAINERS:
            part.derived, part.ordered = len(xml) > 0, sort.kind == "zeebe:ioMapping"
        elif sort.lists:
            self.listings.append(part)
        self.tree[key] = part
        return part

    def _call(self, part: Part, values: dict[str, Value]) -> None:
        """An id is part of the key; as a value it counts only where the file has another one."""
        known = values.pop("id", None)
        if isinstance(known, str) and known in self.renamed:
            values[ID] = self.renamed[known]

    def _refs(
        self, xml: Xml, sort: Sort, values: Mapping[str, Value]
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        for name, value in values.items():
            if isinstance(value, tuple):
                yield name, tuple(self._to(xml, end) for end in value)
            elif name.endswith("Ref") or name == "default" or (name == TEXT and sort.refers):
                yield name, (self._to(xml, value),)

    def _to(self, xml: Xml, value: str) -> str:
        return f"{self.file}#{reference(xml, value)}"

    def _finish(self) -> None:
        """Lanes become values of what stands in them; what only repeats other elements is marked."""
        lanes: dict[str, set[str]] = defaultdict(set)
        for part in self.listings:
            told = part.values.get(TEXT)
            about = self.tree.get(f"{self.file}#{told.strip()}") if isinstance(told, str) else None
            part.derived = about is not None and _repeats(part, about)
            if part.derived and about is not None and part.kind == "flowNodeRef":
                lanes[about.key].add(part.parent)
        for key, held in lanes.items():
            self.tree[key].values[LANES] = self.tree[key].refs[LANES] = tuple(sorted(held))


def _event(children: list[Xml], part: Part, guide: Tree) -> Xml | None:
    """The event definition that stands for the event: the one of the guide if it is there, else the first."""
    found = [child for child in children if str(child.tag).endswith("EventDefinition")]
    before = guide.get(f"{part.key}{EVENT}")
    same = [child for child in found if before and child.get("id") == before.values.get("id")]
    return next(iter(same or found), None)


def _repeats(part: Part, about: Part) -> bool:
    if part.kind == "flowNodeRef":
        return about.kind in FLOW_NODES
    ends = about.refs.get(WAY, ("", ""))
    return about.kind == "sequenceFlow" and ends[part.kind == "incoming"] == part.parent


def _said(source: object) -> str:
    assert isinstance(source, etree._Element)
    return etree.tostring(source, encoding="unicode", with_tail=False)
