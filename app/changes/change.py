"""A change between two versions, as a person reads it; and the spots that changes stand and fall with."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from app.changes.parts import Delta
from app.changes.wording import Sentence
from app.translating import N_

Kind = Literal["added", "removed", "changed", "moved", "rewired", "renamed"]
#: How deep it goes: a text, a value such as a deadline, what the process does; or only its looks.
Level = Literal["text", "parameter", "diagram", "layout"]
Group = Literal["citizen", "people", "order", "deadlines", "rules", "texts", "drawing"]

#: kind of a change → its sign, the same in lists and in diagrams
SIGNS: Mapping[Kind, str] = {
    "added": "+",
    "removed": "−",
    "changed": "~",
    "renamed": "~",
    "moved": "⇄",
    "rewired": "⇄",
}
#: group → its heading; in the order in which they are shown
GROUPS: Mapping[Group, str] = {
    "citizen": N_("What the citizen notices"),
    "people": N_("Who does it, and with what"),
    "order": N_("Order of the steps"),
    "deadlines": N_("Deadlines and reminders"),
    "rules": N_("Rules and data"),
    "texts": N_("Names and texts"),
    "drawing": N_("Only the drawing"),
}


@dataclass(frozen=True, slots=True)
class Detail:
    """What stands in the file, for specialists; None where there was or is nothing."""

    name: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One change in one sentence."""

    kind: Kind
    level: Level
    group: Group
    sentence: Sentence
    topic: Sentence  #: what it is about, such as: Deadline of “Decide the permit”
    old_elements: tuple[str, ...] = ()  #: ids to light up in the old diagram
    new_elements: tuple[str, ...] = ()  #: ids to light up in the new diagram
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """Changes that stand and fall together, with every difference between the files that they are made of."""

    key: str  #: the same for the same differences, whenever they are computed
    file: str  #: name of the file, as the newer version has it
    changes: tuple[Change, ...]
    deltas: tuple[Delta, ...]

    @property
    def quiet(self) -> bool:
        """Whether it is only about the drawing."""
        return all(delta.quiet for delta in self.deltas)


def spot(file: str, changes: Iterable[Change], deltas: Iterable[Delta]) -> Spot:
    """A spot with its key."""
    held = tuple(deltas)
    return Spot(_key(held), file, tuple(changes), held)


def _key(deltas: Iterable[Delta]) -> str:
    """A short name for a set of differences, by what they say."""
    said = sorted(f"{delta.key}\0{delta.name}\0{_said(delta)}" for delta in deltas if not delta.quiet)
    return hashlib.sha256("\n".join(said).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _said(delta: Delta) -> str:
    if delta.after is None:
        return "-"
    return repr(sorted(delta.after.values.items())) if delta.added else repr(delta.new)
