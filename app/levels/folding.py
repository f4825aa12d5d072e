"""Own texts and values become the process's own: what one municipality says is proposed to all."""

from collections.abc import Iterator, Mapping

from lxml import etree

from app.bpmn import Document, Unreadable, read
from app.changes.translatable import Wording
from app.levels import own_texts, parameters
from app.levels.declaring import PREFIX, Parameter, Value, declared
from app.levels.files import PARAMETERS, TEXTS, is_own, of_kind
from app.levels.own_texts import Places, Texts
from app.levels.parameters import Values
from app.levels.telling import number


def folded(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files without the two of one's own: texts stand in them, values are the usual ones.

    Raises levels.Unreadable.
    """
    values = parameters.read(of_kind(files, PARAMETERS))
    said = own_texts.with_own_texts(files)
    return {name: _with_usual(content, values) for name, content in said.items() if not is_own(name)}


def without_repeats(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files, and of one's own texts and values only those that say something else than the process.

    Raises levels.Unreadable.
    """
    values, texts = parameters.read(of_kind(files, PARAMETERS)), own_texts.read(of_kind(files, TEXTS))
    usual = {each.name: each.default for each in _declared(files)} if values else {}
    differing = {name: value for name, value in values.items() if usual.get(name) != value}
    own = {PARAMETERS: parameters.write(differing), TEXTS: own_texts.write(_differing(files, texts))}
    kept = {
        name: next((own[each] for each in own if name.endswith(each)), content)
        for name, content in files.items()
    }
    return {name: content for name, content in kept.items() if content}


def _differing(files: Mapping[str, bytes], texts: Texts) -> Texts:
    shared = {own_texts.file_of(each): own_texts.places_of(each) for each in files.values()} if texts else {}
    return {file: _other(places, shared.get(file, {})) for file, places in texts.items()}


def _other(own: Places, shared: Mapping[str, Wording]) -> Places:
    def said(place: str, language: str) -> str:
        return shared[place].texts[language] if place in shared else ""

    return {
        place: {language: text for language, text in texts.items() if text != said(place, language)}
        for place, texts in own.items()
    }


def _with_usual(content: bytes, values: Values) -> bytes:
    """A diagram that declares parameters, with these values as the usual ones."""
    document = _diagram(content) if values else None
    if document is None or document.process is None:
        return content
    known = declared(document.process).parameters
    changed = False
    for line in document.process.xml.iterfind("{*}extensionElements/{*}properties/{*}property"):
        name = line.get("name", "").removeprefix(PREFIX)
        if line.get("name", "").startswith(PREFIX) and name in known and known[name].takes(values.get(name)):
            line.set("value", f"{line.get('value', '').rpartition('=')[0]}= {_written(values[name])}")
            changed = True
    return (
        etree.tostring(document.root.getroottree(), xml_declaration=True, encoding="UTF-8")
        if changed
        else content
    )


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return value if isinstance(value, str) else number(value)


def _declared(files: Mapping[str, bytes]) -> Iterator[Parameter]:
    for content in files.values():
        document = _diagram(content)
        if document is not None and document.process is not None:
            yield from declared(document.process).parameters.values()


def _diagram(content: bytes) -> Document | None:
    try:
        return read(content) if content.lstrip()[:1] == b"<" else None
    except Unreadable:
        return None
