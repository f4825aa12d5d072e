"""An expression ready to be evaluated again and again, by any number of threads."""

import functools
from collections.abc import Mapping
from datetime import datetime

from app.feel import tree
from app.feel.boundary import entering, leaving
from app.feel.budget import TOO_DEEP, Calendar, Run
from app.feel.compiling import compile_tree, spends_nothing
from app.feel.errors import N_, FeelError, FeelSyntaxError
from app.feel.parsing import parse, parse_unary_tests
from app.feel.variables import DATA, RUN, Env
from app.feel.vocabulary import STANDARD, Vocabulary
from app.feel.writing import write

_CACHED = 4096  # expressions
_SHOWN = 60  # characters of a value in a message

MISSING = "–"  # in the place of a value that the data does not hold

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

    __slots__ = ("_blank", "_code", "_spends", "certain_names", "names", "source")

    def __init__(self, source: str, node: tree.Node) -> None:
        self.source = source
        self._code, unit = compile_tree(node, source)
        if unit.mistakes:
            raise unit.mistakes[0]
        self._blank: Env = [None] * unit.places
        self._spends = not spends_nothing(node)
        self.names = frozenset(unit.names)
        self.certain_names = frozenset(unit.certain)

    def evaluate(
        self, context: Mapping[str, object], *, now: datetime, calendar: Calendar | None = None
    ) -> object:
        """The value as plain data: Decimal, str, bool, None, date, time, datetime, timedelta, YearsMonths,
        list or dict.

        `calendar` is what working days are counted by. What makes no sense is null (10.3.2.15); raises
        FeelError where the budget is used up, where the data holds a foreign object or the result is a
        function or a range, and its subclass Unsupported where the standard has a value that is not
        calculated here.
        """
        env = self._blank.copy()
        env[DATA] = context
        if self._spends:
            env[RUN] = Run(now, calendar)
        try:
            value = self._code(env)
            return value if value is True or value is False else leaving(value, env[RUN] or Run())
        except RecursionError:
            raise FeelError(TOO_DEEP) from None

    def condition(
        self, context: Mapping[str, object], *, now: datetime, calendar: Calendar | None = None
    ) -> bool:
        """True or false; raises FeelError with the values it read for anything else, null included."""
        env = self._blank.copy()
        env[DATA] = context
        if self._spends:
            env[RUN] = Run(now, calendar)
        try:
            decision = self._code(env)
        except RecursionError:
            raise FeelError(TOO_DEEP) from None
        if decision is True or decision is False:
            return decision
        raise self._undecided(decision, context)

    def _undecided(self, result: object, context: Mapping[str, object]) -> FeelError:
        values = {
            "expression": self.source,
            "result": _shown(result, Run()),
            "values": self._values(context),
        }
        return FeelError(_NOT_A_CONDITION if self.names else _NOT_A_CONDITION_ALONE, values)

    def _values(self, context: Mapping[str, object]) -> str:
        return ", ".join(f"{name} = {_shown_data(name, context)}" for name in sorted(self.names))

    def __repr__(self) -> str:
        return f"Expression({self.source!r})"


def _shown_data(name: str, context: Mapping[str, object]) -> str:
    return _shown(entering(context[name], run := Run()), run) if name in context else MISSING


def _shown(value: object, run: Run) -> str:
    try:
        text = write(value, run, quoted=True)
    except FeelError:
        text = "…"
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


@functools.lru_cache(maxsize=_CACHED)
def compile_expression(source: str, vocabulary: Vocabulary = STANDARD) -> Expression:
    """The expression that `source`, without a leading "=", is; raises FeelSyntaxError.

    `vocabulary` says which names hold signs or keywords, and which types there are besides the standard's.
    """
    try:
        return Expression(source, parse(source, vocabulary))
    except RecursionError:
        raise FeelSyntaxError(_SOURCE_TOO_DEEP, position=0, source=source) from None


@functools.lru_cache(maxsize=_CACHED)
def compile_unary_tests(source: str, vocabulary: Vocabulary = STANDARD) -> Expression:
    """The tests of a table's cell, of the value that the context names "?"; raises FeelSyntaxError."""
    try:
        return Expression(source, parse_unary_tests(source, vocabulary))
    except RecursionError:
        raise FeelSyntaxError(_SOURCE_TOO_DEEP, position=0, source=source) from None
