"""What keeps a decision from being published or made: where it is, what is wrong and what to do about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.feel.phrases import Phrase, filled, reason
from app.translating import N_

__all__ = ["N_", "DecisionError", "Finding", "Phrase", "Place", "Problem", "filled", "reason"]

Severity = Literal["error", "warning"]


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
