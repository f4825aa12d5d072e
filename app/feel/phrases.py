"""Sentences inside sentences: what is wrong with an expression, to be said in any language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.feel.errors import N_, FeelError, FeelSyntaxError


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A sentence with places for values, some of which may be phrases themselves."""

    sentence: str
    values: Mapping[str, "str | Phrase"] = field(default_factory=dict)

    def say(self, translate: Callable[[str], str] = str) -> str:
        """The phrase in the language of `translate`, with the values filled in."""
        return filled(translate(self.sentence), self.values, translate)

    def __str__(self) -> str:
        return self.say()


def filled(template: str, values: Mapping[str, "str | Phrase"], translate: Callable[[str], str]) -> str:
    """The template with its values, phrases among them said in the same language."""
    if not values:
        return template
    said = {
        name: value.say(translate) if isinstance(value, Phrase) else value for name, value in values.items()
    }
    return template % said


def reason(error: FeelError, *, skipped: int = 0) -> Phrase:
    """What is wrong with an expression: with the place, and the text around it, where it cannot be read.

    `skipped` characters stand before the expression where its author sees it, such as "=".
    """
    phrase = Phrase(error.sentence, error.values)
    if not isinstance(error, FeelSyntaxError):
        return phrase
    values: dict[str, str | Phrase] = {
        "reason": phrase,
        "line": str(error.line),
        "column": str(error.column + (skipped if error.line == 1 else 0)),
        "near": error.near or "–",
    }
    return Phrase(N_("%(reason)s Line %(line)s, character %(column)s: “%(near)s”."), values)
