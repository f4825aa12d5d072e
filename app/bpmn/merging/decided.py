"""What was decided about the differences of two sides: the input of making one file of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from app.changes.parts import Value


@dataclass(frozen=True, slots=True)
class Decided:
    """Everything else stays as it is with us. Keys are those of parts."""

    takes: Collection[tuple[str, str]] = frozenset()  #: (key, name) that shall be as it is with them
    values: Mapping[tuple[str, str], Value] = field(default_factory=dict)  #: what shall be as neither has it
    drops: Collection[str] = frozenset()  #: parts that shall be gone, whoever has them
