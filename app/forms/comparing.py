"""What differs between two versions of a form, sorted into spots and told in sentences."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from app.changes.change import Change, Detail, Group, Kind, Level, Spot, spot
from app.changes.grouping import together
from app.changes.parts import THERE, Delta, Part, Value, deltas
from app.changes.wording import Sentence, quoted
from app.forms.parts import COMPONENT, FormVersion
from app.forms.telling import aspect, choice_of, plain, question, tell, title
from app.translating import N_

_TITLE = N_("The form %(old)s is now called %(new)s.")
_FORM = N_("Something else about the form %(form)s is different.")
_TOOLING = N_("Only technical details of the form %(form)s are different.")
_TOPIC, _FORM_TOPIC = N_("%(field)s in the form %(form)s"), N_("The form %(form)s")

_Bucket = tuple[str, str, str]  #: key of the component, aspect, value of the choice


def compare(old: FormVersion, new: FormVersion, group: Group) -> list[Spot]:
    """What differs; `group` notices it: citizens or those who work with the form.

    Every difference is in exactly one spot, and each spot has a sentence.
    """
    return _Comparing(old, new, group).spots()


class _Comparing:
    def __init__(self, old: FormVersion, new: FormVersion, group: Group) -> None:
        self.old, self.new, self.group = old, new, group
        self.deltas = deltas(old.tree, new.tree)
        self.there = {
            delta.key for delta in self.deltas if delta.name == THERE and delta.part.kind == COMPONENT
        }

    def spots(self) -> list[Spot]:
        links = [(at, self._link(delta)) for at, delta in enumerate(self.deltas)]
        found = [[self.deltas[at] for at in group] for group in together(self.deltas, links)]
        return [spot(self.new.file, self._changes(group), group) for group in found]

    def _link(self, delta: Delta) -> Hashable:
        return "tooling" if delta.quiet else self._bucket(delta)

    def _bucket(self, delta: Delta) -> _Bucket:
        """What a difference is told with: the new component that it is in, the choice, or the aspect."""
        tree = self.old.tree if delta.removed else self.new.tree
        key, top = delta.key, ""
        while delta.name == THERE and key in tree:
            top = key if key in self.there else top
            key = tree[key].parent
        if top:
            return top, "whole", ""
        choice = choice_of(delta)
        if choice is not None:
            return (delta.part.key if delta.part.kind == COMPONENT else delta.part.parent), "choice", choice
        return delta.key, aspect(delta), ""

    def _changes(self, group: Sequence[Delta]) -> Iterator[Change]:
        buckets: dict[_Bucket, list[Delta]] = defaultdict(list)
        for delta in group:
            if not delta.quiet:
                buckets[self._bucket(delta)].append(delta)
        for (key, named, _), held in buckets.items():
            yield self._change(key, named, held)
        if not buckets:
            yield self._of_form(_TOOLING, group, "layout", "drawing")

    def _change(self, key: str, named: str, held: Sequence[Delta]) -> Change:
        if named == "title":
            values = {"old": quoted(title(self.old)), "new": quoted(title(self.new))}
            sentence = Sentence(_TITLE, values, frozenset({"new"}))
            return self._made("renamed", "text", "texts", sentence, self._topic(), held)
        if named == "form":
            return self._of_form(_FORM, held, "diagram", self.group)
        told = tell(named, held, self.new.tree)
        part = self.new.tree.get(key) or self.old.tree[key]
        values = {"form": self._form(), "field": question(part)}
        noticed: Group = "texts" if told.kind == "renamed" and self.group == "people" else self.group
        sentence = told.sentence(values)
        return self._made(told.kind, told.level, noticed, sentence, Sentence(_TOPIC, values), held)

    def _of_form(self, template: str, held: Sequence[Delta], level: Level, noticed: Group) -> Change:
        sentence = Sentence(template, {"form": self._form()})
        return self._made("changed", level, noticed, sentence, self._topic(), held)

    def _made(
        self, kind: Kind, level: Level, noticed: Group, said: Sentence, topic: Sentence, held: Sequence[Delta]
    ) -> Change:
        old = tuple(dict.fromkeys(_id(delta.before) for delta in held if delta.before))
        new = tuple(dict.fromkeys(_id(delta.after) for delta in held if delta.after))
        return Change(kind, level, noticed, said, topic, old, new, tuple(_details(held)))

    def _form(self) -> Sentence:
        return quoted(title(self.new))

    def _topic(self) -> Sentence:
        return Sentence(_FORM_TOPIC, {"form": self._form()})


def _id(part: Part) -> str:
    return plain(part.values.get("/id")) or plain(part.values.get("/key")) or part.key


def _details(held: Sequence[Delta]) -> Iterator[Detail]:
    for delta in held:
        if delta.name != THERE:
            yield Detail(f"{_id(delta.part)} {delta.name}", _text(delta.old), _text(delta.new))
            continue
        for name, value in delta.part.values.items():
            old, new = (None, _text(value)) if delta.added else (_text(value), None)
            yield Detail(f"{_id(delta.part)} {name}", old, new)


def _text(value: Value | None) -> str | None:
    return " ".join(value) if isinstance(value, tuple) else value
