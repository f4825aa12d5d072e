"""The differences of one aspect of one element: what a sentence is made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.bpmn.comparing.speaking import thing
from app.bpmn.comparing.values import TEXT
from app.bpmn.comparing.version import Version
from app.bpmn.elements import Element
from app.changes.change import Change, Detail, Group, Kind, Level
from app.changes.parts import THERE, Delta, Value
from app.changes.wording import Sentence
from app.changes.wording import Value as Word
from app.translating import N_


@dataclass(frozen=True, slots=True)
class About:
    """One aspect, such as the deadline, of the element with this key, in two versions that both have it."""

    old: Version
    new: Version
    key: str
    deltas: Sequence[Delta]

    @property
    def step(self) -> Sentence:
        """The element as it stands in a sentence: by its new name."""
        return thing(self.new, self.key)

    @property
    def was(self) -> Element | None:
        """The element in the old version, if it is a flow node."""
        return self.old.element(self.key)

    @property
    def now(self) -> Element | None:
        """The element in the new version, if it is a flow node."""
        return self.new.element(self.key)

    def value(self, kind: str, name: str) -> tuple[str | None, str | None]:
        """Old and new value of an attribute (or TEXT) of a part of this kind; None where it is not there."""
        found = [delta for delta in self.deltas if delta.part.kind == kind and delta.name in (THERE, name)]
        if not found:
            return None, None
        return _value(found[0], name, old=True), _value(found[0], name, old=False)

    def change(
        self,
        kind: Kind,
        level: Level,
        group: Group,
        template: str,
        topic: str,
        bold: str = "new",
        **values: Word,
    ) -> Change:
        """A change of this element, with the step's name and all details."""
        said: Mapping[str, Word] = {"step": self.step, **values}
        ids = (self.new.plain_id(self.key),)
        return Change(
            kind,
            level,
            group,
            Sentence(template, said, frozenset({bold})),
            Sentence(topic, {"step": self.step}),
            ids,
            ids,
            details(self.deltas),
        )


def details(deltas: Sequence[Delta]) -> tuple[Detail, ...]:
    """What stands in the file, for specialists."""
    return tuple(each for delta in deltas for each in _details(delta))


def _details(delta: Delta) -> list[Detail]:
    if delta.name != THERE:
        return [Detail(f"{_told(delta)} {delta.name}".strip(), _text(delta.old), _text(delta.new))]
    values = delta.part.values or {"": ""}
    return [
        Detail(
            f"{_told(delta)} {name}".strip(),
            None if delta.added else _text(value),
            None if delta.removed else _text(value),
        )
        for name, value in values.items()
    ]


def _told(delta: Delta) -> str:
    name = delta.part.values.get("name") or delta.part.values.get("target") or delta.part.values.get("key")
    return f"{delta.part.kind} {name}" if isinstance(name, str) and delta.name != "name" else delta.part.kind


def _text(value: Value | None) -> str | None:
    return " ".join(value) if isinstance(value, tuple) else value


def _value(delta: Delta, name: str, *, old: bool) -> str | None:
    if delta.name == THERE:
        part = delta.before if old else delta.after
        return _text(part.values.get(name)) if part else None
    return _text(delta.old if old else delta.new)


def compared(old: str | None, new: str | None, both: str, added: str, removed: str) -> tuple[Kind, str]:
    """The kind of a change and the template that tells it, by whether there was and is a value."""
    if old and new:
        return "changed", both
    return ("added", added) if new else ("removed", removed)


OTHERWISE = N_("Something else about %(step)s is different.")
OTHER_TOPIC = N_("Settings of %(step)s")
__all__ = ["OTHERWISE", "OTHER_TOPIC", "TEXT", "About", "compared", "details"]
