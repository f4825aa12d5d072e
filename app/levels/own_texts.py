"""The texts that a municipality says its own way, as a file beside the diagram and the forms.

``{"diagram:street-works": {"check_application:name": {"fi": "…"}}}``: file, place, language. A place is the
id of an element or of a field with the kind of text. The texts are put in when a version is read, so that
all that shows it or runs it has them; the files themselves stay as the consortium published them.
"""

from collections.abc import Mapping, Sequence

from app.bpmn import Unreadable as NoDiagram
from app.bpmn import read as read_diagram
from app.bpmn import wording as of_diagrams
from app.changes.translatable import LANGUAGES, Wording
from app.forms import FormError
from app.forms import wording as of_forms
from app.forms.reading import document as read_form
from app.levels import files
from app.levels.files import TEXTS, Unreadable

#: place → language → text
Places = Mapping[str, Mapping[str, str]]
#: file, as “diagram:<id>” or “form:<id>” → its texts
Texts = Mapping[str, Places]

LONGEST = 20_000


def read(source: bytes) -> dict[str, dict[str, dict[str, str]]]:
    """The texts of a file, none for b""; raises Unreadable."""
    found = files.load(source)
    return {
        file: {key: _languages(key, texts) for key, texts in _object(file, places).items()}
        for file, places in found.items()
    }


def write(texts: Texts) -> bytes:
    """The file; b"" where there are no texts."""
    kept = {
        file: {key: {lang: text for lang, text in each.items() if text} for key, each in places.items()}
        for file, places in texts.items()
    }
    filled = {file: {key: each for key, each in places.items() if each} for file, places in kept.items()}
    return files.dump({file: places for file, places in filled.items() if places})


def with_own_texts(given: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The files of a version with the texts of the municipality in them; raises Unreadable."""
    texts = read(files.of_kind(given, TEXTS))
    return {name: reworded(content, texts) for name, content in given.items()} if texts else given


def reworded(content: bytes, texts: Texts) -> bytes:
    """A diagram or form with the municipality's texts; any other file as it is."""
    own = texts.get(file_of(content)) if texts else None
    if not own:
        return content
    slots = places_of(content)
    wanted = {slots[key].key: each for key, each in own.items() if key in slots}
    if content.lstrip()[:1] == b"{":
        return of_forms.reworded(content, wanted)
    return of_diagrams.reworded(read_diagram(content), wanted)


def file_of(content: bytes) -> str:
    """The name under which a diagram or form has own texts; "" for any other file."""
    try:
        if content.lstrip()[:1] == b"{":
            return f"form:{read_form(content).get('id', '')}"
        process = read_diagram(content).process
        return f"diagram:{process.id}" if process else ""
    except (FormError, NoDiagram):
        return ""


def places_of(content: bytes) -> dict[str, Wording]:
    """The texts of a diagram or form by their places; {} for any other file."""
    found: dict[str, Wording] = {}
    for each in wordings(content):
        found.setdefault(place_of(each), each)
    return found


def place_of(wording: Wording) -> str:
    """Where a text stands, whatever else is in the file: its key counts the places before it."""
    return wording.key.partition(":")[2]


def wordings(content: bytes) -> Sequence[Wording]:
    """The texts of a diagram or form in their order; none of any other file."""
    try:
        if content.lstrip()[:1] == b"{":
            return of_forms.wordings(content)
        return of_diagrams.wordings(read_diagram(content))
    except (FormError, NoDiagram):
        return ()


def _object(name: str, value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise Unreadable(f"“{name[:60]}” must be an object")
    return value


def _languages(key: str, value: object) -> dict[str, str]:
    texts = _object(key, value)
    if not texts.keys() <= set(LANGUAGES) or not all(
        isinstance(text, str) and len(text) <= LONGEST for text in texts.values()
    ):
        raise Unreadable(f"“{key[:60]}” must have texts by language")
    return {language: str(text) for language, text in texts.items()}
