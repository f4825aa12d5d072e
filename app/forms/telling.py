"""One aspect of a form's question in words: its label, its limits, where it stands."""

from collections.abc import Callable, Mapping, Sequence

from app.changes.change import Level
from app.changes.parts import KIND, PARENT, PLACE, THERE, Delta, Part, Tree, Value
from app.changes.telling import Told
from app.changes.wording import Name, Sentence, as_words, quoted
from app.forms.parts import CHOICE, COMPONENT, FORM, FormVersion, read_value, way
from app.translating import N_

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
_UNNAMED, _QUESTION = N_("a text"), N_("a question without a name")
#: Parts of a component that are told together.
_LIMITS = ("minLength", "maxLength", "min", "max")
_LABELS = ("/label", "/dateLabel", "/timeLabel", "/text", "/content", "/alt")


#: first name of a value → aspect; others are aspects of their own
_ASPECTS = {
    **dict.fromkeys(("description", "appearance", "patternErrorMessage"), "explanation"),
    "conditional": "condition",
    "option": "choices",
    "type": "type",
    "key": "key",
    "path": "key",
    "required": "required",
    **{f"limit {name}": f"limit {name}" for name in _LIMITS},
    **dict.fromkeys(("limit pattern", "limit validationType", "limit validate"), "validation"),
}

Teller = Callable[[Sequence[Delta], Tree], Told]


def aspect(delta: Delta) -> str:
    """The aspect of a question, or of a form as a whole, that a difference is about."""
    if delta.part.kind == FORM:
        return "title" if delta.name.startswith("/properties/title") else "form"
    if delta.name == THERE:
        return "whole"
    if delta.name in (PLACE, PARENT, KIND):
        return "place"
    names = way(delta.name)
    stem = names[-1].partition(".")[0] if names[0] == "properties" else names[0]
    if names[0] == "validate":
        stem = names[-1] if names[-1] == "required" else f"limit {names[-1]}"
    return "words" if f"/{stem}" in _LABELS else _ASPECTS.get(stem, f"other {stem}")


def choice_of(delta: Delta) -> str | None:
    """The value of the choice that a difference is about; None for others."""
    if delta.part.kind == CHOICE:
        return plain(delta.part.values.get("/value"))
    if delta.name.startswith("/properties/option."):
        return way(delta.name)[1].removeprefix("option.").partition(".")[0]
    return None


def tell(named: str, deltas: Sequence[Delta], new: Tree) -> Told:
    """How an aspect is told; `new` are the parts of the new version."""
    teller = _TELLERS.get(named)
    return teller(deltas, new) if teller else Told("changed", "diagram", _OTHER, bold="field")


def _whole(deltas: Sequence[Delta], new: Tree) -> Told:
    delta = next(delta for delta in deltas if delta.part.kind == COMPONENT)
    asks = is_question(delta.part)
    if delta.added:
        return Told("added", "diagram", _ASKS if asks else _SHOWS, bold="field")
    return Told("removed", "diagram", _ASKS_NOT if asks else _SHOWS_NOT, bold="field")


def _choice(deltas: Sequence[Delta], new: Tree) -> Told:
    delta = next((delta for delta in deltas if delta.part.kind == CHOICE), None)
    if delta is None:
        return Told("changed", "text", _CHOICES, bold="field")
    if delta.name == THERE and delta.added:
        return Told("added", "parameter", _CHOICE, {"new": _choice_name(delta.part)})
    if delta.name == THERE:
        return Told("removed", "parameter", _CHOICE_GONE, {"old": _choice_name(delta.part)}, "old")
    if delta.name == PLACE or not delta.before or not delta.after:
        return Told("changed", "diagram", _OTHER, bold="field")
    values = {"old": _choice_name(delta.before), "new": _choice_name(delta.after)}
    return Told("renamed", "text", _CHOICE_CALLED, values)


def _reads(deltas: Sequence[Delta], new: Tree) -> Told:
    before, after = deltas[0].before, deltas[0].after
    if before and after and any(delta.name in _LABELS for delta in deltas):
        values = {"old": question(before), "new": question(after)}
        return Told("renamed", "text", _READS, values)
    languages = sorted({delta.name.rpartition(".")[2] for delta in deltas})
    return Told("changed", "text", _READS_IN, {"languages": ", ".join(languages)}, bold="field")


def _moved(deltas: Sequence[Delta], new: Tree) -> Told:
    left = str(deltas[0].new or "")
    if deltas[0].name == PARENT:
        return Told("moved", "diagram", _PAGE, bold="field")
    if left in new:
        return Told("moved", "diagram", _MOVED, {"after": question(new[left])}, "after")
    return Told("moved", "diagram", _FIRST, bold="field")


def _required(deltas: Sequence[Delta], new: Tree) -> Told:
    required = read_value(deltas[0].new) is True
    return Told("changed", "parameter", _MUST if required else _MAY, bold="field")


def _limited(deltas: Sequence[Delta], new: Tree) -> Told:
    old, now = plain(deltas[0].old), plain(deltas[0].new)
    template = _LIMIT if old and now else _LIMIT_NEW if now else _LIMIT_NONE
    return Told("changed", "parameter", template, {"old": old, "new": now})


def _conditional(deltas: Sequence[Delta], new: Tree) -> Told:
    first = deltas[0]
    template = _SHOWN if first.old and first.new else _SHOWN_IF if first.new else _SHOWN_ALWAYS
    return Told("changed", "diagram", template, bold="field")


def _always(level: Level, template: str) -> Teller:
    return lambda deltas, new: Told("changed", level, template, bold="field")


#: aspect → how it is told
_TELLERS: Mapping[str, Teller] = {
    "whole": _whole,
    "choice": _choice,
    "choices": _choice,
    "words": _reads,
    "explanation": _always("text", _EXPLAINS),
    "place": _moved,
    "required": _required,
    **dict.fromkeys((f"limit {name}" for name in _LIMITS), _limited),
    "validation": _always("parameter", _CHECKED),
    "condition": _conditional,
    "type": _always("diagram", _TYPE),
    "key": _always("diagram", _KEPT),
}


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


def question(part: Part) -> Sentence:
    """A question by its label in all languages, else by what it is."""
    for name in _LABELS:
        own = plain(part.values.get(name))
        if own:
            others = {
                key.rpartition(".")[2]: plain(value)
                for key, value in part.values.items()
                if key.startswith(f"/properties/{name[1:]}.")
            }
            return quoted(Name(own, others))
    return Sentence(_QUESTION if is_question(part) else _UNNAMED)


def _choice_name(part: Part) -> Sentence:
    return quoted(plain(part.values.get("/label")) or plain(part.values.get("/value")))


def is_question(part: Part) -> bool:
    """Whether something is answered here."""
    return part.kind == COMPONENT and "/key" in part.values


def plain(value: Value | None) -> str:
    """A value as text; "" where there is none."""
    found = read_value(value)
    return "" if found is None else found if isinstance(found, str) else str(value)
