"""The values that a municipality gives to the parameters of a process, as a file beside the diagram."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from app.bpmn import Node
from app.levels import files
from app.levels.declaring import Declared, Parameter, Value, declared
from app.levels.files import Unreadable

_DECIMAL: Final = re.compile(r"-?\d+\.\d+", re.ASCII)
Values = Mapping[str, Value]  #: by name of the parameter


def read(source: bytes) -> dict[str, Value]:
    """The values of a file, none for b""; raises Unreadable."""
    found = files.load(source)
    return {name: _read(name, value) for name, value in found.items()}


def write(values: Values) -> bytes:
    """The file; b"" where there are no values."""
    return files.dump({name: _written(value) for name, value in values.items()})


def effective(process: Node, values: Values) -> dict[str, Value]:
    """What expressions read: the municipality's values, else those that the process declares.

    A value that is not permitted does not count; the check says so before it could be published.
    """
    return {each.name: value_of(each, values) for each in declared(process).parameters.values()}


def value_of(parameter: Parameter, values: Values) -> Value:
    """The value that counts."""
    own = values.get(parameter.name)
    return own if own is not None and parameter.takes(own) else parameter.default


def own_values(declaring: Declared, values: Values) -> dict[str, Value]:
    """The values without those that say what the process says anyway, and without unknown ones."""
    known = declaring.parameters
    return {name: value for name, value in values.items() if name in known and value != known[name].default}


def _read(name: str, value: object) -> Value:
    if isinstance(value, str):
        return _of_text(value)
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return Decimal(str(value))
    raise Unreadable(f"“{name[:60]}” has no value")


def _of_text(text: str) -> Value:
    """Numbers with decimals are kept as text, ``{"fee": "12.50"}``: JSON's own are not exact."""
    return Decimal(text) if _DECIMAL.fullmatch(text) else text


def _written(value: Value) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    return value
