"""A text of a document in three languages, as somebody translates it."""

from collections.abc import Mapping
from dataclasses import dataclass

#: The language of the document itself stands last, as in the product's menus.
LANGUAGES = ("fi", "sv", "en")


@dataclass(frozen=True, slots=True)
class Wording:
    """One text. `key` is the same as long as its place in the document and its kind are."""

    key: str
    place: str  #: what a person knows the place by
    kind: str  #: "label", "name", "step", …, or "option"
    texts: Mapping[str, str]  #: by language, "" where it is missing

    @property
    def missing(self) -> tuple[str, ...]:
        """The languages that lack it."""
        return tuple(each for each in LANGUAGES if not self.texts[each].strip())
