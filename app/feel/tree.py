"""The parsed expression. `size` is what one more round of a part costs, in steps of the budget.

Nodes are not frozen, as that would double the time of parsing; nobody changes one.
"""

from dataclasses import dataclass

from app.feel.types import Type


@dataclass(slots=True)
class Node:
    """Any part of an expression."""


@dataclass(slots=True)
class Literal(Node):
    """A value that is written down."""

    value: object


@dataclass(slots=True)
class Name(Node):
    """A variable, or a function that is not called here."""

    name: str


@dataclass(slots=True)
class ListOf(Node):
    """[items]"""

    items: tuple[Node, ...]


@dataclass(slots=True)
class ContextOf(Node):
    """{entries}; with a result, as boxed contexts may have, it is that instead of the context."""

    entries: tuple[tuple[str, Node], ...]
    result: Node | None = None


@dataclass(slots=True)
class RangeOf(Node):
    """low..high; None for an end that is open without limit: (>= 5)."""

    low: Node | None
    high: Node | None
    low_included: bool
    high_included: bool


@dataclass(slots=True)
class Negative(Node):
    """-operand"""

    operand: Node
    times: int  #: how many minus signs


@dataclass(slots=True)
class Chain(Node):
    """`first` and then operators from left to right. Flat, so that a long sum is not deep."""

    first: Node
    rest: tuple[tuple[str, Node], ...]


@dataclass(slots=True)
class Compared(Node):
    """left operator right"""

    left: Node
    operator: str
    right: Node


@dataclass(slots=True)
class Logical(Node):
    """Operands joined by one operator, "and" or "or"."""

    operator: str
    operands: tuple[Node, ...]


@dataclass(slots=True)
class Between(Node):
    """value between low and high"""

    value: Node
    low: Node
    high: Node


@dataclass(slots=True)
class Test(Node):
    """One test of a value.

    `operator` is a comparison, "" for a value, list or range to be in, or "?" for an expression about "?".
    """

    operator: str
    operand: Node


@dataclass(slots=True)
class In(Node):
    """value in tests"""

    value: Node
    tests: tuple[Test, ...]


@dataclass(slots=True)
class UnaryTests(Node):
    """The tests of a decision table's cell, of the value named "?"; without any, every value passes."""

    tests: tuple[Test, ...]
    negated: bool


@dataclass(slots=True)
class InstanceOf(Node):
    """value instance of type"""

    value: Node
    type: Type
    index: int  #: the number of the type's first token


@dataclass(slots=True)
class Converted(Node):
    """A value bound to a type, by implicit conversion or null: a boxed expression with a typeRef."""

    value: Node
    type: Type


@dataclass(slots=True)
class Path(Node):
    """A step after a value: .name"""

    name: str


@dataclass(slots=True)
class Filter(Node):
    """A step after a value: [condition or position]; a boxed one has no positions."""

    condition: Node
    size: int
    boxed: bool = False


@dataclass(slots=True)
class Call(Node):
    """A step after a value: (arguments). `names` is empty where they go by position."""

    arguments: tuple[Node, ...]
    names: tuple[str, ...]
    index: int  #: the number of the token where what is called begins


@dataclass(slots=True)
class Steps(Node):
    """A value and the paths, filters and calls after it."""

    base: Node
    steps: tuple[Path | Filter | Call, ...]


@dataclass(slots=True)
class If(Node):
    """Conditions and what follows from them, then the rest: if … else if … else …

    A boxed one is null where its condition is neither true nor false (10.2.2.8).
    """

    branches: tuple[tuple[Node, Node], ...]
    otherwise: Node
    boxed: bool = False


@dataclass(slots=True)
class Iterator(Node):
    """name in domain, or name in domain..end"""

    name: str
    domain: Node
    end: Node | None
    size: int


@dataclass(slots=True)
class For(Node):
    """for iterators return body"""

    iterators: tuple[Iterator, ...]
    body: Node
    size: int


@dataclass(slots=True)
class Quantified(Node):
    """some or every iterators satisfies body; a boxed one is null if an answer is no boolean (10.2.1.10)."""

    every: bool
    iterators: tuple[Iterator, ...]
    body: Node
    size: int
    boxed: bool = False


@dataclass(slots=True)
class FunctionOf(Node):
    """function(parameters) body; `external` says that the body names a function of another language."""

    parameters: tuple[str, ...]
    takes: tuple[Type | None, ...]
    body: Node
    size: int
    gives: Type | None = None
    external: bool = False
