"""The parsed expression. `size` is how many tokens a part has: what one more round of it costs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """Any part of an expression."""


@dataclass(frozen=True, slots=True)
class Literal(Node):
    value: object


@dataclass(frozen=True, slots=True)
class Name(Node):
    name: str


@dataclass(frozen=True, slots=True)
class ListOf(Node):
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ContextOf(Node):
    entries: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class RangeOf(Node):
    """None for an end that is open without limit: (>= 5)."""

    low: Node | None
    high: Node | None
    low_included: bool
    high_included: bool


@dataclass(frozen=True, slots=True)
class Negative(Node):
    operand: Node
    times: int  #: how many minus signs


@dataclass(frozen=True, slots=True)
class Chain(Node):
    """`first` and then operators from left to right. Flat, so that a long sum is not deep."""

    first: Node
    rest: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Logical(Node):
    operator: str  #: "and" or "or"
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Between(Node):
    value: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class Test(Node):
    """One test of a value.

    `operator` is a comparison, "" for a value, list or range to be in, or "?" for an expression about "?".
    """

    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class In(Node):
    value: Node
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class UnaryTests(Node):
    """The tests of a decision table's cell, of the value named "?"."""

    tests: tuple[Test, ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class Type(Node):
    name: str
    inner: tuple["Type", ...] = ()
    keys: tuple[str, ...] = ()  #: of context<…>, one for each of `inner`


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    value: Node
    type: Type


@dataclass(frozen=True, slots=True)
class Path(Node):
    """A step after a value: .name"""

    name: str


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """A step after a value: [condition or position]"""

    condition: Node
    size: int


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A step after a value: (arguments). `names` is empty where they go by position."""

    arguments: tuple[Node, ...]
    names: tuple[str, ...]
    position: int


@dataclass(frozen=True, slots=True)
class Steps(Node):
    """A value and the paths, filters and calls after it."""

    base: Node
    steps: tuple[Path | Filter | Call, ...]


@dataclass(frozen=True, slots=True)
class If(Node):
    """Conditions and what follows from them, then the rest: if … else if … else …"""

    branches: tuple[tuple[Node, Node], ...]
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Iterator(Node):
    """name in domain, or name in domain..end"""

    name: str
    domain: Node
    end: Node | None
    size: int


@dataclass(frozen=True, slots=True)
class For(Node):
    iterators: tuple[Iterator, ...]
    body: Node
    size: int


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    every: bool
    iterators: tuple[Iterator, ...]
    body: Node
    size: int


@dataclass(frozen=True, slots=True)
class FunctionOf(Node):
    parameters: tuple[str, ...]
    body: Node
    size: int
