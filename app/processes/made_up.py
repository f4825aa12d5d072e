"""Answers for a rehearsal: those that were given, else made-up ones of the right type."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import combinations, islice, product

from app import plain
from app.feel import FeelError, FeelSyntaxError, compile_expression
from app.forms import Form
from app.forms.components import CONTAINERS, INPUTS, ONE_OF, SEVERAL_OF, Component, exact
from app.forms.scope import get, put
from app.tenants.calendar import FINLAND

Answers = Mapping[str, object]

#: Ways to answer one task that are tried at most.
_MOST = 40
SENTENCES: Mapping[str | None, str] = {
    "reply": "Here is what you asked for.",
    "message": "The light in our street is broken.",
    "ask": "Could you tell us the exact place?",
}
#: Messages in a person's own words, and what their text is called.
LETTERS: Mapping[str | None, str] = {"reply": "reply", "message": "message", "ask": "question"}


@dataclass(frozen=True, slots=True)
class Given:
    """Answers from a file: {element id: answers, or a list of them for one visit each; field: answer}."""

    answers: Mapping[str, object] = field(default_factory=dict)
    elements: frozenset[str] = frozenset()  #: the ids of the diagram; every other key is a field

    def visit(self, element_id: str, visits: int) -> Answers | None:
        """What is given for an element at its visit number `visits` from 0; the last one is for all later."""
        found = self.answers.get(element_id) if element_id in self.elements else None
        if isinstance(found, list):
            found = found[min(visits, len(found) - 1)] if found else None
        return found if isinstance(found, Mapping) else None

    def expects(self, element_id: str, visits: int) -> bool:
        """Whether something was given that has not happened yet at this element."""
        found = self.answers.get(element_id) if element_id in self.elements else None
        return visits < (len(found) if isinstance(found, list) else isinstance(found, Mapping))

    def fields(self) -> Answers:
        """What is given for fields, wherever they are asked."""
        return {key: value for key, value in self.answers.items() if key not in self.elements}


@dataclass(frozen=True, slots=True)
class Inventor:
    """Makes up answers: from forms where there are any, else from the conditions of the diagram."""

    forms: Mapping[str, Form]
    deciding: Mapping[str, tuple[object, ...]]
    fields: Answers
    now: datetime

    def ways(self, form_id: str | None, data: Answers, known: Answers | None = None) -> Iterator[Answers]:
        """Answers to try one after the other; `known` are part of each."""
        form = self.forms.get(form_id or "")
        asked = list(self._asked(form, data)) if form else list(self._guessed(data))
        names = [path for path, _ in asked]
        for values in islice(_variations([values for _, values in asked]), _MOST):
            answers = dict(known or {})
            for path, value in zip(names, values, strict=True):
                answers = put(answers, path, value)
            yield self._computed(form, answers, data)

    def typed(self, form_id: str | None, answers: Answers) -> Answers:
        """Given answers with the types of their form: a date written as text is a date."""
        form, result = self.forms.get(form_id or ""), dict(answers)
        for component in form.components if form else ():
            value = get(result, component.path)
            if component.type == "datetime" and isinstance(value, str):
                result = put(result, component.path, _moment(component, value))
        return result

    def _asked(self, form: Form, data: Answers) -> Iterator[tuple[tuple[str, ...], Sequence[object]]]:
        for component in _fields(form):
            values = self._values(component, data)
            name = ".".join(component.path)
            if name in self.fields:
                yield component.path, [self.typed(form.id, {name: self.fields[name]})[name]]
            elif not self._is_hidden(component, data):
                # Only what decides the way is worth a second try.
                yield component.path, values if name in self.deciding else values[:1]

    def _guessed(self, data: Answers) -> Iterator[tuple[tuple[str, ...], Sequence[object]]]:
        for name, values in {**self.deciding, **{key: (self.fields[key],) for key in self.fields}}.items():
            if name in self.fields or get(data, tuple(name.split("."))) is None or len(values) > 1:
                yield tuple(name.split(".")), values

    def _values(self, component: Component, data: Answers) -> Sequence[object]:
        """The form's own order first: authors put the usual choice on top."""
        own = _plausible(component, data, self.now)
        if component.type in ONE_OF:
            return own
        kind = type(own[0])
        wanted = self.deciding.get(".".join(component.path), ())
        return [*own, *(value for value in wanted if type(value) is kind and value not in own)]

    def _is_hidden(self, component: Component, data: Answers) -> bool:
        return bool(component.condition()) and _feel(component.condition(), data, self.now) is True

    def _computed(self, form: Form | None, answers: Answers, data: Answers) -> Answers:
        for component in form.components if form else ():
            expression = component.source.get("expression")
            if component.type == "expression" and isinstance(expression, str):
                value = _feel(expression.removeprefix("="), {**data, **answers}, self.now)
                answers = put(answers, component.path, value)
        return answers


def _variations(values: Sequence[Sequence[object]]) -> Iterator[list[object]]:
    """The first value of each; then one of them another one, then two, and so on.

    Few ways to answer differ in much from the usual one, and they are tried first, however many fields there
    are.
    """
    usual = [each[0] for each in values]
    open_ones = [place for place, each in enumerate(values) if len(each) > 1]
    for count in range(len(open_ones) + 1):
        for places in combinations(open_ones, count):
            for others in product(*(values[place][1:] for place in places)):
                changed = dict(zip(places, others, strict=True))
                yield [changed.get(place, value) for place, value in enumerate(usual)]


def _fields(form: Form) -> Iterator[Component]:
    """Everything a form asks, a list as a whole."""
    within = {id(child) for each in form.components if each.repeats for child in _beneath(each)}
    for component in form.components:
        asks = component.type in INPUTS or component.repeats
        if asks and component.type != "expression" and id(component) not in within:
            yield component


def _beneath(component: Component) -> Iterator[Component]:
    for child in component.children:
        yield child
        yield from _beneath(child)


def _plausible(component: Component, data: Answers, now: datetime) -> Sequence[object]:
    if component.type in CONTAINERS:
        row: Answers = {}
        for child in component.children:
            if child.path:
                row = put(row, child.path, _plausible(child, data, now)[0])
        return [[row]]
    if component.type in ONE_OF:
        return _options(component, data)
    if component.type in SEVERAL_OF:
        return [_options(component, data)[:1]]
    return [_simple(component, now)]


def _simple(component: Component, now: datetime) -> object:
    if component.type == "number":
        return exact(component.part("validate").get("min")) or Decimal(1)
    if component.type == "checkbox":
        return True
    if component.type == "datetime":
        moment = now + timedelta(days=14)
        kinds = {"time": time(9, 0), "datetime": moment.replace(microsecond=0)}
        return kinds.get(str(component.source.get("subtype")), moment.date())
    if component.type == "filepicker":
        return []
    return _text(component)


def _text(component: Component) -> str:
    key = component.path[-1] if component.path else ""
    if "email" in key:
        return "aino.virtanen@example.org"
    return SENTENCES.get(key, "Example")


def _options(component: Component, data: Answers) -> list[object]:
    source = component.source.get("values")
    key = component.source.get("valuesKey")
    if isinstance(key, str) and key:
        source = get(data, tuple(key.split(".")))
    entries = source if isinstance(source, list) else []
    found = [entry.get("value") if isinstance(entry, Mapping) else entry for entry in entries]
    return [value for value in found if value is not None] or ["Example"]


def _moment(component: Component, text: str) -> object:
    kind: type[date] | type[time] | type[datetime]
    kind = {"time": time, "datetime": datetime}.get(str(component.source.get("subtype")), date)
    try:
        return kind.fromisoformat(text)
    except ValueError:
        return text


def _feel(expression: str, data: Answers, now: datetime) -> object:
    try:
        return plain.copy(compile_expression(expression).evaluate(data, now=now, calendar=FINLAND))
    except (FeelSyntaxError, FeelError, plain.NotPlain):
        return None


def sample_case(service: str, now: datetime) -> Mapping[str, object]:
    """The case of a rehearsal."""
    return {
        "number": "K-1",
        "municipality": "rehearsal",
        "service": service,
        "language": "en",
        "opened": now,
        "applicant": {"name": "Aino Virtanen", "email": "aino.virtanen@example.org", "signed_in": True},
    }
