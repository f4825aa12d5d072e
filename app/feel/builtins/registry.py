"""The built-in functions by name: their parameters, and what it takes to call one (DMN 1.5, 10.3.4)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeVar

import re2

from app.feel.budget import Run
from app.feel.values import Function, Range, YearsMonths

_CHARACTERS_A_STEP = 50

Body = TypeVar("Body", bound=Callable[..., object])

#: Kinds of parameters: the Python types of the FEEL values they take.
_TAKES: Mapping[str, tuple[type, ...]] = {
    "any": (object,),
    "text": (str,),
    "number": (Decimal,),
    "boolean": (bool,),
    "list": (list,),
    "context": (dict,),
    "day": (date,),  # a date, or a date and time
    "time": (time,),
    "duration": (timedelta, YearsMonths),
    "offset": (timedelta,),
    "range": (Range,),
    "function": (Function,),
    "text or list": (str, list),
    "moment": (datetime,),
    "size": (Decimal, timedelta, YearsMonths),
    "number or function": (Decimal, Function),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """`many` takes the rest of the arguments as one list."""

    name: str
    takes: str
    optional: bool
    many: bool


@dataclass(frozen=True, slots=True)
class Signature:
    """One way to call a function. `wants_run` hands the evaluation to it as first argument."""

    parameters: tuple[Parameter, ...]
    body: Callable[..., object]
    wants_run: bool

    def arranged(self, arguments: Sequence[object], names: Sequence[str]) -> list[object] | None:
        """Arguments in the order of the parameters; None where they do not fit in number or name."""
        if names:
            return self._by_name(dict(zip(names, arguments, strict=True)), names)
        if self.parameters and self.parameters[-1].many:
            return _with_the_rest_as_list(arguments, len(self.parameters) - 1)
        required = sum(not parameter.optional for parameter in self.parameters)
        if not required <= len(arguments) <= len(self.parameters):
            return None
        return [*arguments, *[None] * (len(self.parameters) - len(arguments))]

    def _by_name(self, given: dict[str, object], names: Sequence[str]) -> list[object] | None:
        known = {parameter.name for parameter in self.parameters}
        required = {parameter.name for parameter in self.parameters if not parameter.optional}
        if len(given) != len(names) or not required <= given.keys() <= known:
            return None
        return [
            [given[parameter.name]] if parameter.many else given.get(parameter.name)
            for parameter in self.parameters
        ]

    def fitted(self, arranged: Sequence[object]) -> list[object] | None:
        """The arguments, lists of one unwrapped where one is wanted; None where a kind is wrong."""
        fitted = []
        for parameter, argument in zip(self.parameters, arranged, strict=True):
            value = _coerced(argument, _TAKES[parameter.takes])
            if value is None and not parameter.optional and parameter.takes != "any":
                return None
            if value is None and argument is not None:
                return None
            fitted.append(value)
        return fitted

    def __str__(self) -> str:
        return ", ".join(
            parameter.name + ("…" if parameter.many else "?" if parameter.optional else "")
            for parameter in self.parameters
        )


def _with_the_rest_as_list(arguments: Sequence[object], before: int) -> list[object] | None:
    if len(arguments) <= before:
        return None
    return [*arguments[:before], list(arguments[before:])]


def _coerced(value: object, types: tuple[type, ...]) -> object:
    """To and from a list of one (10.3.2.9.4); None where the kind is wrong."""
    if isinstance(value, types):
        return None if isinstance(value, bool) and object not in types and bool not in types else value
    if list in types and value is not None:
        return [value]
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], types):
        return value[0]
    return None


#: Every built-in: the ways to call it, tried in order.
BUILTINS: dict[str, list[Signature]] = {}


def builtin(name: str, parameters: str = "", *, run: bool = False) -> Callable[[Body], Body]:
    """Enter a function under its FEEL name.

    `parameters` reads "name: kind, name: kind?, name: kind*"; "?" may be left out, "*" takes the rest.
    The function gets FEEL values and returns one; ArithmeticError and ValueError mean null.
    """
    read = tuple(_parameter(part) for part in parameters.split(", ") if part)

    def enter(body: Body) -> Body:
        BUILTINS.setdefault(name, []).append(Signature(read, body, run))
        return body

    return enter


def _parameter(text: str) -> Parameter:
    name, _, takes = text.partition(": ")
    return Parameter(name, takes.rstrip("?*"), takes.endswith("?"), takes.endswith("*"))


def fits(name: str, count: int, names: Sequence[str]) -> bool:
    """Whether a built-in can be called with so many arguments, or with these names."""
    return any(signature.arranged([None] * count, names) is not None for signature in BUILTINS[name])


def ways_to_call(name: str) -> str:
    """All signatures as shown to the author: name(a, b?) or name(c)."""
    return ", ".join(f"{name}({signature})" for signature in BUILTINS[name])


def call_builtin(name: str, arguments: Sequence[object], names: Sequence[str], run: Run) -> object:
    """The built-in's result; null where the arguments are of wrong kinds or make no sense."""
    for signature in BUILTINS[name]:
        arranged = signature.arranged(arguments, names)
        fitted = signature.fitted(arranged) if arranged is not None else None
        if fitted is not None:
            return _called(signature, fitted, run)
    return None


def _called(signature: Signature, arguments: list[object], run: Run) -> object:
    run.spend(1 + sum(_cost(argument) for argument in arguments))
    try:
        if signature.wants_run:
            return signature.body(run, *arguments)
        return signature.body(*arguments)
    except (ArithmeticError, ValueError, re2.error):
        return None


def _cost(argument: object) -> int:
    if isinstance(argument, str):
        return len(argument) // _CHARACTERS_A_STEP
    return len(argument) if isinstance(argument, list | dict) else 0


def as_function(name: str, run: Run) -> Function:
    """A built-in as a value, to hand to another function."""
    first = BUILTINS[name][0]
    return Function(
        tuple(parameter.name for parameter in first.parameters),
        lambda arguments: call_builtin(name, arguments, (), run),
    )
