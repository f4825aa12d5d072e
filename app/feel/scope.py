"""Which value a name has: the innermost scope first, the data handed in last."""

from collections.abc import Mapping

from app.feel.boundary import entering
from app.feel.budget import Run


class Missing:
    """No scope knows the name; unlike null, which is a value."""


MISSING = Missing()


class Scope:
    """Names of one level of the expression, and the scope around it."""

    __slots__ = ("names", "outer", "run")

    def __init__(self, names: Mapping[str, object], outer: "Scope") -> None:
        self.names = names
        self.outer: Scope | None = outer
        self.run: Run = outer.run

    def find(self, name: str) -> object:
        """The value of a name, or MISSING."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            if scope.outer is None:
                return scope.read(name)
            scope = scope.outer
        return MISSING

    def read(self, name: str) -> object:
        """The outermost scope's way to a name."""
        return MISSING


class Data(Scope):
    """The outermost scope: the data handed in, turned into FEEL values when first read."""

    __slots__ = ("_given", "_read")

    def __init__(self, given: Mapping[str, object], run: Run) -> None:
        self._given = given
        self._read: dict[str, object] = {}
        self.names = self._read
        self.outer = None
        self.run = run

    def read(self, name: str) -> object:
        if name not in self._given:
            return MISSING
        self._read[name] = value = entering(self._given[name], self.run)
        return value
