"""What is said to a person: English templates with their values, translated by whoever shows them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

#: The template of a sentence that the author of a form wrote: there is nothing to translate.
AS_WRITTEN = "%(text)s"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing to correct: an English template (a message id), its values and the HTML id to go to."""

    template: str
    values: Mapping[str, str] = field(default_factory=dict)
    anchor: str = ""

    def __str__(self) -> str:
        return self.template % self.values


def inline(label: str) -> str:
    """A label as it stands inside a sentence: “First day” becomes “first day”, “IBAN” stays."""
    starts_a_word = label[:1].isupper() and label[1:2].islower()
    return label[:1].lower() + label[1:] if starts_a_word else label
