"""The order of the steps in words: what moved, and what follows something else now."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from app.bpmn.comparing.speaking import step
from app.bpmn.comparing.succession import Pair, Succession, passed_through, steps_of_both
from app.bpmn.comparing.version import Version
from app.bpmn.names import ACTIVITIES
from app.changes.change import Change, Kind
from app.changes.wording import Sentence, Series, Value
from app.translating import N_

#: More moves at one place are told as what follows what.
_MOST_MOVES = 3
_MOST_NAMED = 4

_EARLIER = N_("%(step)s now comes before %(other)s, not after it.")
_LATER = N_("%(step)s now comes after %(other)s, not before it.")
_FOLLOWS = N_("%(step)s now follows %(new)s; it followed %(old)s.")
_LEADS = N_("%(step)s now leads to %(new)s; it led to %(old)s.")
_INSTEAD = N_("After %(step)s comes %(new)s; it was %(old)s.")
_ALSO = N_("%(new)s can now follow %(step)s.")
_NO_LONGER = N_("%(old)s no longer follows %(step)s.")
_AGAIN = N_("%(step)s can now be repeated.")
_NOT_AGAIN = N_("%(step)s is no longer repeated.")
_ARROWS = N_("The arrows around %(step)s are drawn differently; the steps come in the same order.")
TOPIC = N_("Order of the steps at %(step)s")


class Order:
    """The order of the steps in two versions."""

    def __init__(self, old: Version, new: Version) -> None:
        self.old, self.new = old, new
        steps = steps_of_both(old, new)
        self.was, self.now = Succession(old, steps), Succession(new, steps)
        self.lost = {pair: flows for pair, flows in self.was.pairs.items() if pair not in self.now.pairs}
        self.gained = {pair: flows for pair, flows in self.now.pairs.items() if pair not in self.was.pairs}

    def changes(self, flows: Collection[str]) -> Iterator[Change]:
        """What changes in the order by these sequence flows; `flows` are ids."""
        touched = {pair for pair, path in (self.lost | self.gained).items() if path & set(flows)}
        circles = {pair for pair in touched if pair[0] == pair[1]}
        here = touched - circles
        moved, rest = self._moves(here)
        for element_id in moved:
            yield self._moved(element_id)
        yield from self._rewired([pair for pair in here if not set(pair) & set(moved)] if rest else [])
        for pair in sorted(circles):
            yield self._change("rewired", _AGAIN if pair in self.gained else _NOT_AGAIN, pair[0])

    def arrows(self, nodes: Sequence[str], flows: Collection[str]) -> Change:
        """The change that remains where only arrows and unnamed gateways are drawn otherwise."""
        at = next((each for each in nodes if self.new.document.element(each)), None)
        version = self.new if at else self.old
        named = {"step": step(version, version.key(at or next(iter(nodes), "")))}
        ids = tuple(sorted(flows))
        topic = Sentence(TOPIC, named)
        return Change("rewired", "diagram", "drawing", Sentence(_ARROWS, named), topic, ids, ids)

    def _moves(self, here: set[Pair]) -> tuple[list[str], set[Pair]]:
        """The few steps that explain the pairs if they moved, and the pairs that they do not explain."""
        was, now = ({pair for pair in each.pairs if pair[0] != pair[1]} for each in (self.was, self.now))
        elsewhere = (was ^ now) - here
        moved: list[str] = []
        rest = here
        while rest and len(moved) < _MOST_MOVES:
            tried = [
                (
                    len((passed_through(was, each) ^ passed_through(now, each)) - elsewhere),
                    *self._rank(each),
                    each,
                )
                for each in sorted({each for pair in rest for each in pair})
                if self._stays(each)
            ]
            best = min(tried, default=(len(rest),))
            if best[0] >= len(rest):
                break
            each = str(best[-1])
            was, now = passed_through(was, each), passed_through(now, each)
            moved.append(each)
            rest = (was ^ now) - elsewhere
        return (moved, rest) if not rest else ([], here)

    def _stays(self, element_id: str) -> bool:
        """Whether a step is on the way as before: it has steps before and after it in both versions."""
        return all(
            bool(was.get(element_id)) == bool(now.get(element_id))
            for was, now in ((self.was.before, self.now.before), (self.was.after, self.now.after))
        )

    def _rank(self, element_id: str) -> tuple[bool, bool, int]:
        """Of several steps that may have moved, an activity is meant, and one that comes earlier now."""
        element = self.new.document.elements[element_id]
        earlier = any(self._flipped(element_id, other) for other in self.now.after.get(element_id, ()))
        return element.kind not in ACTIVITIES, not earlier, element.line

    def _flipped(self, first: str, second: str) -> bool:
        """Whether the first comes before the second now, and came after it."""
        return self.now.leads(first, second) and self.was.leads(second, first)

    def _moved(self, element_id: str) -> Change:
        neighbours = dict.fromkeys(
            [
                *self.now.after.get(element_id, ()),
                *self.was.before.get(element_id, ()),
                *self.now.before.get(element_id, ()),
                *self.was.after.get(element_id, ()),
            ]
        )
        for other in neighbours:
            if self._flipped(element_id, other):
                return self._change("moved", _EARLIER, element_id, other=other)
            if self._flipped(other, element_id):
                return self._change("moved", _LATER, element_id, other=other)
        return self._elsewhere(element_id)

    def _elsewhere(self, element_id: str) -> Change:
        was, now = self.was.before.get(element_id, []), self.now.before.get(element_id, [])
        if was and now and set(was) != set(now):
            return self._change("moved", _FOLLOWS, element_id, old=was, new=now)
        was, now = self.was.after.get(element_id, []), self.now.after.get(element_id, [])
        if was and now and set(was) != set(now):
            return self._change("moved", _LEADS, element_id, old=was, new=now)
        return self._change("moved", _ALSO, now[0] if now else element_id, new=[element_id])

    def _rewired(self, pairs: Sequence[Pair]) -> Iterator[Change]:
        lost: dict[str, list[str]] = defaultdict(list)
        gained: dict[str, list[str]] = defaultdict(list)
        for source, target in sorted(pairs):
            (lost if (source, target) in self.lost else gained)[source].append(target)
        for source in dict.fromkeys([*gained, *lost]):
            was, now = lost.get(source, []), gained.get(source, [])
            template = _INSTEAD if was and now else _ALSO if now else _NO_LONGER
            yield self._change("rewired", template, source, old=was, new=now)

    def _change(
        self,
        kind: Kind,
        template: str,
        element_id: str,
        *,
        other: str | None = None,
        old: Sequence[str] = (),
        new: Sequence[str] = (),
    ) -> Change:
        named = step(self.new, self.new.key(element_id))
        values: dict[str, Value] = {
            "step": named,
            "old": _series(self.old, old),
            "new": _series(self.new, new),
        }
        if other:
            values["other"] = step(self.new, self.new.key(other))
        sentence = Sentence(template, values, frozenset({"new" if new and kind != "moved" else "step"}))
        ids = (element_id, *([other] if other else []))
        return Change(
            kind, "diagram", "order", sentence, Sentence(TOPIC, {"step": named}), (*ids, *old), (*ids, *new)
        )


def _series(version: Version, ids: Sequence[str]) -> Series:
    return Series([step(version, version.key(each)) for each in ids[:_MOST_NAMED]])
