"""A problem found in a diagram: where it is, what is wrong and what to do about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.feel.phrases import Phrase, filled

__all__ = ["Phrase", "Problem", "Severity"]

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of the check. An error keeps a version from being published, a warning does not.

    `sentence` and `remedy` are English templates with %(name)s places for `values`; they are message ids,
    so that the web and the command line can show them in Finnish, Swedish or English.
    """

    code: str  #: stable and searchable, such as "condition-missing"
    severity: Severity
    element_id: str | None
    line: int | None  #: line of the element in the file, counted from 1
    sentence: str
    remedy: str
    values: Mapping[str, str | Phrase] = field(default_factory=dict)

    def say(self, template: str, translate: Callable[[str], str] = str) -> str:
        """`sentence` or `remedy`, or a translation of either, with the values filled in.

        A `Phrase` among the values is shown in the language of `translate`, in English without it.
        """
        return filled(template, self.values, translate)
