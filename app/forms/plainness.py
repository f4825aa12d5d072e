"""Texts of a form that are hard to read: a hint for its author, which keeps nothing from being published."""

import re
from collections.abc import Iterator

from app.forms.checking import LANGUAGES
from app.forms.components import Component
from app.forms.form import Form
from app.forms.problems import Problem
from app.translating import N_

#: Words of a sentence; Finnish and Swedish guides to plain official language advise some fifteen.
MOST_WORDS = 20
_TEXTS = ("label", "description", "text")
_ENDS = re.compile(r"[.!?:;]\s|\n")


def hard_to_read(form: Form) -> list[Problem]:
    """A warning for each text of a field with a sentence that is too long, in any language."""
    return [problem for component in form.components for problem in _of(component)]


def _of(component: Component) -> Iterator[Problem]:
    for text in _TEXTS:
        for language in ("en", *LANGUAGES):
            words = longest(component.text(text, language))
            if words > MOST_WORDS:
                yield Problem(
                    "hard-to-read",
                    "warning",
                    component.place,
                    None,
                    N_("A sentence of “%(component)s” has %(words)s words (%(language)s)"),
                    N_("Make two sentences of it"),
                    {"component": component.place, "words": str(words), "language": language},
                )


def longest(text: str) -> int:
    """The number of words of the longest sentence; what stands in double braces is no word."""
    plain = re.sub(r"\{\{.*?\}\}|<[^>]*>", " ", text)
    return max((len(sentence.split()) for sentence in _ENDS.split(plain)), default=0)
