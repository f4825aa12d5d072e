"""A tree compiled for a caller that binds names to FEEL values itself, as decisions do."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from app.feel import tree
from app.feel.budget import TOO_DEEP, Run
from app.feel.compiling import compile_node
from app.feel.errors import FeelError, FeelSyntaxError
from app.feel.frame import Frame, Unit
from app.feel.variables import DATA, RUN, Env

NO_DATA: Mapping[str, object] = MappingProxyType({})


class Program:
    """A tree with the names it is given.

    `read` are those of the names that it reads, `unknown` all others that it would read from the data.
    `mistakes` are calls that can never work, which are null, too (10.3.2.13).
    """

    __slots__ = ("_blank", "_code", "_places", "mistakes", "read", "unknown")

    def __init__(self, node: tree.Node, source: str = "", names: Sequence[str] = ()) -> None:
        unit = Unit(source, compile_node)
        outside = Frame(unit)
        frame = outside.binding({name: outside.place() for name in names})
        self._places = tuple(frame.bound[name] for name in names)
        self._code = compile_node(node, frame)
        self._blank: Env = [None] * unit.places
        self.read = frozenset(frame.read)
        self.unknown = frozenset(unit.names)
        self.mistakes: Sequence[FeelSyntaxError] = unit.mistakes

    def run(self, run: Run, values: Sequence[object] = (), data: Mapping[str, object] = NO_DATA) -> Any:
        """The value, with values for the names in their order and data for all others; raises FeelError."""
        env = self._blank.copy()
        env[RUN], env[DATA] = run, data
        for place, value in zip(self._places, values, strict=True):
            env[place] = value
        try:
            return self._code(env)
        except RecursionError:
            raise FeelError(TOO_DEEP) from None
