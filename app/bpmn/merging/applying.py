"""Make one diagram of two: ours, with what was decided to be taken from theirs.

Nothing is decided here. Our file is changed only where something is taken, so that its comments, its layout
and its way of writing stay.
"""

import copy
from collections.abc import Iterable, Iterator

from lxml import etree

from app.bpmn.comparing import Version
from app.bpmn.comparing.values import BOUNDS, ID, LANES, TAIL, TEXT, TYPE, WAY, WAYPOINTS
from app.bpmn.merging.decided import Decided
from app.changes.parts import KIND, PARENT, THERE, Part, Value
from app.markup import split

_FOLDED = {BOUNDS: "Bounds", WAYPOINTS: "waypoint"}


class Applying:
    """The file in the making: `at` has the element of each part that is in it."""

    def __init__(self, base: Version, ours: Version, theirs: Version, decided: Decided) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self.decided = decided
        self.tree = copy.deepcopy(ours.document.root.getroottree())
        pairs = zip(ours.document.root.iter(), self.tree.getroot().iter(), strict=True)
        copied = dict(pairs)
        self.at = {key: copied[xml] for key, xml in ours.index.elements()}
        self.key_of = {xml: key for key, xml in self.at.items()}
        self.kept = set(self.key_of)  #: what is in our file already
        #: keys of parents whose children have to be put in order
        self.touched: set[str] = set()
        #: lanes of a node where they are not those of our file
        self.lanes: dict[str, tuple[str, ...]] = {}
        self.ids = dict(ours.own_ids)

    def run(self) -> None:
        """Take over what was decided, one sort of difference after the other."""
        takes = self.decided.takes
        for key in [key for key in self.theirs.tree if (key, THERE) in takes]:
            self.add(key)
        for key, name in sorted(takes):
            self._take(key, name)
        for (key, name), value in self.decided.values.items():
            if key in self.at:
                self._set(key, name, value, None)
        gone = [key for key, name in takes if name == THERE and key not in self.theirs.tree]
        for key in (*gone, *self.decided.drops):
            self.remove(key)

    def _take(self, key: str, name: str) -> None:
        part = self.theirs.tree.get(key)
        if part is None or key not in self.at:
            return
        if name == THERE:
            self._overwrite(key, part)
        elif name == KIND:
            self.at[key].tag = part.source.tag  # type: ignore[attr-defined]
        elif name == PARENT:
            self._move(key, part)
        else:
            self._set(key, name, part.values.get(name), part)

    def add(self, key: str) -> etree._Element | None:
        """An element of theirs, without what is in it, and whatever has to be around it."""
        if key in self.at:
            return self.at[key]
        part = self.theirs.tree.get(key)
        above = self._holder(part) if part else None
        if part is None or above is None:
            return None
        source: etree._Element = part.source  # type: ignore[assignment]
        xml = etree.Element(source.tag, dict(source.attrib), nsmap=source.nsmap)
        xml.text = source.text if TEXT in part.values else None
        above.append(xml)
        if TYPE in part.values:
            _type(xml, source)
        if part.drawing:
            _fold(xml, source, *_FOLDED.values())
        self._place(key, xml, part)
        return xml

    def _place(self, key: str, xml: etree._Element, part: Part) -> None:
        self.at[key] = xml
        self.key_of[xml] = key
        self.touched |= {part.parent, key}
        if LANES in part.values:
            self.lanes[key] = part.refs[LANES]
        if isinstance(own := part.values.get(ID), str):
            self.ids[self.theirs.plain_id(key)] = own

    def _holder(self, part: Part) -> etree._Element | None:
        """The element that a part of theirs stands in; containers and lanes are made when they are needed."""
        above = self.theirs.tree.get(part.parent)
        if above is None or above.key in self.at:
            return self.at.get(part.parent)
        return self.add(above.key) if above.derived else None

    def _overwrite(self, key: str, part: Part) -> None:
        """Something that both added becomes what they made of it."""
        mine = self.ours.tree.get(key)
        if mine is None:
            return
        self.at[key].tag = part.source.tag  # type: ignore[attr-defined]
        if mine.parent != part.parent:
            self._move(key, part)
        for name in {**mine.values, **part.values}:
            self._set(key, name, part.values.get(name), part)

    def _move(self, key: str, part: Part) -> None:
        above = self._holder(part)
        xml = self.at[key]
        if above is None or above is xml or xml in above.iterancestors():
            return
        old = xml.getparent()
        self.touched |= {self.key_of.get(old, "") if old is not None else "", part.parent}
        above.append(xml)

    def _set(self, key: str, name: str, value: Value | None, part: Part | None) -> None:
        xml = self.at[key]
        if name == WAY:
            ends = value if isinstance(value, tuple) and len(value) == 2 else ("", "")
            _attribute(xml, "sourceRef", ends[0] or None)
            _attribute(xml, "targetRef", ends[1] or None)
        elif name == LANES:
            self.lanes[key] = value if isinstance(value, tuple) else ()
        elif name == ID:
            self._call(key, value if isinstance(value, str) else None)
        elif name in _FOLDED:
            _fold(xml, part.source if part else (), _FOLDED[name])  # type: ignore[arg-type]
        elif name == TEXT:
            xml.text = value if isinstance(value, str) else None
        elif name == TAIL:
            xml.tail = value if isinstance(value, str) else None
        elif name == TYPE and value is not None and part is not None:
            _type(xml, part.source)  # type: ignore[arg-type]
        else:
            _attribute(xml, name, value if isinstance(value, str) else None)

    def _call(self, key: str, own: str | None) -> None:
        known = self.ours.plain_id(key)
        self.ids.pop(known, None)
        if own is not None:
            self.ids[known] = own

    def remove(self, key: str) -> None:
        """Take an element out, with everything in it."""
        xml = self.at.get(key)
        parent = xml.getparent() if xml is not None else None
        if xml is None or parent is None:
            return
        self.touched.add(self.key_of.get(parent, ""))
        _take_out(xml, parent)
        for each in xml.iter():
            self.at.pop(self.key_of.pop(each, ""), None)

    def parts(self) -> Iterator[tuple[str, Part]]:
        """What is in the file now, as one of the two sides has it."""
        for key in self.at:
            part = self.ours.tree.get(key) or self.theirs.tree.get(key)
            if part is not None:
                yield key, part


def _fold(xml: etree._Element, source: Iterable[etree._Element], *names: str) -> None:
    """The box or the points of a shape or line, as `source` has them."""
    for child in [child for child in xml if split(str(child.tag))[1] in names]:
        xml.remove(child)
    for at, child in enumerate([child for child in source if split(str(child.tag))[1] in names]):
        copied = copy.deepcopy(child)
        copied.tail = None
        xml.insert(at, copied)
        if TYPE in child.attrib:
            _type(copied, child)


def _take_out(xml: etree._Element, parent: etree._Element) -> None:
    """Remove an element and the white space behind it; the one before the end of the parent stays."""
    if xml.getnext() is None:
        before = xml.getprevious()
        if before is not None:
            before.tail = xml.tail
        else:
            parent.text = xml.tail
    parent.remove(xml)


def _attribute(xml: etree._Element, name: str, value: str | None) -> None:
    if value is not None:
        xml.set(name, value)
    elif name in xml.attrib:
        del xml.attrib[name]


def _type(xml: etree._Element, source: etree._Element) -> None:
    """Say the type of `source` with the prefix that our file has for its namespace."""
    prefix, _, local = str(source.get(TYPE)).strip().rpartition(":")
    namespace = source.nsmap.get(prefix or None)
    known = [prefix for prefix, uri in xml.nsmap.items() if uri == namespace]
    if namespace is None or None in known:
        xml.set(TYPE, local)
    elif known:
        xml.set(TYPE, f"{known[0]}:{local}")
    else:
        xml.set(TYPE, etree.QName(namespace, local))
