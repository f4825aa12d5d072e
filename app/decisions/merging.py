"""Make one file of decisions of two: ours, with what was decided to be taken from theirs.

Nothing is decided here. Our file is changed only where something is taken, so that its comments and its way
of writing stay. The entries of a rule stand in the order of the columns, whichever side they come from.
"""

import copy
from collections.abc import Collection, Mapping, Sequence

from lxml import etree

from app.changes.order import merged as merged_order
from app.changes.parts import KIND, PLACE, THERE, Part, Value
from app.decisions.elements import children, first, tag
from app.decisions.pairing import RULE, xml_of
from app.decisions.parts import (
    CELL,
    DRAWING,
    ENTRIES,
    TABLE,
    DecisionVersion,
    page_of,
    parted,
    small_of,
)
from app.decisions.placing import GRAPH, elements, exchange, fill

#: What stands in a cell of a column that the rule knows nothing of.
_BLANK = {"input": "-", "output": "", "annotation": ""}


def merged(
    base: DecisionVersion,
    ours: DecisionVersion,
    theirs: DecisionVersion,
    takes: Collection[tuple[str, str]],
    values: Mapping[tuple[str, str], Value],
) -> bytes:
    """Our file with what is in `takes`, (key, name), as it is with them, and `values` as neither has it."""
    merging = _Merging(base, ours, theirs, takes, values)
    merging.run()
    tree = merging.root.getroottree()
    return etree.tostring(tree, encoding="UTF-8", xml_declaration=True)


class _Merging:
    def __init__(
        self,
        base: DecisionVersion,
        ours: DecisionVersion,
        theirs: DecisionVersion,
        takes: Collection[tuple[str, str]],
        values: Mapping[tuple[str, str], Value],
    ) -> None:
        self.base, self.ours, self.theirs, self.takes, self.values = base, ours, theirs, takes, values
        self.root = copy.deepcopy(ours.root.getroottree()).getroot()
        copied = dict(zip(ours.root.iter(), self.root.iter(), strict=True))
        self.at = {key: copied[xml_of(part)] for key, part in ours.tree.items()}
        self.ids = {str(each.get("id")) for each in self.root.iter() if each.get("id")}
        #: key of a rule → key of a column → the entry
        self.cells = {key: self._cells(ours, key, xml) for key, xml in self.at.items() if tag(xml) == RULE}

    def run(self) -> None:
        """Add, change and remove; then put in order what stands in what."""
        for key, part in self.theirs.tree.items():
            if (key, THERE) in self.takes or (key, KIND) in self.takes:
                self._take_whole(key, part)
        for key, name in sorted(self.takes):
            if key in self.at and key in self.theirs.tree and name not in (THERE, KIND, PLACE):
                self._take(key, name, self.theirs.tree[key])
        for (key, name), value in self.values.items():
            self._write(key, name, str(value))
        gone = {key for key, name in self.takes if name == THERE and key not in self.theirs.tree}
        self._arrange(self.ours.file, gone)

    def _take_whole(self, key: str, part: Part) -> None:
        """Their element without the parts in it, which come by themselves; parts that we have in it stay."""
        own = copy.deepcopy(xml_of(part))
        cells = self._cells(self.theirs, key, own) if part.kind == RULE else {}
        for child in [*parted(own), *cells.values()]:
            holder = child.getparent()
            if holder is not None:
                holder.remove(child)
        own.tail = self.at[key].tail if key in self.at else None
        if part.kind == RULE:
            self.cells[key] = cells
        if key in self.at and (above := self.at[key].getparent()) is not None:
            above.replace(self.at[key], own)
        for each in (own, *cells.values()):
            self._rename(each)
        self.at[key] = own

    def _rename(self, top: etree._Element) -> None:
        """Give what came in another id where ours is the same; elements of the graph keep theirs."""
        for each in top.iter():
            own, number = each.get("id"), 2
            if own in self.ids and tag(each) not in GRAPH:
                while f"{own}_{number}" in self.ids:
                    number += 1
                each.set("id", f"{own}_{number}")
            self.ids.add(each.get("id", ""))

    def _take(self, key: str, name: str, part: Part) -> None:
        mine, other = self.at[key], xml_of(part)
        if name.startswith(CELL):
            cell = self._cells(self.theirs, key, other).get(name.removeprefix(CELL))
            self._put_cell(key, name.removeprefix(CELL), copy.deepcopy(cell) if cell is not None else None)
        elif name.startswith("@"):
            value = other.get(name[1:])
            mine.attrib.pop(name[1:], None)
            if value is not None:
                mine.set(name[1:], value)
        elif name != "#ids":
            self._replace(mine, name[1:], small_of(other, list(parted(other))).get(name[1:], []))

    def _put_cell(self, key: str, column: str, cell: etree._Element | None) -> None:
        old = self.cells[key].pop(column, None)
        if cell is not None:
            if old is not None and old.get("id"):
                cell.set("id", str(old.get("id")))
            self.cells[key][column] = cell

    def _replace(self, mine: etree._Element, name: str, found: Sequence[etree._Element]) -> None:
        """Put theirs in the place of our children of this tag."""
        old = set(small_of(mine, list(parted(mine))).get(name, []))
        fresh = [copy.deepcopy(each) for each in found]
        for each in fresh:
            self._rename(each)
        fill(mine, [*(each for each in elements(mine) if each not in old), *fresh])

    def _write(self, key: str, name: str, value: str) -> None:
        """A value that neither side has: of a cell or an attribute."""
        if key not in self.at:
            return
        if name.startswith("@"):
            self.at[key].set(name[1:], value)
        elif name.startswith(CELL) and (cell := self.cells[key].get(name.removeprefix(CELL))) is not None:
            written = first(cell, "text")
            if written is not None:
                written.text = value

    def _arrange(self, key: str, gone: Collection[str]) -> None:
        """Put the parts in a part in order, and go on with what is in them."""
        inside = [child for child in self._order(key) if child in self.at and child not in gone]
        above = self.at[key]
        holder = page_of(above) if tag(above) == DRAWING else above
        if holder is not None:
            exchange(holder, list(parted(above)), [self.at[child] for child in inside])
        for child in inside:
            self._arrange(child, gone)
        if tag(above) == TABLE:
            columns = [child for child in inside if tag(self.at[child]) in ENTRIES]
            for rule in (child for child in inside if child in self.cells):
                self._line_up(rule, columns)

    def _order(self, key: str) -> list[str]:
        base, ours, theirs = (_children(side, key) for side in (self.base, self.ours, self.theirs))
        moves = [child for child, name in self.takes if name == PLACE]
        there = {child for child in (*ours, *theirs) if child in self.at}
        return merged_order(base, ours, theirs, there, moves)

    def _line_up(self, rule: str, columns: Sequence[str]) -> None:
        """Give a rule one entry for each column, in their order."""
        xml, cells = self.at[rule], self.cells[rule]
        line = [cells[each] if each in cells else self._blank(self.at[each]) for each in columns]
        entries = [each for kind in ENTRIES.values() for each in line if tag(each) == kind]
        exchange(xml, list(children(xml, *ENTRIES.values())), entries)

    def _blank(self, column: etree._Element) -> etree._Element:
        namespace = etree.QName(column).namespace
        cell = etree.Element(f"{{{namespace}}}{ENTRIES[tag(column)]}")
        etree.SubElement(cell, f"{{{namespace}}}text").text = _BLANK[tag(column)]
        return cell

    @staticmethod
    def _cells(version: DecisionVersion, key: str, xml: etree._Element) -> dict[str, etree._Element]:
        """The entries of a rule by the keys of their columns."""
        found: dict[str, etree._Element] = {}
        table = version.tree[version.tree[key].parent]
        for kind, entry in ENTRIES.items():
            columns = [each for each in table.children if version.tree[each].kind == kind]
            found |= dict(zip(columns, children(xml, entry), strict=False))
        return found


def _children(version: DecisionVersion, key: str) -> Sequence[str]:
    part = version.tree.get(key)
    return part.children if part is not None else ()
