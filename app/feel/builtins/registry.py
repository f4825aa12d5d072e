"""The built-in functions by name: their parameters, and what it takes to call one (DMN 1.5, 10.3.4).

A function takes FEEL values and gives one. What lies outside its domain is null (10.3.2.15.1): it returns
None, or raises ArithmeticError or ValueError, which mean the same.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from app.feel.budget import CHARACTERS_A_STEP, Run
from app.feel.far import FarDay, FarLength, FarMoment, FineTime
from app.feel.values import Function, Range, YearsMonths
from app.feel.variables import RUN, Code, Env

Body = TypeVar("Body", bound=Callable[..., object])

_MOMENTS = frozenset((datetime, FarMoment))
_DAYS = _MOMENTS | {date, FarDay}
_LENGTHS = frozenset((timedelta, FarLength))

#: Kinds of parameters: the types of the FEEL values they take. "any" takes null, too.
_TAKES: Mapping[str, frozenset[type]] = {
    "any": frozenset(),
    "string": frozenset((str,)),
    "number": frozenset((Decimal,)),
    "boolean": frozenset((bool,)),
    "list": frozenset((list,)),
    "context": frozenset((dict,)),
    "date": _DAYS,
    "date and time": _MOMENTS,
    "time": frozenset((time, FineTime)),
    "duration": _LENGTHS | {YearsMonths},
    "days and time duration": _LENGTHS,
    "range": frozenset((Range,)),
    "function": frozenset((Function,)),
    "number or duration": _LENGTHS | {Decimal, YearsMonths},
}


#: Values whose size a call costs, so many items or characters a step; what costs more spends it itself.
_SIZED = frozenset((list, dict, str))
_SIZE_A_STEP = CHARACTERS_A_STEP


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: `many` takes the rest of the arguments as one list."""

    name: str
    kind: str
    takes: frozenset[type]
    optional: bool
    many: bool

    def __str__(self) -> str:
        return self.name + ("…" if self.many else "?" if self.optional else "")


@dataclass(frozen=True, slots=True)
class Signature:
    """One way to call a function.

    `wants_run` hands the evaluation to it as first argument, `steps` is what it costs beside its tokens and
    the size of its arguments.
    """

    name: str
    parameters: tuple[Parameter, ...]
    body: Callable[..., object]
    wants_run: bool
    steps: int
    takes: tuple[frozenset[type], ...]

    @property
    def takes_many(self) -> bool:
        """Whether the last parameter takes the rest of the arguments."""
        return bool(self.parameters) and self.parameters[-1].many

    @property
    def takes_only_many(self) -> bool:
        """Whether it is the only one; such a function is handed the evaluation."""
        return self.takes_many and len(self.parameters) == 1

    def order(self, count: int, names: Sequence[str]) -> tuple[int | None, ...] | None:
        """For each parameter the number of its argument, or None; None where they do not fit."""
        if names:
            return self._by_name(list(names))
        required = sum(not parameter.optional for parameter in self.parameters)
        if count < required or (count > len(self.parameters) and not self.takes_many):
            return None
        return tuple(index if index < count else None for index in range(len(self.parameters)))

    def _by_name(self, names: list[str]) -> tuple[int | None, ...] | None:
        known = {parameter.name for parameter in self.parameters}
        required = {parameter.name for parameter in self.parameters if not parameter.optional}
        if len(set(names)) != len(names) or not required <= set(names) <= known:
            return None
        return tuple(
            names.index(parameter.name) if parameter.name in names else None for parameter in self.parameters
        )

    def arranged(self, order: Sequence[int | None], arguments: Sequence[object]) -> list[object]:
        """The arguments in the order of the parameters."""
        arranged = [None if index is None else arguments[index] for index in order]
        if self.takes_many and order[-1] is not None:
            arranged[-1] = list(arguments[order[-1] :])
        return arranged

    def call(self, arguments: list[Any], run: Run) -> object:
        """The result; null outside the function's domain. Raises Unfit for arguments of wrong kinds."""
        size = self.steps * _SIZE_A_STEP
        for index, takes in enumerate(self.takes):
            value = arguments[index]
            kind = type(value)
            if kind in _SIZED:
                size += len(value)
            if kind not in takes and takes:
                arguments[index] = _converted(value, self.parameters[index])
        if size > _SIZE_A_STEP:
            run.spend(size // _SIZE_A_STEP)
        try:
            return self.body(run, *arguments) if self.wants_run else self.body(*arguments)
        except (ArithmeticError, ValueError):
            return None

    def __str__(self) -> str:
        return ", ".join(map(str, self.parameters))


class Unfit(Exception):
    """An argument is of a wrong kind."""


def _converted(value: object, parameter: Parameter) -> object:
    """To and from a list of one (10.3.2.9.4); null only for what may be left out."""
    if value is None and parameter.optional:
        return None
    if value is not None and list in parameter.takes:
        return [value]
    if isinstance(value, list) and len(value) == 1 and type(value[0]) in parameter.takes:
        return value[0]
    raise Unfit


#: Every built-in: the ways to call it, tried in order.
BUILTINS: dict[str, list[Signature]] = {}


def builtin(name: str, parameters: str = "", *, run: bool = False, steps: int = 0) -> Callable[[Body], Body]:
    """Enter a function under its FEEL name.

    `parameters` reads "name: kind, name: kind?, name: kind*"; "?" may be left out, "*" takes the rest.
    """
    read = tuple(_parameter(part) for part in parameters.split(", ") if part)

    def enter(body: Body) -> Body:
        takes = tuple(parameter.takes for parameter in read)
        BUILTINS.setdefault(name, []).append(Signature(name, read, body, run, steps, takes))
        return body

    return enter


def _parameter(text: str) -> Parameter:
    name, _, kind = text.partition(": ")
    bare = kind.rstrip("?*")
    return Parameter(name, bare, _TAKES[bare], kind.endswith("?"), kind.endswith("*"))


def ways_to_call(name: str) -> str:
    """All signatures as shown to the author: name(a, b?) or name(c)."""
    return ", ".join(f"{name}({signature})" for signature in BUILTINS[name])


def bind(name: str, arguments: Sequence[Code], names: Sequence[str]) -> Code | None:
    """The code of a call; None where no signature takes so many arguments, or these names."""
    ways = [
        (signature, order)
        for signature in BUILTINS[name]
        if (order := signature.order(len(arguments), names)) is not None
    ]
    if len(ways) == 1:
        signature, order = ways[0]
        if signature.takes_only_many:
            return _call_of_many(signature, tuple(arguments))
        if not signature.takes_many and order == tuple(range(len(arguments))):
            if len(arguments) == 1 and not signature.steps:
                return _call_of_one(signature, arguments[0])
            return _call_as_written(signature, tuple(arguments))
    return _call_by_order(ways, tuple(arguments)) if ways else None


def _call_as_written(signature: Signature, arguments: tuple[Code, ...]) -> Code:
    def call(env: Env) -> object:
        try:
            return signature.call([argument(env) for argument in arguments], env[RUN])
        except Unfit:
            return None

    return call


def _call_of_one(signature: Signature, argument: Code) -> Code:
    """The same for one argument, made for one of the kind that the function takes, and small."""
    body, wants_run, takes = signature.body, signature.wants_run, signature.takes[0]

    def call(env: Env) -> object:
        value = argument(env)
        kind = type(value)
        try:
            if kind in takes and (kind not in _SIZED or len(value) < _SIZE_A_STEP):
                return body(env[RUN], value) if wants_run else body(value)
            return signature.call([value], env[RUN])
        except (ArithmeticError, ValueError, Unfit):
            return None

    return call


def _call_of_many(signature: Signature, arguments: tuple[Code, ...]) -> Code:
    """sum(a, b, c): whatever they are, they are the list."""
    body, steps = signature.body, signature.steps

    def call(env: Env) -> object:
        run = env[RUN]
        run.spend(steps)
        try:
            return body(run, [argument(env) for argument in arguments])
        except (ArithmeticError, ValueError):
            return None

    return call


def _call_by_order(ways: list[tuple[Signature, tuple[int | None, ...]]], arguments: tuple[Code, ...]) -> Code:
    def call(env: Env) -> object:
        return _first_that_fits(ways, [argument(env) for argument in arguments], env[RUN])

    return call


def _first_that_fits(
    ways: Sequence[tuple[Signature, tuple[int | None, ...]]], values: Sequence[object], run: Run
) -> object:
    for signature, order in ways:
        with suppress(Unfit):
            return signature.call(signature.arranged(order, values), run)
    return None


def as_function(name: str, run: Run) -> Function:
    """A built-in as a value, to hand to another function."""
    parameters = tuple(parameter.name for parameter in BUILTINS[name][0].parameters)
    return Function(parameters, partial(_called, name, run))


def _called(name: str, run: Run, arguments: Sequence[Any]) -> object:
    ways = [
        (signature, order)
        for signature in BUILTINS[name]
        if (order := signature.order(len(arguments), ())) is not None
    ]
    return _first_that_fits(ways, arguments, run)
