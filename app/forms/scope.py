"""What a condition, a limit or a text of the form may refer to, and the FEEL that refers to it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from app.feel import FeelError, FeelSyntaxError, compile_expression
from app.feel.budget import Calendar
from app.plain import NotPlain, copy

#: Feelers' way of filling a value into a text: {{expression}}.
FILLED = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """The values known at one place of a form: those of the form or the row, and those around it."""

    data: Mapping[str, object]
    now: datetime
    around: Mapping[str, object] = field(default_factory=dict)
    prefix: Path = ()
    calendar: Calendar | None = None  #: by which expressions count working days

    def names(self) -> dict[str, object]:
        """Everything an expression may name; the nearest value wins."""
        return {**self.around, **self.data}

    def with_value(self, path: Path, value: object) -> "Scope":
        """The scope after an answer has become known."""
        return Scope(put(self.data, path, value), self.now, self.around, self.prefix, self.calendar)

    def row(self, path: Path, index: int) -> "Scope":
        """The scope of a row of the list at `path`, still without values."""
        around = {**self.names(), "parent": dict(self.data), "i": index + 1, "this": {}}
        return Scope({}, self.now, around, (*self.prefix, *path, index), self.calendar)

    def evaluate(self, source: str) -> object:
        """The value of a FEEL expression; None when it has none or does not compile."""
        try:
            context = self.names()
            if "this" in self.around:
                context["this"] = dict(self.data)
            return compile_expression(source).evaluate(context, now=self.now, calendar=self.calendar)
        except (FeelSyntaxError, FeelError):
            return None

    def plain(self, source: str) -> object:
        """The value of a FEEL expression as plain data that a case may hold; None otherwise."""
        try:
            return copy(self.evaluate(source))
        except NotPlain:
            return None

    def setting(self, value: object) -> object:
        """A property of a component: text that begins with "=" is an expression, all else is itself."""
        if isinstance(value, str) and value.lstrip().startswith("="):
            return self.evaluate(value.lstrip()[1:])
        return value

    def is_true(self, value: object) -> bool:
        """A property that is true or an expression that says so."""
        return self.setting(value) is True

    def fill(self, text: str) -> str:
        """A text with its expressions replaced by their values."""
        if text.startswith("="):
            return in_words(self.evaluate(text[1:]))
        return FILLED.sub(lambda found: in_words(self.evaluate(found[1])), text)


def put(data: Mapping[str, object], path: Path, value: object) -> dict[str, object]:
    """A copy of `data` with `value` at `path`; only what is on the way is copied."""
    head, *rest = path
    if rest:
        inner = data.get(str(head))
        value = put(inner if isinstance(inner, Mapping) else {}, tuple(rest), value)
    return {**data, str(head): value}


def get(data: object, path: Path, missing: object = None) -> object:
    """The value at `path`, `missing` when there is none."""
    for step in path:
        in_object = isinstance(data, Mapping) and step in data
        in_list = isinstance(data, list) and isinstance(step, int) and step < len(data)
        if not (in_object or in_list):
            return missing
        data = data[step]  # type: ignore[index]  # one of the two, as was just seen
    return data


def in_words(value: object) -> str:  # noqa: PLR0911 - one line a type reads best
    """A value inside a text, the same in all three languages: 1250,5 and 11.1.2027."""
    if value is None or isinstance(value, bool | Mapping):
        return ""
    if isinstance(value, Decimal | int):
        return format(Decimal(value), "f").replace(".", ",")
    if isinstance(value, datetime):
        return f"{in_words(value.date())} {in_words(value.time())}"
    if isinstance(value, date):
        return f"{value.day}.{value.month}.{value.year}"
    if isinstance(value, time):
        return f"{value.hour}.{value.minute:02}"
    if isinstance(value, list):
        return ", ".join(in_words(item) for item in value)
    return value if isinstance(value, str) else ""
