"""What differs between two versions of a form, in sentences."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.changes.change import Change, Detail, Group, Kind, Level, Spot, spot
from app.changes.grouping import together
from app.changes.parts import KIND, PARENT, PLACE, THERE, Delta, Part, Value, deltas
from app.changes.wording import N_, Name, Sentence, as_words, quoted
from app.changes.wording import Value as Word
from app.forms.parts import CHOICE, COMPONENT, FORM, FormVersion, read_value, way

_ASKS, _ASKS_NOT = N_("%(form)s now asks %(field)s."), N_("%(form)s no longer asks %(field)s.")
_SHOWS, _SHOWS_NOT = N_("%(form)s now shows %(field)s."), N_("%(form)s no longer shows %(field)s.")
_CHOICE = N_("In %(form)s, %(field)s has the new choice %(new)s.")
_CHOICE_GONE = N_("In %(form)s, %(field)s no longer has the choice %(old)s.")
_CHOICE_CALLED = N_("In %(form)s, the choice %(old)s of %(field)s is now called %(new)s.")
_CHOICES = N_("In %(form)s, the choices of %(field)s read differently.")
_READS = N_("In %(form)s, %(old)s now reads %(new)s.")
_READS_IN = N_("In %(form)s, %(field)s reads differently (%(languages)s).")
_EXPLAINS = N_("In %(form)s, the explanation of %(field)s is different.")
_MUST, _MAY = (
    N_("In %(form)s, %(field)s must now be answered."),
    N_("In %(form)s, %(field)s may now be left empty."),
)
_LIMIT = N_("In %(form)s, the limit of %(field)s is %(new)s; it was %(old)s.")
_LIMIT_NEW = N_("In %(form)s, %(field)s now has the limit %(new)s.")
_LIMIT_NONE = N_("In %(form)s, %(field)s no longer has the limit %(old)s.")
_CHECKED = N_("In %(form)s, what is accepted as %(field)s is different.")
_SHOWN = N_("In %(form)s, %(field)s is shown under another condition.")
_SHOWN_IF = N_("In %(form)s, %(field)s is now shown only under a condition.")
_SHOWN_ALWAYS = N_("In %(form)s, %(field)s is now always shown.")
_MOVED = N_("In %(form)s, %(field)s now comes after %(after)s.")
_FIRST = N_("In %(form)s, %(field)s now comes first.")
_PAGE = N_("In %(form)s, %(field)s now stands in another part.")
_TYPE = N_("In %(form)s, %(field)s is answered in another way.")
_KEPT = N_("In %(form)s, the answer to %(field)s is kept under another name.")
_OTHER = N_("In %(form)s, something else about %(field)s is different.")
_TITLE = N_("The form %(old)s is now called %(new)s.")
_FORM = N_("Something else about the form %(form)s is different.")
_TOOLING = N_("Only technical details of the form %(form)s are different.")
_TOPIC, _FORM_TOPIC = N_("%(field)s in the form %(form)s"), N_("The form %(form)s")
_UNNAMED, _QUESTION = N_("a text"), N_("a question without a name")
#: Parts of a component that are told together.
_LIMITS = ("minLength", "maxLength", "min", "max")
_LABELS = ("/label", "/dateLabel", "/timeLabel", "/text", "/content", "/alt")


@dataclass(frozen=True, slots=True)
class _Told:
    """How one aspect of a field is told."""

    kind: Kind
    level: Level
    template: str
    values: Mapping[str, Word]
    bold: str = "field"


def title(form: FormVersion) -> Name:
    """The title of a form in all its languages, else a name made from its id."""
    properties = form.data.get("properties")
    found = properties if isinstance(properties, dict) else {}
    own, identity = found.get("title"), form.data.get("id")
    others = {
        name.removeprefix("title."): text
        for name, text in found.items()
        if name.startswith("title.") and isinstance(text, str)
    }
    named = as_words(identity) if isinstance(identity, str) else ""
    return Name(own if isinstance(own, str) and own else named, others)


def compare(old: FormVersion, new: FormVersion, group: Group) -> list[Spot]:
    """What differs; `group` notices it: citizens or those who work with the form.

    Every difference is in exactly one spot, and each spot has a sentence.
    """
    return _Comparing(old, new, group).spots()


class _Comparing:
    def __init__(self, old: FormVersion, new: FormVersion, group: Group) -> None:
        self.old, self.new, self.group = old, new, group
        self.deltas = deltas(old.tree, new.tree)
        self.there = {delta.key for delta in self.deltas if delta.name == THERE}

    def spots(self) -> list[Spot]:
        links = [(at, link) for at, delta in enumerate(self.deltas) if (link := self._link(delta))]
        found = [[self.deltas[at] for at in group] for group in together(self.deltas, links)]
        return [spot(self.new.file, [self._change(group)], group) for group in found]

    def _link(self, delta: Delta) -> Hashable:
        if delta.quiet:
            return "tooling"
        if delta.part.kind == CHOICE:
            return (delta.part.parent, "choice", _plain(delta.part.values.get("/value")))
        names = way(delta.name) if delta.name.startswith("/properties/option.") else []
        if names:
            return (delta.key, "choice", names[1].removeprefix("option.").partition(".")[0])
        return None if delta.name == THERE else (delta.key, _aspect(delta))

    def _change(self, group: Sequence[Delta]) -> Change:
        if all(delta.quiet for delta in group):
            return self._form_change(_TOOLING, group, "layout", "drawing")
        loud = [delta for delta in group if not delta.quiet]
        whole = [delta for delta in loud if delta.name == THERE and delta.part.kind == COMPONENT]
        picked = [delta for delta in loud if delta.part.kind == CHOICE]
        first = next(iter(whole or picked or loud))
        if first.part.kind == FORM:
            return self._of_form(group)
        if first.part.kind == CHOICE:
            return self._field_change(_of_choice(first, group), group, first.part.parent)
        told = self._there(first, group) if first.name == THERE else self._aspect(first, group)
        return self._field_change(told, group, first.key)

    def _of_form(self, group: Sequence[Delta]) -> Change:
        titles = [delta for delta in group if delta.name.startswith("/properties/title")]
        if titles:
            old, new = title(self.old), title(self.new)
            values = {"old": quoted(old), "new": quoted(new)}
            sentence = Sentence(_TITLE, values, frozenset({"new"}))
            return self._made("renamed", "text", "texts", sentence, self._topic(), group)
        return self._form_change(_FORM, group, "diagram", self.group)

    def _form_change(self, template: str, group: Sequence[Delta], level: Level, noticed: Group) -> Change:
        sentence = Sentence(template, {"form": self._form()})
        return self._made("changed", level, noticed, sentence, self._topic(), group)

    def _there(self, delta: Delta, group: Sequence[Delta]) -> _Told:
        asks = _is_question(delta.part)
        if delta.added:
            return _Told("added", "diagram", _ASKS if asks else _SHOWS, {})
        return _Told("removed", "diagram", _ASKS_NOT if asks else _SHOWS_NOT, {})

    def _aspect(self, delta: Delta, group: Sequence[Delta]) -> _Told:
        told = _ASPECTS.get(_aspect(delta))
        if told:
            return told(self, group)
        return _Told("changed", "diagram", _OTHER, {})

    def reads(self, group: Sequence[Delta]) -> _Told:
        """The words of a field."""
        before, after = group[0].before, group[0].after
        own = [delta for delta in group if delta.name in _LABELS]
        if own and before and after:
            return _Told("renamed", "text", _READS, {"old": _field(before), "new": _field(after)}, "new")
        languages = sorted({delta.name.rpartition(".")[2] for delta in group})
        return _Told("changed", "text", _READS_IN, {"languages": ", ".join(languages)})

    def moved(self, group: Sequence[Delta]) -> _Told:
        """Where a field stands."""
        left = str(group[0].new or "")
        if group[0].name == PARENT:
            return _Told("moved", "diagram", _PAGE, {})
        if left in self.new.tree:
            return _Told("moved", "diagram", _MOVED, {"after": _field(self.new.tree[left])}, "after")
        return _Told("moved", "diagram", _FIRST, {})

    def _field_change(self, told: _Told, group: Sequence[Delta], key: str) -> Change:
        part = self.new.tree.get(key) or self.old.tree[key]
        values = {"form": self._form(), "field": _field(part), **told.values}
        noticed: Group = "texts" if told.kind == "renamed" and self.group == "people" else self.group
        sentence = Sentence(told.template, values, frozenset({told.bold}))
        topic = Sentence(_TOPIC, {"field": values["field"], "form": values["form"]})
        return self._made(told.kind, told.level, noticed, sentence, topic, group)

    def _made(
        self,
        kind: Kind,
        level: Level,
        noticed: Group,
        said: Sentence,
        topic: Sentence,
        group: Sequence[Delta],
    ) -> Change:
        old = tuple(dict.fromkeys(_id(delta.before) for delta in group if delta.before))
        new = tuple(dict.fromkeys(_id(delta.after) for delta in group if delta.after))
        return Change(kind, level, noticed, said, topic, old, new, tuple(_details(group)))

    def _form(self) -> Sentence:
        return quoted(title(self.new))

    def _topic(self) -> Sentence:
        return Sentence(_FORM_TOPIC, {"form": self._form()})


def _required(comparing: _Comparing, group: Sequence[Delta]) -> _Told:
    required = read_value(group[0].new) is True
    return _Told("changed", "parameter", _MUST if required else _MAY, {})


def _limited(comparing: _Comparing, group: Sequence[Delta]) -> _Told:
    old, new = _plain(group[0].old), _plain(group[0].new)
    template = _LIMIT if old and new else _LIMIT_NEW if new else _LIMIT_NONE
    return _Told("changed", "parameter", template, {"old": old, "new": new}, "new")


def _conditional(comparing: _Comparing, group: Sequence[Delta]) -> _Told:
    template = _SHOWN if group[0].old and group[0].new else _SHOWN_IF if group[0].new else _SHOWN_ALWAYS
    return _Told("changed", "diagram", template, {})


#: aspect of a field → how it is told
_ASPECTS: Mapping[str, Callable[[_Comparing, Sequence[Delta]], _Told]] = {
    "words": _Comparing.reads,
    "explanation": lambda _c, _g: _Told("changed", "text", _EXPLAINS, {}),
    "place": _Comparing.moved,
    "required": _required,
    **dict.fromkeys([f"limit {name}" for name in _LIMITS], _limited),
    "validation": lambda _c, _g: _Told("changed", "parameter", _CHECKED, {}),
    "condition": _conditional,
    "choices": lambda _c, _g: _Told("changed", "text", _CHOICES, {}),
    "type": lambda _c, _g: _Told("changed", "diagram", _TYPE, {}),
    "key": lambda _c, _g: _Told("changed", "diagram", _KEPT, {}),
}


def _aspect(delta: Delta) -> str:
    """The aspect of a field that a difference is about."""
    if delta.name in (PLACE, PARENT, KIND):
        return "place"
    names = way(delta.name)
    stem = names[-1].partition(".")[0] if names[0] == "properties" else names[0]
    if f"/{stem}" in _LABELS or (delta.part.kind == FORM and stem == "title"):
        return "words"
    if stem in ("description", "appearance", "patternErrorMessage"):
        return "explanation"
    if names[0] == "validate":
        last = names[-1]
        return last if last == "required" else f"limit {last}" if last in _LIMITS else "validation"
    return {"conditional": "condition", "option": "choices", "type": "type", "key": "key", "path": "key"}.get(
        stem, f"other {stem}"
    )


def _of_choice(delta: Delta, group: Sequence[Delta]) -> _Told:
    if delta.name == THERE:
        named = _choice(delta.part)
        if delta.added:
            return _Told("added", "parameter", _CHOICE, {"new": named}, "new")
        return _Told("removed", "parameter", _CHOICE_GONE, {"old": named}, "old")
    if delta.name == PLACE or not delta.before or not delta.after:
        return _Told("changed", "diagram", _OTHER, {})
    values = {"old": _choice(delta.before), "new": _choice(delta.after)}
    return _Told("renamed", "text", _CHOICE_CALLED, values, "new")


def _choice(part: Part) -> Sentence:
    return quoted(_plain(part.values.get("/label")) or _plain(part.values.get("/value")))


def _field(part: Part) -> Sentence:
    """A field by its label in all languages, else by what it is."""
    for name in _LABELS:
        own = _plain(part.values.get(name))
        if own:
            stem = name[1:]
            others = {
                key.rpartition(".")[2]: _plain(value)
                for key, value in part.values.items()
                if key.startswith(f"/properties/{stem}.")
            }
            return quoted(Name(own, others))
    return Sentence(_QUESTION if _is_question(part) else _UNNAMED)


def _is_question(part: Part) -> bool:
    return part.kind == COMPONENT and "/key" in part.values


def _plain(value: Value | None) -> str:
    found = read_value(value)
    return "" if found is None else found if isinstance(found, str) else str(value)


def _id(part: Part) -> str:
    return _plain(part.values.get("/id")) or _plain(part.values.get("/key")) or part.key


def _details(group: Sequence[Delta]) -> Iterator[Detail]:
    for delta in group:
        if delta.name != THERE:
            yield Detail(f"{_id(delta.part)} {delta.name}", _text(delta.old), _text(delta.new))
            continue
        for name, value in delta.part.values.items():
            old, new = (None, _text(value)) if delta.added else (_text(value), None)
            yield Detail(f"{_id(delta.part)} {name}", old, new)


def _text(value: Value | None) -> str | None:
    return " ".join(value) if isinstance(value, tuple) else value


__all__ = ["FormVersion", "compare", "title"]
