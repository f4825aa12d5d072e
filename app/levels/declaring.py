"""Parameters as a process declares them: in its free properties, which every modeler can edit.

The property ``parameter:decideWithin`` says ``working-days 5..60 = 15``: the kind, what is permitted, and the
value where a municipality sets none. Beside it stand its texts, each in three languages:
``parameter:decideWithin.label`` and ``.help``, of a choice ``parameter:surface.option.asphalt``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from app.bpmn import Node
from app.changes.wording import Name, as_words

#: The name under which expressions read them: ``parameters.decideWithin``.
NAME = "parameters"
PREFIX = "parameter:"
#: Numbers without bounds lie between 0 and this.
MOST = Decimal(10_000_000)

_NAME = re.compile(r"[A-Za-z_]\w{0,59}", re.ASCII)
_SHAPE = re.compile(r"(?P<kind>[a-z-]+)\s*(?P<allowed>[^=]*?)\s*=\s*(?P<default>[^\s=]+)\s*")
_RANGE = re.compile(r"(?P<least>-?\d+(?:\.\d+)?)\s*\.\.\s*(?P<most>-?\d+(?:\.\d+)?)")

Value = Decimal | str | bool


class Kind(StrEnum):
    """What a parameter is. Its value in FEEL is a number, a text, or true and false."""

    DAYS = "days"
    WORKING_DAYS = "working-days"
    NUMBER = "number"
    CHOICE = "choice"  #: one of the options
    GROUP = "group"  #: the key of a group of the municipality
    SWITCH = "switch"  #: on or off

    @property
    def is_number(self) -> bool:
        """Whether it has a least and a most."""
        return self in (Kind.DAYS, Kind.WORKING_DAYS, Kind.NUMBER)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter; texts are English with translations."""

    name: str
    kind: Kind
    default: Value
    label: Name
    help: Name
    least: Decimal = Decimal(0)  #: of a number
    most: Decimal = MOST
    options: Mapping[str, Name] = field(default_factory=dict)  #: of a choice, by their values

    def takes(self, value: object) -> bool:
        """Whether a value is of its kind and within what is permitted."""
        if self.kind is Kind.SWITCH:
            return isinstance(value, bool)
        if self.kind is Kind.CHOICE:
            return isinstance(value, str) and value in self.options
        if self.kind is Kind.GROUP:
            return isinstance(value, str) and 0 < len(value) <= 60
        if not isinstance(value, Decimal) or not value.is_finite():
            return False
        whole = self.kind is Kind.NUMBER or value == value.to_integral_value()
        return whole and self.least <= value <= self.most


@dataclass(frozen=True, slots=True)
class Declared:
    """What a process declares: its parameters by name, and the declarations that cannot be read."""

    parameters: Mapping[str, Parameter]
    broken: Mapping[str, str]  #: name → what is written


def declared(process: Node) -> Declared:
    """The parameters of a process, in the order in which they stand there."""
    found: dict[str, Parameter] = {}
    broken: dict[str, str] = {}
    for key, text in process.properties.items():
        name = key.removeprefix(PREFIX)
        if not key.startswith(PREFIX) or "." in name:
            continue
        parameter = _parameter(process.properties, name, text) if _NAME.fullmatch(name) else None
        if parameter is None:
            broken[name] = text
        else:
            found[name] = parameter
    return Declared(found, broken)


def typed(kind: Kind, text: str) -> Value | None:
    """What is written of a value of this kind, as in a declaration; None where it is none."""
    if kind is Kind.SWITCH:
        return {"on": True, "off": False}.get(text)
    if not kind.is_number:
        return text
    try:
        found = Decimal(text)
    except ArithmeticError:
        return None
    return found if found.is_finite() else None


def _parameter(properties: Mapping[str, str], name: str, text: str) -> Parameter | None:
    shape = _SHAPE.fullmatch(text.strip())
    if shape is None or shape["kind"] not in set(Kind):
        return None
    kind, allowed = Kind(shape["kind"]), shape["allowed"]
    default = typed(kind, shape["default"])
    bounds, options = _bounds(kind, allowed), _options(kind, allowed)
    if default is None or bounds is None or (allowed and not (kind.is_number or options)):
        return None
    stem = f"{PREFIX}{name}"
    found = Parameter(
        name,
        kind,
        default,
        _texts(properties, f"{stem}.label", as_words(name)),
        _texts(properties, f"{stem}.help", ""),
        *bounds,
        {each: _texts(properties, f"{stem}.option.{each}", as_words(each)) for each in options},
    )
    return found if found.takes(default) else None


def _bounds(kind: Kind, allowed: str) -> tuple[Decimal, Decimal] | None:
    if not kind.is_number or not allowed:
        return Decimal(0), MOST
    found = _RANGE.fullmatch(allowed)
    return (Decimal(found["least"]), Decimal(found["most"])) if found else None


def _options(kind: Kind, allowed: str) -> list[str]:
    return [each.strip() for each in allowed.split("|") if each.strip()] if kind is Kind.CHOICE else []


def _texts(properties: Mapping[str, str], stem: str, default: str) -> Name:
    others = {lang: text for lang in ("fi", "sv") if (text := properties.get(f"{stem}.{lang}"))}
    return Name(properties.get(stem, default), others)
