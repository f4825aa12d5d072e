"""Own values and texts in sentences: what is said here instead of what the process says."""

from collections.abc import Iterator, Mapping

from app.bpmn.comparing.texts import language
from app.changes.change import Change, Detail, Group, Spot, spot
from app.changes.parts import Delta, deltas
from app.changes.wording import Sentence, Series, quoted
from app.levels import Kind, Parameter, declared, own_texts, parameters
from app.levels.reading import readers, steps
from app.levels.telling import said
from app.tailoring.bundle import Bundle
from app.tailoring.own import VALUE, OwnFile, file_and_place, name_of
from app.translating import N_

_VALUE = N_("%(parameter)s is %(new)s; it was %(old)s.")
_VALUE_AT = N_("%(parameter)s is %(new)s; it was %(old)s. It counts at %(steps)s.")
_UNKNOWN = N_("There is another value for %(parameter)s, which the process does not ask for.")
_PARAMETER_TOPIC = N_("The parameter %(parameter)s")
_READS, _READS_IN = (
    N_("“%(old)s” now reads “%(new)s”."),
    N_("In %(language)s, “%(old)s” now reads “%(new)s”."),
)
_NEW_IN = N_("In %(language)s there is a text now: “%(new)s”.")
_LONG = N_("A long text that begins with “%(new)s” is different in %(language)s.")
_GONE = N_("A text of something that is not in the process is different.")
_TEXT_TOPIC = N_("The text “%(old)s”")
_GROUPS: Mapping[Kind, Group] = {Kind.DAYS: "deadlines", Kind.WORKING_DAYS: "deadlines", Kind.GROUP: "people"}
#: Longer texts are not repeated in a sentence; of those, so many letters are shown.
_MOST, _SHOWN = 120, 60
#: So many steps are named.
_STEPS = 3


def compare(old: Bundle, new: Bundle, before: OwnFile, after: OwnFile) -> Iterator[Spot]:
    """One spot for each value or text that differs."""
    by_part: dict[str, list[Delta]] = {}
    for delta in deltas(before.tree, after.tree):
        by_part.setdefault(delta.key, []).append(delta)
    for key, held in by_part.items():
        name = name_of(key)
        if after.key == "parameters:own":
            changes = [_value(old, new, before, after, name)]
        else:
            changes = list(_texts(old, new, before, after, name))
        yield spot(after.key, changes, held)


def _value(old: Bundle, new: Bundle, before: OwnFile, after: OwnFile, name: str) -> Change:
    was, now = _declared(old).get(name), _declared(new).get(name)
    parameter = now or was
    if parameter is None:
        words = {"parameter": quoted(name)}
        return Change(
            "changed", "parameter", "rules", Sentence(_UNKNOWN, words), Sentence(_PARAMETER_TOPIC, words)
        )
    read = [reader for document, reader in readers(d for _, d in new.diagrams()).get(name, ())]
    counts = [step for _, document in new.diagrams() for step in steps(document, name)][:_STEPS]
    values = {
        "parameter": quoted(parameter.label),
        "old": said(was or parameter, parameters.value_of(was or parameter, before.values())),
        "new": said(parameter, parameters.value_of(parameter, after.values())),
    }
    elements = tuple(reader.id for reader in read)
    template = _VALUE_AT if counts else _VALUE
    return Change(
        "changed",
        "parameter",
        _GROUPS.get(parameter.kind, "rules"),
        Sentence(template, values | {"steps": Series([quoted(step) for step in counts])}, frozenset({"new"})),
        Sentence(_PARAMETER_TOPIC, {"parameter": values["parameter"]}),
        elements,
        elements,
        (Detail(name, _raw(before, name), _raw(after, name)),),
    )


def _raw(file: OwnFile, name: str) -> str | None:
    value = file.said.get(name, {}).get(VALUE)
    return None if value is None else str(value)


def _declared(bundle: Bundle) -> Mapping[str, Parameter]:
    """The parameters of all diagrams: only the main one has any."""
    found: dict[str, Parameter] = {}
    for _, document in bundle.diagrams():
        if document.process is not None:
            found |= declared(document.process).parameters
    return found


def _texts(old: Bundle, new: Bundle, before: OwnFile, after: OwnFile, name: str) -> Iterator[Change]:
    file, place = file_and_place(name)
    was, now = before.said.get(name, {}), after.said.get(name, {})
    shared = _shared(new, file, place) or _shared(old, file, place)
    if shared is None:
        yield Change("changed", "text", "texts", Sentence(_GONE), Sentence(_GONE))
        return
    element = (place.partition(":")[0],) if file.startswith("diagram:") else ()
    for lang in {**was, **now}:
        if was.get(lang) != now.get(lang):
            texts = {"old": str(was.get(lang) or shared[lang]), "new": str(now.get(lang) or shared[lang])}
            sentence = _text(texts, lang)
            topic = Sentence(_TEXT_TOPIC, {"old": shared["en"][:_MOST] or texts["old"][:_MOST]})
            yield Change("changed", "text", "texts", sentence, topic, element, element)


def _shared(bundle: Bundle, file: str, place: str) -> Mapping[str, str] | None:
    found = own_texts.places_of(bundle.sources.get(file, b"")).get(place)
    return found.texts if found else None


def _text(texts: Mapping[str, str], lang: str) -> Sentence:
    words = {**texts, "language": language(lang)}
    if max(map(len, texts.values())) > _MOST:
        return Sentence(_LONG, {**words, "new": texts["new"][:_SHOWN]}, frozenset({"new"}))
    if not texts["old"]:
        return Sentence(_NEW_IN, words, frozenset({"new"}))
    return Sentence(_READS if lang == "en" else _READS_IN, words, frozenset({"new"}))
