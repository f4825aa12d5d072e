"""What differs between two versions of a file of decisions, sorted into spots and told in sentences."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from app.changes.change import Change, Detail, Spot, spot
from app.changes.grouping import together
from app.changes.parts import THERE, Delta, Part, Tree, deltas
from app.changes.wording import Sentence, Value, quoted
from app.decisions.naming import owner, title
from app.decisions.pairing import RULE, xml_of
from app.decisions.parts import CELL, ENTRIES, FILE, DecisionVersion
from app.decisions.telling import about, aspect, tell
from app.translating import N_

_TOOLING = N_("Only technical details of the decisions %(file)s are different.")
_RULE_TOPIC, _COLUMN_TOPIC = N_("Rule %(number)s of %(table)s"), N_("%(column)s in %(table)s")
_TOPIC = N_("The decision %(name)s")

_Bucket = tuple[str, str]  #: key of the part, aspect


def compare(old: DecisionVersion, new: DecisionVersion) -> list[Spot]:
    """What differs. Every difference is in exactly one spot, and each spot has a sentence.

    The elements of a change are the decisions that may come out otherwise.
    """
    return _Comparing(old, new).spots()


class _Comparing:
    def __init__(self, old: DecisionVersion, new: DecisionVersion) -> None:
        self.old, self.new = old, new
        self.deltas = deltas(old.tree, new.tree)
        self.there = {delta.key for delta in self.deltas if delta.name == THERE}

    def spots(self) -> list[Spot]:
        links = [(at, self._link(delta)) for at, delta in enumerate(self.deltas)]
        found = [[self.deltas[at] for at in group] for group in together(self.deltas, links)]
        return [spot(self.new.file, self._changes(group), group) for group in found]

    def _link(self, delta: Delta) -> Hashable:
        if not delta.quiet:
            return self._bucket(delta)
        # The shape of what is new or gone goes with it.
        return delta.key if self.there.intersection(delta.holds()) else "tooling"

    def _bucket(self, delta: Delta) -> _Bucket:
        """What a difference is told with: the new or gone part that it is in, or its aspect."""
        column = delta.name.removeprefix(CELL)
        if column in self.there:
            return column, "whole"
        if delta.name != THERE:
            return delta.key, aspect(delta, self.new.tree)
        key, tree = delta.key, self._tree(delta.part)
        while tree[key].parent in self.there:
            key = tree[key].parent
        return key, "whole"

    def _changes(self, group: Sequence[Delta]) -> Iterator[Change]:
        buckets: dict[_Bucket, list[Delta]] = defaultdict(list)
        for delta in group:
            if not delta.quiet:
                buckets[self._bucket(delta)].append(delta)
        for (key, named), held in buckets.items():
            yield self._change(named, next((each for each in held if each.key == key), held[0]), held)
        if not buckets:
            file = next(part for part in self.new.tree.values() if part.kind == FILE)
            sentence = Sentence(_TOOLING, {"file": quoted(title(file))})
            yield Change("changed", "layout", "drawing", sentence, sentence)

    def _change(self, named: str, first: Delta, held: Sequence[Delta]) -> Change:
        told = tell(named, first, self.old.tree, self.new.tree)
        values = about(first.part, self._tree(first.part))
        said = told.sentence(values)
        old, new = (_decided_otherwise(version, held) for version in (self.old, self.new))
        return Change(
            told.kind, told.level, "rules", said, _topic(first.part, values), old, new, _details(held)
        )

    def _tree(self, part: Part) -> Tree:
        return self.new.tree if self.new.tree.get(part.key) is part else self.old.tree


def _topic(part: Part, values: dict[str, Value]) -> Sentence:
    template = _RULE_TOPIC if part.kind == RULE else _COLUMN_TOPIC if part.kind in ENTRIES else _TOPIC
    return Sentence(template, values)


def _decided_otherwise(version: DecisionVersion, held: Sequence[Delta]) -> tuple[str, ...]:
    """The ids of the elements that this is about, and of those that follow from them."""
    parts = (version.tree.get(each.key) for each in held)
    return tuple(sorted(version.dependants({owner(part, version.tree).key for part in parts if part})))


def _details(held: Sequence[Delta]) -> tuple[Detail, ...]:
    return tuple(
        Detail(_called(each), _said(each.old), _said(each.new)) for each in held if each.name != THERE
    )


def _called(delta: Delta) -> str:
    """The id of what differs, and the name of the value; a cell is called as its kind."""
    name = CELL.strip() if delta.name.startswith(CELL) else delta.name
    return f"{xml_of(delta.part).get('id') or delta.part.kind} {name}"


def _said(value: object) -> str | None:
    return None if value is None else str(value)
