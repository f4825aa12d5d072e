"""Types, which values belong to them, and implicit conversion to them (DMN 1.5, 10.3.2.9).

None stands for Any where a type may be left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.feel.budget import Run
from app.feel.far import Moment
from app.feel.moments import midnight
from app.feel.values import Function, Range, is_day, kind


class Type:
    """A set of values. Null belongs to every type (10.3.2.9.2): it is not asked for here."""

    def holds(self, value: object, run: Run) -> bool:
        """Whether a value that is not null belongs to the type."""
        raise NotImplementedError

    def plain(self) -> "Type":
        """The type without a name and without constraints: what a node of the standard's lattice is."""
        return self


@dataclass(frozen=True, slots=True)
class Anything(Type):
    """Any, the type of all values."""

    def holds(self, value: object, run: Run) -> bool:
        """Always."""
        return True


@dataclass(frozen=True, slots=True)
class Nothing(Type):
    """Null, the type of null alone."""

    def holds(self, value: object, run: Run) -> bool:
        """Never: the value is not null."""
        return False


@dataclass(frozen=True, slots=True)
class Simple(Type):
    """A type named by its kind: number, date and time.

    A list, context, range or function of which no more is said is one of these, too.
    """

    kind: str

    def holds(self, value: object, run: Run) -> bool:
        """Whether the value is of the kind."""
        return kind(value) == self.kind

    @property
    def lacks_parameters(self) -> bool:
        """Whether the standard wants to know more: `list` alone is no type of its lattice."""
        return self.kind in ("list", "context", "range", "function")


@dataclass(frozen=True, slots=True)
class ListType(Type):
    """list<item>"""

    item: Type

    def holds(self, value: object, run: Run) -> bool:
        """Whether it is a list and its items are null or of the item's type."""
        if not isinstance(value, list):
            return False
        run.spend(len(value))
        return all(item is None or self.item.holds(item, run) for item in value)


@dataclass(frozen=True, slots=True)
class RangeType(Type):
    """range<end>"""

    end: Type

    def holds(self, value: object, run: Run) -> bool:
        """Whether it is a range with such ends."""
        if not isinstance(value, Range):
            return False
        return all(end is None or self.end.holds(end, run) for end in (value.low, value.high))


@dataclass(frozen=True, slots=True)
class ContextType(Type):
    """context<key: type, …>: these entries, and perhaps more."""

    entries: Mapping[str, Type]

    def holds(self, value: object, run: Run) -> bool:
        """Whether every entry is there and null or of its type."""
        if not isinstance(value, dict):
            return False
        run.spend(len(self.entries))
        return all(
            key in value and (value[key] is None or entry.holds(value[key], run))
            for key, entry in self.entries.items()
        )


@dataclass(frozen=True, slots=True)
class FunctionType(Type):
    """function<parameters> -> result; None is a type that is not said."""

    parameters: tuple[Type | None, ...]
    result: Type | None

    def holds(self, value: object, run: Run) -> bool:
        """Whether a function takes at least these arguments and gives such a result."""
        if not isinstance(value, Function) or len(value.parameters) != len(self.parameters):
            return False
        takes = value.takes or (None,) * len(self.parameters)
        return conforms(value.gives, self.result) and all(
            conforms(given, taken) for given, taken in zip(self.parameters, takes, strict=True)
        )


def conforms(a: Type | None, b: Type | None) -> bool:
    """Whether every value of type a may stand where one of type b is wanted (10.3.2.9.2)."""
    a, b = a and a.plain(), b and b.plain()
    if b is None or isinstance(b, Anything) or a == b or isinstance(a, Nothing):
        return True
    if isinstance(a, ListType) and isinstance(b, ListType):
        return conforms(a.item, b.item)
    if isinstance(a, RangeType) and isinstance(b, RangeType):
        return conforms(a.end, b.end)
    if isinstance(a, ContextType) and isinstance(b, ContextType):
        return all(key in a.entries and conforms(a.entries[key], want) for key, want in b.entries.items())
    return isinstance(a, FunctionType) and isinstance(b, FunctionType) and _function_conforms(a, b)


def _function_conforms(a: FunctionType, b: FunctionType) -> bool:
    """Arguments the other way round: who takes more may stand for who takes less."""
    return (
        len(a.parameters) == len(b.parameters)
        and all(conforms(wide, narrow) for narrow, wide in zip(a.parameters, b.parameters, strict=True))
        and conforms(a.result, b.result)
    )


def is_list_type(type_: Type) -> bool:
    """Whether a list is wanted: then a single value is made a list of one."""
    return isinstance(type_, ListType) or type_ == Simple("list")


def converted(value: object, to: Type | None, run: Run) -> object:
    """The value as one of the type, by implicit conversion; null where there is none (10.3.2.9.4)."""
    if to is None or value is None or to.holds(value, run):
        return value
    if isinstance(value, list) and len(value) == 1 and value[0] is not None and to.holds(value[0], run):
        return value[0]
    if not isinstance(value, list) and to.holds([value], run):
        return [value]
    return _moment_of(value) if is_day(value) and to.holds(_moment_of(value), run) else None


def _moment_of(day: object) -> Moment | None:
    return midnight(day) if is_day(day) else None


#: Types by name, as written in expressions and, some of them, only in files of DMN 1.1.
NAMED: Mapping[str, Type] = {
    "Any": Anything(),
    "Null": Nothing(),
    "days and time duration": (_days := Simple("days and time duration")),
    "day time duration": _days,
    "dayTimeDuration": _days,
    "years and months duration": (_months := Simple("years and months duration")),
    "year month duration": _months,
    "yearMonthDuration": _months,
    "date and time": (_moment := Simple("date and time")),
    "dateTime": _moment,
    **{
        name: Simple(name)
        for name in (
            *("number", "string", "boolean", "date", "time"),
            *("list", "context", "range", "function"),
        )
    },
}
