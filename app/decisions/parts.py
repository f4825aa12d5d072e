"""A file of decisions taken apart: elements, tables, columns and rules as parts, to be compared and merged.

What others refer to is known by its id. Nothing refers to a rule or a column, and editors make up their ids:
they are found again by what they say, then by their id, then by what they test. New ones are known by what
they say, so that two sides that add the same add one thing.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import cast

from lxml import etree

from app.changes.parts import Part, Tree, Value
from app.decisions.elements import KINDS, children, tag, text
from app.decisions.reading import read
from app.markup import split

FILE, TABLE, RULE, DRAWING = "definitions", "decisionTable", "rule", "DMNDI"
REQUIREMENTS = ("informationRequirement", "knowledgeRequirement", "authorityRequirement")
#: Kind of a column → the entries of a rule that stand in it.
ENTRIES = {"input": "inputEntry", "output": "outputEntry", "annotation": "annotationEntry"}
#: The names of a rule's values begin so; the key of the column follows.
CELL = "cell "
#: What editors write by themselves: nothing follows from it. So are attributes of other namespaces.
_TOOLING = frozenset({"@id", "#ids", "@exporter", "@exporterVersion"})


class DecisionVersion:
    """One version of a file of decisions; `guide` is the older version that it is compared with."""

    def __init__(self, source: bytes, file: str, guide: "DecisionVersion | None" = None) -> None:
        """`file` begins the keys of all parts. Raises Unreadable for what holds no decisions."""
        self.source = source
        self.file = file
        self.root = read(source)
        self.tree: dict[str, Part] = {}
        self._guide: Tree = guide.tree if guide else {}
        self._by_id: dict[str, str] = {}
        self._add(file, self.root, None)

    def dependants(self, keys: Collection[str]) -> set[str]:
        """The ids of these elements and of all that require them, directly or through others."""
        found, waiting = set[str](), list(keys)
        needs = [part for part in self.tree.values() if part.kind in REQUIREMENTS]
        while waiting:
            key = waiting.pop()
            found.add(key)
            waiting += [
                each.parent
                for each in needs
                if each.parent not in found and any(key in needed for needed in each.refs.values())
            ]
        return {xml_of(self.tree[key]).get("id", "") for key in found if key in self.tree}

    def _add(self, key: str, xml: etree._Element, above: Part | None) -> None:
        inside = list(parted(xml))
        values = dict(_values(xml, inside))
        part = Part(key, above.key if above else "", above.key if above else "", tag(xml), xml, values)
        part.ordered = tag(xml) == TABLE
        part.drawing = tag(xml) == DRAWING or (above is not None and above.drawing)
        part.refs.update(self._refs(part, inside))
        if part.kind == RULE and above:
            self._cells(part, above)
        part.unasked = frozenset(name for name in values if name in _TOOLING or name.startswith("@{"))
        self.tree[key] = part
        self._by_id.setdefault(xml.get("id", ""), key)
        if above:
            above.children.append(key)
        for child, child_key in self._keyed(inside, part):
            self._add(child_key, child, part)

    def _cells(self, rule: Part, table: Part) -> None:
        for column, written in self._entries(xml_of(rule), table):
            rule.values[CELL + column] = written
            rule.refs[CELL + column] = (column,)

    def _entries(self, rule: etree._Element, table: Part) -> Iterator[tuple[str, str]]:
        """What a rule says in each column, by the key of the column."""
        for kind, entry in ENTRIES.items():
            columns = [key for key in table.children if self.tree[key].kind == kind]
            yield from zip(columns, map(text, children(rule, entry)), strict=False)

    def _refs(self, part: Part, inside: Sequence[etree._Element]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """What a requirement or a shape is about."""
        xml = xml_of(part)
        if part.kind in REQUIREMENTS:
            for child in children(xml):
                yield f"#{tag(child)}", (f"{self.file}#{child.get('href', '').rpartition('#')[2]}",)
        elif part.drawing and (about := self._by_id.get(xml.get("dmnElementRef", ""))):
            yield "@dmnElementRef", (about,)

    def _keyed(self, inside: Sequence[etree._Element], part: Part) -> Iterator[tuple[etree._Element, str]]:
        """Children with their keys; columns first, as the cells of rules are known by them."""
        by_kind: dict[str, list[etree._Element]] = defaultdict(list)
        for child in inside:
            by_kind[tag(child)].append(child)
        for kind in sorted(by_kind, key=lambda kind: kind == RULE):
            found = by_kind[kind]
            if kind in ENTRIES or kind == RULE:
                yield from zip(found, self._matched(part, kind, found), strict=True)
            else:
                yield from ((child, self._unused(self._key(part, child))) for child in found)

    def _key(self, part: Part, child: etree._Element) -> str:
        if part.kind == FILE and tag(child) != DRAWING:
            return f"{self.file}#{child.get('id') or child.get('name') or tag(child)}"
        refers = child.get("dmnElementRef") or next((each.get("href", "") for each in children(child)), "")
        return f"{part.key}\x1f{tag(child)} {refers if tag(child) != TABLE else ''}"

    def _matched(self, above: Part, kind: str, found: Sequence[etree._Element]) -> list[str]:
        guide = self._guide.get(above.key)
        known = [self._guide[key] for key in guide.children] if guide else []
        keys = _same([part for part in known if part.kind == kind], found)
        for at, xml in enumerate(found):
            if at not in keys:
                meant = hashlib.sha256(self._meant(xml, above).encode()).hexdigest()[:12]
                keys[at] = self._unused(f"{above.key}\x1f{kind} {meant}", keys.values())
        return [keys[at] for at in range(len(found))]

    def _meant(self, xml: etree._Element, above: Part) -> str:
        """What a new part says; of a rule what it does not leave open, as that stays when a column comes."""
        if tag(xml) != RULE:
            return said(xml)
        return repr([each for each in self._entries(xml, above) if each[1] not in ("", "-")])

    def _unused(self, key: str, others: Collection[str] = ()) -> str:
        while key in self.tree or key in others:
            key += "+"
        return key


def _same(known: Sequence[Part], found: Sequence[etree._Element]) -> dict[int, str]:
    """Place → key of the known part that it is the same as."""
    keys: dict[int, str] = {}
    for way in (_wholly, said, _identity):
        _pair(way, known, found, keys)
    if not {_identity(xml_of(part)) for part in known} & {_identity(xml) for xml in found}:
        _pair(_gist, known, found, keys)  # an editor has made all ids anew
    return keys


def _pair(
    way: Callable[[etree._Element], str],
    known: Sequence[Part],
    found: Sequence[etree._Element],
    keys: dict[int, str],
) -> None:
    """Add those that are alike in this way and not paired yet."""
    left: dict[str, list[str]] = defaultdict(list)
    paired = set(keys.values())
    for part in known:
        if part.key not in paired:
            left[way(xml_of(part))].append(part.key)
    for at, xml in enumerate(found):
        if at not in keys and (name := way(xml)) and left[name]:
            keys[at] = left[name].pop(0)


def _wholly(xml: etree._Element) -> str:
    return f"{_identity(xml)} {said(xml)}"


def _identity(xml: etree._Element) -> str:
    return xml.get("id", "")


def _gist(xml: etree._Element) -> str:
    """What a rule tests, or what a column is about."""
    if tag(xml) == RULE:
        return "\n".join(text(each) for each in children(xml, "inputEntry"))
    return " ".join(f"{text(child)}" for child in children(xml, "inputExpression")) or xml.get("name", "")


def xml_of(part: Part) -> etree._Element:
    """What the part was read from."""
    return cast(etree._Element, part.source)


def parted(xml: etree._Element) -> Iterator[etree._Element]:
    """The children of an element that are parts of their own."""
    kind = tag(xml)
    if kind == FILE:
        yield from (child for child in children(xml) if child.get("id") or child.get("name"))
        yield from (child for child in xml if tag(child) == DRAWING)
    elif kind in KINDS:
        yield from children(xml, *REQUIREMENTS, TABLE)
    elif kind == TABLE:
        yield from children(xml, *ENTRIES, RULE)
    elif kind == DRAWING and (page := page_of(xml)) is not None:
        yield from (child for child in page if isinstance(child.tag, str) and child.get("dmnElementRef"))


def page_of(drawing: etree._Element) -> etree._Element | None:
    """The page of a drawing that holds its shapes."""
    return next(children(drawing, "DMNDiagram"), None)


def _values(xml: etree._Element, inside: Iterable[etree._Element]) -> Iterator[tuple[str, Value]]:
    yield from ((f"@{name}", str(value)) for name, value in xml.attrib.items())
    small = small_of(xml, inside) if tag(xml) != DRAWING else {}
    for name, found in small.items():
        yield f"#{name}", "\n".join(said(each) for each in found)
    within = (each for found in small.values() for top in found for each in top.iter())
    if ids := [str(each.get("id")) for each in within if each.get("id")]:
        yield "#ids", " ".join(ids)


def small_of(xml: etree._Element, inside: Iterable[etree._Element]) -> dict[str, list[etree._Element]]:
    """What is in an element and is no part (`inside`) and no cell of its own, by its tag."""
    apart = {*inside, *(children(xml, *ENTRIES.values()) if tag(xml) == RULE else ())}
    found: dict[str, list[etree._Element]] = defaultdict(list)
    for child in xml:
        if isinstance(child.tag, str) and child not in apart:
            found[tag(child)].append(child)
    return found


def said(xml: etree._Element) -> str:
    """What an element says, with all that is in it, whatever its prefixes, indentation, comments and ids."""
    about = "".join(
        f" {split(str(name))[1]}={value!r}" for name, value in sorted(xml.attrib.items()) if name != "id"
    )
    inside = "".join(said(child) for child in xml if isinstance(child.tag, str))
    return f"<{tag(xml)}{about}>{(xml.text or '').strip()}{inside}"
