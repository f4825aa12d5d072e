"""From clusters and answers to decisions: what is taken from theirs, what shall be as neither has it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import orjson

from app.bpmn.comparing import Version
from app.bpmn.comparing.speaking import step
from app.bpmn.merging import Decided
from app.bpmn.merging.chains import Rows, in_order, rows
from app.changes.change import Spot
from app.changes.parts import THERE, Delta, Value
from app.changes.wording import Series, as_words
from app.tailoring.bundle import Bundle, Opened
from app.tailoring.questions import Both, Cluster, Given, Versions
from app.tailoring.twins import twin_ids
from app.translating import N_

#: Attributes that list several names; both sides' names can stand there together.
_LISTS = ("candidateGroups", "candidateUsers")
_THEN = N_("%(first)s, then %(last)s")

Take = tuple[str, str]


@dataclass(slots=True)
class Decisions:
    """Everything that was decided, for all files."""

    takes: set[Take] = field(default_factory=set)
    values: dict[Take, Value] = field(default_factory=dict)
    drops: set[str] = field(default_factory=set)

    def of(self, tree: Mapping[str, object]) -> Decided:
        """The decisions about the parts of one file."""
        return Decided(
            {take for take in self.takes if take[0] in tree},
            {take: value for take, value in self.values.items() if take[0] in tree},
            {key for key in self.drops if key in tree},
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """A row of steps that both sides changed, and what the order of both needs."""

    rows: Rows
    decided: Decided | None
    ours: Version
    theirs: Version

    def said(self, keys: Sequence[str]) -> Series:
        """Steps one after the other, in words."""
        return Series(
            [step(self.theirs if key in self.theirs.tree else self.ours, key) for key in keys], _THEN
        )


class Deciding:
    """Decides for three opened versions."""

    def __init__(self, base: Bundle, ours: Bundle, theirs: Bundle) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self.decisions = Decisions()
        #: diagrams of theirs without any shape: from a tool that does not draw
        self.undrawn = {key for key, opened in theirs.opened.items() if not _draws(opened)}

    def take(self, spots: Iterable[Spot], against: Mapping[Take, Delta]) -> None:
        """Take changes of theirs; where only the drawing clashes with ours (`against`), ours stays."""
        for spot in spots:
            undrawn = spot.file in self.undrawn
            for delta in spot.deltas:
                if delta.quiet and ((delta.key, delta.name) in against or (delta.key, THERE) in against):
                    continue
                if not (delta.part.drawing and delta.removed and undrawn):
                    self.decisions.takes.add((delta.key, delta.name))

    def answer(self, cluster: Cluster, given: Given) -> None:
        """Do what was answered; to keep ours is to do nothing."""
        if given.choice == "theirs":
            held = [delta for spot in (*cluster.ours, *cluster.theirs) for delta in spot.deltas]
            self.decisions.takes |= {(delta.key, delta.name) for delta in held}
        elif given.choice == "both":
            self._both(cluster)
        elif given.choice == "edit" and given.value is not None and (delta := self.written(cluster)):
            self.decisions.values[delta.key, delta.name] = self._value(delta, given.value)

    def written(self, cluster: Cluster) -> Delta | None:
        """The one value that the question is about, if another one can be written."""
        if len(cluster.meetings) != 1 or cluster.meetings[0].reason != "value":
            return None
        delta = cluster.meetings[0].theirs
        plain = not delta.name.startswith("#") or delta.name == "#text"
        return delta if plain and isinstance(delta.new, str) else None

    def both(self, cluster: Cluster) -> Both | None:
        """How both can be, if they can."""
        if cluster.reason == "same-id":
            return Both("added") if twin_ids(cluster, self.theirs) else None
        if names := self._names(cluster):
            return Both("list", Series([as_words(name) for name in names]))
        place = self._place(cluster)
        if place is None or place.rows.both is None or place.decided is None:
            return None
        return Both("order", place.said(place.rows.both))

    def versions(self, cluster: Cluster) -> Versions | None:
        """The order of the steps in the three versions, where the question is about that."""
        place = self._place(cluster)
        if place is None:
            return None
        return Versions(*(place.said(row) for row in (place.rows.base, place.rows.theirs, place.rows.ours)))

    def _both(self, cluster: Cluster) -> None:
        if names := self._names(cluster):
            delta = cluster.meetings[0].theirs
            self.decisions.values[delta.key, delta.name] = ",".join(names)
        elif (place := self._place(cluster)) and place.decided:
            self.decisions.takes |= set(place.decided.takes)
            self.decisions.values.update(place.decided.values)
            self.decisions.drops |= set(place.decided.drops)

    def _names(self, cluster: Cluster) -> list[str]:
        """The names of both sides, without those that a side took off; [] where they are no lists."""
        delta = self.written(cluster)
        if delta is None or delta.name not in _LISTS:
            return []
        values = (delta.old, cluster.meetings[0].ours.new, delta.new)
        was, ours, theirs = (_listed(value) for value in values)
        if any(isinstance(value, str) and value.startswith("=") for value in values):
            return []
        gone = {name for name in was if name not in ours or name not in theirs}
        return [name for name in dict.fromkeys([*ours, *theirs]) if name not in gone]

    def _place(self, cluster: Cluster) -> "_Place | None":
        base, ours, theirs = (self._version(side, cluster) for side in (self.base, self.ours, self.theirs))
        if cluster.reason != "order" or base is None or ours is None or theirs is None:
            return None
        mine, other = list(flat(cluster.ours)), list(flat(cluster.theirs))
        found = rows(base, ours, theirs, mine, other)
        if found is None:
            return None
        return _Place(found, in_order(found, ours, theirs, mine, other), ours, theirs)

    def _version(self, bundle: Bundle, cluster: Cluster) -> Version | None:
        files = {spot.file for spot in (*cluster.ours, *cluster.theirs)}
        opened = bundle.opened.get(next(iter(files))) if len(files) == 1 else None
        return opened if isinstance(opened, Version) else None

    def _value(self, delta: Delta, written: str) -> Value:
        return _json(written, delta) if delta.name.startswith("/") else written


def _draws(opened: Opened) -> bool:
    if not isinstance(opened, Version):
        return True
    return any(part.kind == "BPMNShape" for part in opened.tree.values())


def _listed(value: Value | None) -> list[str]:
    return [name.strip() for name in value.split(",") if name.strip()] if isinstance(value, str) else []


def _json(written: str, delta: Delta) -> str:
    """What was written as JSON of the type that the value has: text stays text."""
    if isinstance(delta.new, str) and not delta.new.startswith('"'):
        try:
            return orjson.dumps(orjson.loads(written)).decode()
        except orjson.JSONDecodeError:
            pass
    return orjson.dumps(written).decode()


def flat(spots: Sequence[Spot]) -> Iterator[Delta]:
    """All differences of some spots."""
    return (delta for spot in spots for delta in spot.deltas)
