"""What is known while a part is compiled: names bound around it, and the free names found so far."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from app.feel.errors import FeelSyntaxError
from app.feel.scope import Scope
from app.feel.tree import Node

Code = Callable[[Scope], object]


@dataclass(frozen=True, slots=True)
class Frame:
    """`names` are all free names; `certain` those that can be nothing else than names of the data."""

    source: str
    compiler: Callable[[Node, "Frame"], Code]
    bound: frozenset[str] = frozenset()
    in_filter: bool = False
    names: set[str] = field(default_factory=set)
    certain: set[str] = field(default_factory=set)

    def compile(self, node: Node) -> Code:
        """The code of a part of the expression."""
        return self.compiler(node, self)

    def found(self, name: str, *, certain: bool = True) -> None:
        """A name is read here; in a filter it may as well be an entry of an item."""
        if name in self.bound:
            return
        self.names.add(name)
        if certain and not self.in_filter:
            self.certain.add(name)

    def binding(self, *names: str) -> "Frame":
        """The frame inside something that gives values to these names."""
        return replace(self, bound=self.bound | set(names))

    def filtering(self) -> "Frame":
        return replace(self, bound=self.bound | {"item"}, in_filter=True)

    def refuse(self, sentence: str, position: int, **values: str) -> FeelSyntaxError:
        return FeelSyntaxError(sentence, values, position=position, source=self.source)
