"""How one aspect of a form or a decision is told: what comparing makes a change of."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.changes.change import Kind, Level
from app.changes.wording import Sentence, Value


@dataclass(frozen=True, slots=True)
class Told:
    """How one aspect is told; `bold` is the value that is the news."""

    kind: Kind
    level: Level
    template: str
    values: Mapping[str, Value] = field(default_factory=dict)
    bold: str = "new"

    def sentence(self, about: Mapping[str, Value]) -> Sentence:
        """What is said of the aspect; `about` are the values that every sentence of its part may use."""
        return Sentence(self.template, {**about, **self.values}, frozenset({self.bold}))
