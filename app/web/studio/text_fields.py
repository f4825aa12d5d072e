"""The texts of one file as a page edits them: in the file, or the municipality's own beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.bpmn import read
from app.bpmn import wording as of_diagrams
from app.changes.translatable import LANGUAGES, Wording
from app.forms import wording as of_forms
from app.levels import TEXTS, own_texts
from app.levels.files import of_kind
from app.processes.drafting import Draft

Typed = Mapping[str, Mapping[str, str]]  #: by key and language


@dataclass(frozen=True, slots=True)
class Field:
    """One text to be written, with what is read where it is left empty."""

    wording: Wording
    shared: Mapping[str, str] = field(default_factory=dict)  #: by language; {} where nothing else is read

    @property
    def missing(self) -> tuple[str, ...]:
        """The languages in which nobody would read anything."""
        return tuple(each for each in self.wording.missing if not self.shared.get(each, "").strip())

    @property
    def is_own(self) -> bool:
        """Whether the municipality says it its own way."""
        return bool(self.shared) and any(self.wording.texts.values())


def in_file(found: Draft, name: str) -> list[Field]:
    """The texts that stand in a diagram or form."""
    return [Field(each) for each in own_texts.wordings(found.files.get(name, b""))]


def beside(found: Draft, name: str) -> list[Field]:
    """The municipality's own texts of a file, those that it has not changed empty."""
    content = found.files.get(name, b"")
    own = own_texts.read(of_kind(found.files, TEXTS)).get(own_texts.file_of(content), {})
    return [
        Field(
            replace(each, key=place, texts={lang: own.get(place, {}).get(lang, "") for lang in LANGUAGES}),
            each.texts,
        )
        for place, each in own_texts.places_of(content).items()
    ]


def written_in_file(found: Draft, name: str, typed: Typed) -> dict[str, bytes | None]:
    """The file with other texts in it."""
    content = found.files[name]
    if name.endswith(".form"):
        return {name: of_forms.reworded(content, typed)}
    return {name: of_diagrams.reworded(read(content), typed)}


def written_beside(found: Draft, name: str, typed: Typed) -> dict[str, bytes | None]:
    """The file of own texts with these; what says the same as the shared text, or nothing, is not kept.

    Texts of what is no longer in the file go away with it.
    """
    content = found.files[name]
    shared, file = own_texts.places_of(content), own_texts.file_of(content)
    texts = own_texts.read(of_kind(found.files, TEXTS))
    own = {place: dict(each) for place, each in texts.get(file, {}).items() if place in shared}
    for place, each in typed.items():
        said = own.get(place, {}) | dict(each)
        own[place] = {lang: text for lang, text in said.items() if text and text != shared[place].texts[lang]}
    kept = next((each for each in sorted(found.files) if each.endswith(TEXTS)), "")
    source = own_texts.write({**texts, file: own})
    return {kept or f"{found.row.process_key or 'process'}{TEXTS}": source or None}
