"""A problem found in a form, in the shape that a problem of a diagram has."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.feel.phrases import Phrase, filled

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of the check. An error keeps a version from being published, a warning does not.

    `sentence` and `remedy` are English templates with %(name)s places for `values`: message ids.
    """

    code: str  #: stable and searchable, such as "key-twice"
    severity: Severity
    element_id: str | None  #: the component's id, or its key where it has no id
    line: int | None  #: JSON tells no lines, so always None; here for the shape
    sentence: str
    remedy: str
    values: Mapping[str, str | Phrase] = field(default_factory=dict)

    def say(self, template: str, translate: Callable[[str], str] = str) -> str:
        """`sentence` or `remedy`, or a translation of either, with the values filled in."""
        return filled(template, self.values, translate)
