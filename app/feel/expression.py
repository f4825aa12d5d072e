"""An expression ready to be evaluated again and again, by any number of threads."""

import functools
from collections.abc import Mapping
from datetime import datetime

from app.feel import tree
from app.feel.boundary import leaving
from app.feel.budget import TOO_DEEP, Run
from app.feel.compiling import compile_tree
from app.feel.errors import N_, FeelError, FeelSyntaxError
from app.feel.parsing import parse, parse_unary_tests
from app.feel.scope import MISSING, Data
from app.feel.writing import write

_CACHED = 4096  # expressions
_SHOWN = 60  # characters of a value in a message

_NOT_A_CONDITION = N_(
    "The condition “%(expression)s” is %(result)s, neither true nor false, with %(values)s."
)
_NOT_A_CONDITION_ALONE = N_("The condition “%(expression)s” is %(result)s, neither true nor false.")
_SOURCE_TOO_DEEP = N_("The expression goes too deep.")


class Expression:
    """A FEEL expression.

    `names` are the variables it may read, the first segment of each path; `certain_names` leaves out those
    that may be something else: an entry of a list's items inside a filter, or a built-in function.
    """

    __slots__ = ("_code", "certain_names", "names", "source")

    def __init__(self, source: str, node: tree.Node) -> None:
        self.source = source
        self._code, frame = compile_tree(node, source)
        self.names = frozenset(frame.names)
        self.certain_names = frozenset(frame.certain)

    def evaluate(self, context: Mapping[str, object], *, now: datetime) -> object:
        """The value as plain data: Decimal, str, bool, None, date, time, datetime, timedelta, YearsMonths,
        list or dict. What makes no sense is null (10.3.2.13); raises FeelError where the budget is used up,
        where the data holds a foreign object or the result is a function or a range.
        """
        run = Run(now)
        try:
            return leaving(self._code(Data(context, run)), run)
        except RecursionError:
            raise FeelError(TOO_DEEP) from None

    def condition(self, context: Mapping[str, object], *, now: datetime) -> bool:
        """True or false; raises FeelError with the values it read for anything else, null included."""
        result = self.evaluate(context, now=now)
        if isinstance(result, bool):
            return result
        values = {
            "expression": self.source,
            "result": _shown(result, Run(now)),
            "values": self._values(context, now),
        }
        raise FeelError(_NOT_A_CONDITION if self.names else _NOT_A_CONDITION_ALONE, values)

    def _values(self, context: Mapping[str, object], now: datetime) -> str:
        data = Data(context, Run(now))
        return ", ".join(f"{name} = {_shown(data.find(name), data.run)}" for name in sorted(self.names))

    def __repr__(self) -> str:
        return f"Expression({self.source!r})"


def _shown(value: object, run: Run) -> str:
    if value is MISSING:
        return "missing"
    try:
        text = write(value, run, quoted=True)
    except FeelError:
        text = "…"
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


@functools.lru_cache(maxsize=_CACHED)
def compile_expression(source: str) -> Expression:
    """The expression that `source`, without a leading "=", is; raises FeelSyntaxError."""
    try:
        return Expression(source, parse(source))
    except RecursionError:
        raise FeelSyntaxError(_SOURCE_TOO_DEEP, position=0, source=source) from None


@functools.lru_cache(maxsize=_CACHED)
def compile_unary_tests(source: str) -> Expression:
    """The tests of a table's cell, of the value that the context names "?"; raises FeelSyntaxError."""
    try:
        return Expression(source, parse_unary_tests(source))
    except RecursionError:
        raise FeelSyntaxError(_SOURCE_TOO_DEEP, position=0, source=source) from None
