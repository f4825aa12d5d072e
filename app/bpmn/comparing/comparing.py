"""Compare two versions of a diagram: every difference, sorted into spots, each told in sentences."""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from app.bpmn.comparing.about import About, details
from app.bpmn.comparing.aspects import tell
from app.bpmn.comparing.belonging import Belonging, Owned
from app.bpmn.comparing.drawn import drawing, identities, things
from app.bpmn.comparing.order import Order
from app.bpmn.comparing.steps import shown, told
from app.bpmn.comparing.values import ID, WAY
from app.bpmn.comparing.version import Version
from app.bpmn.names import FLOW_NODES
from app.changes.change import Change, Spot, spot
from app.changes.parts import THERE, deltas


def compare(old: Version, new: Version) -> list[Spot]:
    """What differs. Every difference between the files is in exactly one spot; each spot has a sentence."""
    return _Comparing(old, new).spots()


class _Comparing:
    def __init__(self, old: Version, new: Version) -> None:
        self.old, self.new = old, new
        self.belonging = Belonging(old, new, deltas(old.tree, new.tree))
        self._order: Order | None = None

    @property
    def order(self) -> Order:
        if self._order is None:
            self._order = Order(self.old, self.new)
        return self._order

    def spots(self) -> list[Spot]:
        return [
            spot(self.new.file, map(self._with_own_ids, self._changes(group)), (each.delta for each in group))
            for group in self.belonging.groups()
        ]

    def _changes(self, group: Sequence[Owned]) -> list[Change]:
        if all(each.delta.quiet for each in group):
            return [drawing(self.old, self.new, [each.delta for each in group])]
        renamed = [each.delta for each in group if each.delta.name == ID]
        found = [*self._structure(group), *self._aspects(group)]
        found += [identities(self.old, self.new, renamed)] if renamed else []
        return found or list(things(self.old, self.new, [each.delta for each in group]))

    def _structure(self, group: Sequence[Owned]) -> Iterator[Change]:
        """Steps that are new, gone or moved, and arrows that lead elsewhere."""
        nodes = [each.delta for each in group if _is_node(each)]
        flows = [
            each.delta.key for each in group if each.delta.part.kind == "sequenceFlow" and not each.aspect
        ]
        flows += [each.delta.key for each in group if each.aspect == "anything" and each.delta.name == WAY]
        ids = {self.new.plain_id(key) for key in flows}
        moved = list(self.order.changes(ids)) if ids else []
        new = shown([delta.key for delta in nodes if delta.added], self.new)
        gone = shown([delta.key for delta in nodes if delta.removed], self.old)
        steps = [told(self.new, key, new=True) for key in new] + [
            told(self.old, key, new=False) for key in gone
        ]
        found = [*moved, *(change for change in steps if change)]
        if not found and (ids or nodes):
            around = [self.new.plain_id(key) for key in (*new, *gone, *self._ends(flows))]
            found = [self.order.arrows(around, ids)]
        yield from _explained(found, group)

    def _ends(self, flows: Iterable[str]) -> Iterator[str]:
        for key in flows:
            part = self.new.tree.get(key) or self.old.tree[key]
            yield from part.refs.get(WAY, ())

    def _aspects(self, group: Sequence[Owned]) -> Iterator[Change]:
        found: dict[tuple[str, str], list[Owned]] = defaultdict(list)
        for each in group:
            if each.aspect and each.delta.name not in (WAY, ID) and not each.delta.quiet:
                found[each.owner, each.aspect].append(each)
        for (owner, aspect), owned in found.items():
            about = About(self.old, self.new, owner, [each.delta for each in owned])
            yield from tell(aspect, about)

    def _with_own_ids(self, change: Change) -> Change:
        old, new = self.old.own_ids, self.new.own_ids
        if not old and not new:
            return change
        return dataclasses.replace(
            change,
            old_elements=tuple(old.get(each, each) for each in change.old_elements),
            new_elements=tuple(new.get(each, each) for each in change.new_elements),
        )


def _is_node(owned: Owned) -> bool:
    return owned.delta.name == THERE and owned.delta.part.kind in FLOW_NODES


def _explained(changes: Sequence[Change], group: Sequence[Owned]) -> Iterator[Change]:
    """The first sentence carries the details of the arrows and elements of them all."""
    held = [each.delta for each in group if not each.aspect and not each.delta.quiet]
    for at, change in enumerate(changes):
        yield dataclasses.replace(change, details=details(held)) if at == 0 else change
