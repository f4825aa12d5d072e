"""What keeps a decision from being published or made: where it is, what is wrong and what to do about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.feel import FeelError, FeelSyntaxError

Severity = Literal["error", "warning"]


def N_(text: str) -> str:  # noqa: N802 - gettext's name for a text that is only marked for translation
    """Mark an English text for translation."""
    return text


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


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. An error keeps a version from being published, a warning does not.

    `sentence` and `remedy` are English templates with %(name)s places for `values`; they are message ids.
    """

    code: str  #: stable and searchable, such as "table-gap"
    severity: Severity
    element_id: str | None
    line: int | None  #: line of the element in the file, counted from 1
    sentence: str
    remedy: str
    values: Mapping[str, str | Phrase] = field(default_factory=dict)
    rule: int | None = None  #: the number of the table's rule, counted from 1

    def say(self, template: str, translate: Callable[[str], str] = str) -> str:
        """`sentence` or `remedy`, or a translation of either, with the values filled in."""
        return filled(template, self.values, translate)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that can be wrong. Every sentence may use %(element)s, the name of what it is found in."""

    code: str
    severity: Severity
    sentence: str
    remedy: str

    def at(self, place: "Place", rule: int | None = None, **values: str | Phrase) -> Problem:
        """This finding at a place."""
        numbered: dict[str, str | Phrase] = {"rule": str(rule)} if rule else {}
        values = {"element": place.name[:120], **numbered, **values}
        return Problem(
            self.code, self.severity, place.id, place.line, self.sentence, self.remedy, values, rule
        )


@dataclass(frozen=True, slots=True)
class Place:
    """An element of a file as its author knows it."""

    name: str
    id: str | None = None
    line: int | None = None


class DecisionError(Exception):
    """This decision cannot be made."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.say(problem.sentence))
        self.problem = problem


def reason(error: FeelError) -> Phrase:
    """What is wrong with an expression, with the text around it."""
    phrase = Phrase(error.sentence, error.values)
    if not isinstance(error, FeelSyntaxError):
        return phrase
    values: dict[str, str | Phrase] = {
        "reason": phrase,
        "line": str(error.line),
        "column": str(error.column),
        "near": error.near or "–",
    }
    return Phrase(N_("%(reason)s (line %(line)s, character %(column)s, at “%(near)s”)"), values)
