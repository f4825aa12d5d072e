"""Names and texts in words, in the languages in which they changed."""

from collections.abc import Iterator, Mapping

from app.bpmn.comparing.about import About
from app.bpmn.comparing.speaking import thing
from app.bpmn.comparing.values import TEXT
from app.bpmn.comparing.version import Version
from app.bpmn.elements import Node, Process
from app.changes.change import Change, Group, Kind, Level
from app.changes.wording import Name, Sentence, Series, Value, quoted
from app.translating import N_

#: Longer texts are not repeated in a sentence.
_LONG = 120

LANGUAGES: Mapping[str, str] = {"en": N_("English"), "fi": N_("Finnish"), "sv": N_("Swedish")}
_CALLED = N_("%(old)s is now called %(new)s.")
_NAMED = N_("%(place)s is now called %(new)s; it had no name.")
_UNNAMED = N_("%(old)s no longer has a name.")
_CALLED_IN = N_("%(step)s is now called “%(new)s” in %(language)s; it was “%(old)s”.")
_NAMED_IN = N_("%(step)s now has a name in %(language)s: “%(new)s”.")
_UNNAMED_IN = N_("%(step)s no longer has a name in %(language)s.")
#: kind of element → who notices its new name, how deep it goes, and how it is told
_RENAMED: Mapping[str, tuple[Group, Level, str]] = {
    "lane": ("people", "parameter", N_("What %(old)s did is now done by %(new)s.")),
    "message": ("order", "diagram", N_("The message %(old)s is now called %(new)s.")),
    "participant": ("texts", "text", N_("The pool %(old)s is now called %(new)s.")),
    "process": ("texts", "text", N_("The process %(old)s is now called %(new)s.")),
}
_NAME_TOPIC = N_("Name of %(step)s")

_READS = N_("%(what)s is now “%(new)s”; it was “%(old)s”.")
_READS_IN = N_("In %(language)s, %(what)s is now “%(new)s”; it was “%(old)s”.")
_NEW_TEXT, _NEW_TEXT_IN = (
    N_("%(what)s is new: “%(new)s”."),
    N_("In %(language)s, %(what)s is new: “%(new)s”."),
)
_NO_TEXT, _NO_TEXT_IN = N_("%(what)s is gone; it was “%(old)s”."), N_("In %(language)s, %(what)s is gone.")
_ANOTHER = N_("%(what)s says something else (%(languages)s).")
_TEXT_TOPIC = N_("Texts of %(step)s")
_WHAT: Mapping[str, str] = {
    "step": N_("what the citizen reads at %(step)s"),
    "title": N_("the title of the service"),
    "summary": N_("the summary of the service"),
    "category": N_("the category of the service"),
    "time": N_("how long the service takes"),
    "cost": N_("what the service costs"),
    "needed": N_("what the citizen needs for it"),
    "keywords": N_("the list of search words of the service"),
}
_A_TEXT = N_("a text of %(step)s")
_EXPLANATION = N_("The explanation of %(step)s is different.")
_NOTE, _NOTE_NEW = N_("A note in the diagram now says “%(new)s”."), N_("A note in the diagram is empty now.")


def name(about: About) -> Iterator[Change]:
    """The name of an element, in all languages in which it changed."""
    was, now = _all(about.old, about.key, "name"), _all(about.new, about.key, "name")
    changed = [lang for lang in {**was, **now} if was.get(lang) != now.get(lang)]
    if "en" in changed:
        yield _named(about, was, now)
    else:
        for lang in changed:
            yield _in_language(about, lang, was.get(lang), now.get(lang))


def _named(about: About, was: Mapping[str, str], now: Mapping[str, str]) -> Change:
    old, new = quoted(_name(was)), quoted(_name(now))
    if not was.get("en"):
        place = thing(about.old, about.key)
        return about.change("renamed", "text", "texts", _NAMED, _NAME_TOPIC, place=place, new=new)
    if not now.get("en"):
        return about.change("renamed", "text", "texts", _UNNAMED, _NAME_TOPIC, old=old)
    part = about.new.tree.get(about.key)
    group, level, template = _RENAMED.get(part.kind if part else "", ("texts", "text", _CALLED))
    return about.change("renamed", level, group, template, _NAME_TOPIC, old=old, new=new)


def _in_language(about: About, lang: str, old: str | None, new: str | None) -> Change:
    template = _CALLED_IN if old and new else _NAMED_IN if new else _UNNAMED_IN
    return about.change(
        "renamed",
        "text",
        "texts",
        template,
        _NAME_TOPIC,
        old=old or "",
        new=new or "",
        language=language(lang),
    )


def text(about: About, stem: str) -> Iterator[Change]:
    """A text for people, such as what the citizen reads at a step."""
    was, now = _all(about.old, about.key, stem), _all(about.new, about.key, stem)
    changed = [lang for lang in {**was, **now} if was.get(lang) != now.get(lang)]
    if not changed:
        return
    what = Sentence(_WHAT.get(stem, _A_TEXT), {"step": about.step})
    service = isinstance(_node(about.new, about.key), Process)
    group: Group = "citizen" if service or stem == "step" else "texts"
    long = any(len(texts.get(lang, "")) > _LONG for texts in (was, now) for lang in changed)
    if long or (len(changed) > 1 and "en" not in changed):
        languages = Series([language(lang) for lang in sorted(changed)])
        yield about.change(
            "changed", "text", group, _ANOTHER, _TEXT_TOPIC, "what", what=what, languages=languages
        )
        return
    yield _one_text(about, what, group, "en" if "en" in changed else changed[0], was, now)


def _one_text(
    about: About, what: Sentence, group: Group, lang: str, was: Mapping[str, str], now: Mapping[str, str]
) -> Change:
    whole = lang == "en"
    old, new = was.get(lang), now.get(lang)
    kind: Kind = "changed" if old and new else "added" if new else "removed"
    template = {
        "changed": _READS if whole else _READS_IN,
        "added": _NEW_TEXT if whole else _NEW_TEXT_IN,
        "removed": _NO_TEXT if whole else _NO_TEXT_IN,
    }[kind]
    return about.change(
        kind,
        "text",
        group,
        template,
        _TEXT_TOPIC,
        what=what,
        language=language(lang),
        old=_name(was) if whole else old or "",
        new=_name(now) if whole else new or "",
    )


def explanation(about: About) -> Iterator[Change]:
    """The documentation of an element."""
    yield about.change("changed", "text", "texts", _EXPLANATION, _TEXT_TOPIC, "step")


def note(about: About) -> Iterator[Change]:
    """A text annotation."""
    _, new = about.value("text", TEXT)
    yield about.change(
        "changed", "text", "drawing", _NOTE if new else _NOTE_NEW, _TEXT_TOPIC, new=(new or "").strip()
    )


def language(lang: str) -> Value:
    """A language by its name, or by its code where it is none of the product's."""
    return Sentence(LANGUAGES[lang]) if lang in LANGUAGES else lang


def _node(version: Version, key: str) -> Node | None:
    element_id = version.plain_id(key)
    holders = [*version.document.lanes, *version.document.processes]
    return next((node for node in holders if node.id == element_id), None) or version.node(key)


def _all(version: Version, key: str, stem: str) -> dict[str, str]:
    """language → text"""
    node = _node(version, key)
    if node is None:
        return {}
    own = node.name if stem == "name" else node.properties.get(stem, "")
    found = {"en": own} if own else {}
    for name, value in node.properties.items():
        before, dot, lang = name.rpartition(".")
        if dot and before == stem and value:
            found[lang] = value
    return found


def _name(texts: Mapping[str, str]) -> Name:
    return Name(texts.get("en", ""), {lang: text for lang, text in texts.items() if lang != "en"})
