"""A diagram taken apart: every element of the file as a part with its key, values and references."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from lxml import etree

from app.bpmn.comparing.keys import (
    CONTAINERS,
    DRAWN,
    EVENT,
    LISTINGS,
    WITHIN,
    has_own_id,
    key_within,
    kind_of,
)
from app.bpmn.names import BPMN, EVENTS, FLOW_NODES, split
from app.changes.keys import twin_keys
from app.changes.parts import Part, Tree, Value

#: Values made of several attributes or elements, which are one thing to whoever draws.
WAY, LANES, BOUNDS, WAYPOINTS, TEXT, TAIL = "#way", "#lanes", "#bounds", "#waypoints", "#text", "#tail"
#: The id of what is known by its id, where a version calls it otherwise (see `identity`).
ID = "#id"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_COORDINATES = ("x", "y", "width", "height")
#: What tools write by themselves and nothing follows from.
_TOOLING = frozenset({"id", "gatewayDirection", TAIL})
#: Lanes hold nothing together: whoever needs a new one brings it along.
_LOOSE = frozenset({LANES})
#: What an attribute means where it is left out; to write it down changes nothing.
_DEFAULTS = {
    ("isInterrupting", "true"),
    ("cancelActivity", "true"),
    ("isSequential", "false"),
    ("triggeredByEvent", "false"),
    ("isForCompensation", "false"),
    ("startQuantity", "1"),
    ("completionQuantity", "1"),
    ("isClosed", "false"),
    ("processType", "None"),
    ("parallelMultiple", "false"),
    ("instantiate", "false"),
    ("eventGatewayType", "Exclusive"),
    ("behavior", "All"),
    ("implementation", "##unspecified"),
    ("implementation", "##WebService"),
}
#: Kinds of elements for which their lane says who does them.
PEOPLE = frozenset({"userTask", "manualTask", "task", "subProcess", "adHocSubProcess"})
#: Properties (zeebe:property) that are texts for people.
TEXTS = frozenset(
    [
        "name",
        "step",
        "title",
        "summary",
        "category",
        "time",
        "cost",
        "needed",
        "keywords",
        "description",
        "help",
    ]
)


def index(root: etree._Element, file: str, guide: Tree, renamed: Mapping[str, str]) -> dict[str, Part]:
    """The parts of a diagram in document order.

    `file` begins every key. `guide` is an older version under the same `file`, {} for none: what has no id
    gets the key it has there. `renamed` are ids that the file itself calls otherwise.
    """
    return _Indexing(file, guide, renamed).run(root)


def reference(xml: etree._Element, value: str) -> str:
    """An id out of a reference, which may be a qualified name."""
    prefix, colon, local = value.strip().rpartition(":")
    return local if colon and prefix in xml.nsmap else value.strip()


class _Indexing:
    def __init__(self, file: str, guide: Tree, renamed: Mapping[str, str]) -> None:
        self.file = file
        self.guide = guide
        self.renamed = renamed
        self.tree: dict[str, Part] = {}
        self.lanes: dict[str, list[str]] = defaultdict(list)
        self.listings: list[Part] = []

    def run(self, root: etree._Element) -> dict[str, Part]:
        top = self._add(root, self.file, "definitions", None)
        top.unasked |= set(top.values)
        waiting = [(root, top)]
        while waiting:
            xml, part = waiting.pop()
            waiting += reversed(list(self._inside(xml, part)))
        self._finish()
        return self.tree

    def _inside(self, xml: etree._Element, part: Part) -> Iterator[tuple[etree._Element, Part]]:
        children = [child for child in xml.iterchildren("{*}*") if not _folded(child, part)]
        for child, (key, kind) in zip(children, self._keys(children, part), strict=True):
            added = self._add(child, key, kind, part)
            yield child, added

    def _keys(self, children: list[etree._Element], part: Part) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        groups: dict[str, list[int]] = defaultdict(list)
        event = _event(children, part, self.guide)
        for at, child in enumerate(children):
            kind = kind_of(child)
            key = f"{part.key}{EVENT}" if child is event else self._key(child, kind, part)
            found.append((key, kind))
            groups[key].append(at)
        for stem, twins in groups.items():
            if len(twins) > 1 or stem in self.tree or self._had_twins(stem, part):
                keys = twin_keys(stem, [children[at] for at in twins], self.guide, _said)
                for at, key in zip(twins, keys, strict=True):
                    found[at] = (self._unused(key), found[at][1])
        return found

    def _had_twins(self, stem: str, part: Part) -> bool:
        before = self.guide.get(part.key)
        return before is not None and any(key.startswith(f"{stem}~") for key in before.children)

    def _unused(self, key: str) -> str:
        while key in self.tree:
            key += "~"
        return key

    def _key(self, xml: etree._Element, kind: str, part: Part) -> str:
        if split(str(xml.tag))[0] in DRAWN:
            drawn = xml.get("bpmnElement")
            return (
                f"{self.file}@{reference(xml, drawn)}"
                if drawn and kind != "BPMNPlane"
                else f"{part.key}{WITHIN}{kind}"
            )
        if has_own_id(xml, kind):
            return f"{self.file}#{xml.get('id')}"
        return key_within(xml, kind, part.key)

    def _add(self, xml: etree._Element, key: str, kind: str, above: Part | None) -> Part:
        known = has_own_id(xml, kind) and key.startswith(f"{self.file}#") and WITHIN not in key
        values = dict(_values(xml, kind, known))
        part = Part(
            key=key,
            parent=above.key if above else "",
            anchor=(above.anchor if above.derived else above.key) if above else "",
            kind=kind,
            source=xml,
            values=values,
            refs=dict(self._refs(xml, kind, values)),
            drawing=split(str(xml.tag))[0] in DRAWN or (above is not None and above.drawing),
            derived=kind in CONTAINERS and len(xml) > 0,
            ordered=kind == "zeebe:ioMapping",
            unasked=_unasked(kind, values),
            loose=_LOOSE,
            words=kind == "documentation" or (kind == "zeebe:property" and _is_text(xml.get("name", ""))),
        )
        if known and (own := self.renamed.get(xml.get("id", ""))):
            values[ID] = own
        if kind in LISTINGS:
            self.listings.append(part)
        self.tree[key] = part
        if above:
            above.children.append(key)
        return part

    def _refs(
        self, xml: etree._Element, kind: str, values: Mapping[str, Value]
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        for name, value in values.items():
            if name == WAY:
                yield name, tuple(f"{self.file}#{reference(xml, end)}" for end in value)
            elif (
                isinstance(value, str) and (name.endswith("Ref") or name in ("default", "bpmnElement"))
            ) or (name == TEXT and isinstance(value, str) and kind.endswith("Ref")):
                yield name, (f"{self.file}#{reference(xml, value)}",)
        yield from _outward(xml, kind)

    def _finish(self) -> None:
        """Lanes become values of what stands in them; what only repeats other elements is marked."""
        for part in self.listings:
            told = (part.source.text or "").strip()  # type: ignore[attr-defined]
            about = self.tree.get(f"{self.file}#{told}")
            part.derived = about is not None and _repeats(part, about, self.file)
            if part.derived and about is not None and part.kind == "flowNodeRef":
                self.lanes[about.key].append(part.parent)
        for key, lanes in self.lanes.items():
            self.tree[key].values[LANES] = self.tree[key].refs[LANES] = tuple(sorted(set(lanes)))


def _folded(xml: etree._Element, part: Part) -> bool:
    """Whether an element of the drawing is a value of the shape or line that it stands in."""
    return part.drawing and split(str(xml.tag))[1] in ("Bounds", "waypoint")


def _event(children: list[etree._Element], part: Part, guide: Tree) -> etree._Element | None:
    """The event definition that stands for the event: the one of the guide if it is there, else the first."""
    if part.kind not in EVENTS:
        return None
    found = [child for child in children if str(child.tag).endswith("EventDefinition")]
    before = guide.get(f"{part.key}{EVENT}")
    same = [child for child in found if before and child.get("id") == before.values.get("id")]
    return next(iter(same or found), None)


def _values(xml: etree._Element, kind: str, known: bool) -> Iterator[tuple[str, Value]]:
    names = {str(name): str(value) for name, value in xml.attrib.items()}
    if known:
        names.pop("id", None)
    if "sourceRef" in names and "targetRef" in names:
        yield WAY, (names.pop("sourceRef"), names.pop("targetRef"))
    for name, value in names.items():
        yield name, _qualified(xml, value) if name == TYPE else value
    if kind not in CONTAINERS and (xml.text or "").strip():
        yield TEXT, xml.text or ""
    if (xml.tail or "").strip():
        yield TAIL, xml.tail or ""
    if split(str(xml.tag))[0] in DRAWN:
        yield from _drawn(xml)


def _drawn(xml: etree._Element) -> Iterator[tuple[str, Value]]:
    points = [f"{p.get('x', '')} {p.get('y', '')}" for p in xml if split(str(p.tag))[1] == "waypoint"]
    if points:
        yield WAYPOINTS, tuple(points)
    bounds = next((child for child in xml if split(str(child.tag))[1] == "Bounds"), None)
    if bounds is not None:
        yield BOUNDS, tuple(bounds.get(name, "") for name in _COORDINATES)


def _qualified(xml: etree._Element, value: str) -> str:
    """A type's name with its namespace instead of the prefix that the file happens to use."""
    prefix, _, local = value.strip().rpartition(":")
    namespace = xml.nsmap.get(prefix or None)
    return f"{{{namespace}}}{local}" if namespace else value


def _outward(xml: etree._Element, kind: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """References to other files of the version: forms and called diagrams."""
    if kind == "zeebe:formDefinition" and (form := xml.get("formId")):
        yield "formId", (f"form:{form}",)
    if kind == "zeebe:property" and xml.get("name") == "form" and (form := xml.get("value")):
        yield "value", (f"form:{form}",)
    if kind == "zeebe:calledElement" and (called := xml.get("processId")):
        yield "processId", (f"diagram:{called.strip()}",)


def _repeats(part: Part, about: Part, file: str) -> bool:
    if part.kind == "flowNodeRef":
        return about.kind in FLOW_NODES
    ends = about.refs.get(WAY, ())
    return about.kind == "sequenceFlow" and ends[1 if part.kind == "incoming" else 0] == part.parent


def _unasked(kind: str, values: Mapping[str, Value]) -> frozenset[str]:
    names = [name for name, value in values.items() if (name, value) in _DEFAULTS]
    if kind in FLOW_NODES and kind not in PEOPLE:
        names.append(LANES)
    return _TOOLING.union(names) if names else _TOOLING


def _is_text(name: str) -> bool:
    stem, _, lang = name.rpartition(".")
    return name in TEXTS or (bool(stem) and len(lang) == 2)


def _said(source: object) -> str:
    assert isinstance(source, etree._Element)
    return etree.tostring(source, encoding="unicode", with_tail=False)


__all__ = ["BOUNDS", "BPMN", "ID", "LANES", "TAIL", "TEXT", "TYPE", "WAY", "WAYPOINTS", "index", "reference"]
