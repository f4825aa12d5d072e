"""What is known while a part is compiled: names bound around it, and the free names found so far."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.feel.budget import Run
from app.feel.errors import FeelSyntaxError
from app.feel.tokens import position_of
from app.feel.tree import Node
from app.feel.variables import FIRST_PLACE, Code, bound, data, in_items


@dataclass(slots=True)
class Unit:
    """One expression being compiled.

    `declared` are names that the caller says are there; `names` all free names; `certain` those of them that
    can be nothing else than names of the data. `mistakes` are calls that can never work.
    """

    source: str
    compiler: Callable[[Node, "Frame"], Code]
    declared: frozenset[str] = frozenset()
    places: int = FIRST_PLACE
    names: set[str] = field(default_factory=set)
    certain: set[str] = field(default_factory=set)
    mistakes: list[FeelSyntaxError] = field(default_factory=list)


class Frame:
    """One level of names. `item` is the place of a filter's item, whose entries are names, too."""

    __slots__ = ("bound", "item", "outer", "read", "unit")

    def __init__(
        self,
        unit: Unit,
        bound: Mapping[str, int] | None = None,
        outer: "Frame | None" = None,
        item: int | None = None,
    ) -> None:
        self.unit = unit
        self.bound = bound or {}
        self.outer = outer
        self.item = item
        self.read: set[str] = set()  # of the names bound here

    def compile(self, node: Node) -> Code:
        """The code of a part of the expression."""
        return self.unit.compiler(node, self)

    def place(self) -> int:
        """A place of its own for one more value."""
        self.unit.places += 1
        return self.unit.places - 1

    def binding(self, names: Mapping[str, int]) -> "Frame":
        """The frame inside something that gives values to these names."""
        return Frame(self.unit, names, self)

    def filtering(self, place: int) -> "Frame":
        """The frame inside a filter whose items come to this place."""
        return Frame(self.unit, {"item": place}, self, place)

    def binds(self, name: str) -> bool:
        """Whether the expression itself, or its caller, gives a value to the name."""
        frame: Frame | None = self
        while frame:
            if name in frame.bound:
                return True
            frame = frame.outer
        return name in self.unit.declared

    def reading(self, name: str, otherwise: Callable[[Run], object] | None = None) -> Code:
        """The code that reads a name; `otherwise` gives a value where the data has none."""
        items: list[int] = []
        frame: Frame | None = self
        while frame:
            if frame.item is not None:
                items.append(frame.item)
            if name in frame.bound:
                frame.read.add(name)
                return _inside(name, items, bound(frame.bound[name]))
            frame = frame.outer
        self._found(name, certain=not items and otherwise is None)
        return _inside(name, items, data(name, otherwise))

    def _found(self, name: str, *, certain: bool) -> None:
        """A name of the data is read; in a filter it may as well be an entry of an item."""
        self.unit.names.add(name)
        if certain:
            self.unit.certain.add(name)

    def mistake(self, sentence: str, index: int, **values: str) -> None:
        """Note what can never work at the token of this number; the code that is made gives null."""
        source = self.unit.source
        position = position_of(index, source)
        self.unit.mistakes.append(FeelSyntaxError(sentence, values, position=position, source=source))


def _inside(name: str, items: list[int], code: Code) -> Code:
    return in_items(name, tuple(items), code) if items else code
