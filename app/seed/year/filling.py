"""Fill any form as somebody would: from its types, options and limits, with what keys tell about a field."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from app.forms import Form, InvalidAnswers
from app.forms.components import INPUTS, ONE_OF, SEVERAL_OF, Component, exact, outside_rows
from app.forms.scope import get, put
from app.seed.year import phrases
from app.seed.year.habits import NUMBERS, USUAL

Answers = Mapping[str, object]

#: How often an answer that the form refuses is thought over.
TRIES = 12
#: Days from today that are tried for a date, when the first idea was refused.
_OTHER_DAYS = (0, -1, 14, 30, 60, 90, 150, 200, -10, -400, -3000)
_DONE_KEYS = ("_on", "visit", "informed")


class Unanswerable(ValueError):
    """Nobody found answers that this form takes."""


@dataclass(frozen=True, slots=True)
class Filler:
    """Somebody who fills forms."""

    random: Random
    language: str
    usual: float  #: how likely the first option of a question is, from 0 to 1
    codes: Sequence[str] = ()  #: identity codes of people whom the municipality knows

    def fill(self, form: Form, known: Answers, *, now: datetime) -> dict[str, object]:
        """Answers that the form takes, given what is known of the case; raises Unanswerable."""
        answers: Answers = {}
        refused: Mapping[str, object] = {}
        for attempt in range(TRIES):
            for component in outside_rows([each for page in form.pages for each in page.components]):
                if not attempt or _name(component) in {name.split(".")[0] for name in refused}:
                    value = self._value(component, {**known, **answers}, now, attempt)
                    answers = put(answers, component.path, value)
            try:
                return form.load(form.to_raw(answers), self.language, now=now, base=known)
            except InvalidAnswers as invalid:
                refused = invalid.errors
        raise Unanswerable(f"{form.id}: {refused}")

    def _value(self, component: Component, known: Answers, now: datetime, attempt: int) -> object:
        if component.repeats:
            return [self._row(component, known, now, attempt) for _ in range(min(attempt, 1))]
        if component.type not in INPUTS or component.type == "expression":
            return None
        if component.type in ONE_OF:
            return self._one(component, known)
        if component.type in SEVERAL_OF:
            options = _options(component, known)
            return self.random.sample(options, min(len(options), self.random.randint(1, 2)))
        return _SIMPLE[component.type](self, component, known, now, attempt)

    def _row(self, component: Component, known: Answers, now: datetime, attempt: int) -> Answers:
        row: Answers = {}
        for child in component.children:
            if child.path:
                row = put(row, child.path, self._value(child, {**known, **row}, now, attempt))
        return row

    def _one(self, component: Component, known: Answers) -> object:
        """The usual answer mostly; authors put it first, unless habits know better."""
        options = _options(component, known)
        if not options:
            return None
        if self.language in options:  # the language of care is mostly one's own
            return self.language
        habits = USUAL.get(_key(component), {})
        if habits.keys() & set(map(str, options)):
            return self.random.choices(options, [habits.get(str(each), 0.02) for each in options])[0]
        if len(options) > 4:  # kinds of things: none of them is usual
            return self.random.choices(options, range(len(options) + 2, 2, -1))[0]
        return options[0] if self.random.random() < self.usual else self.random.choice(options)

    def _number(self, component: Component, known: Answers, _now: datetime, attempt: int) -> object:
        least, most = _limit(component, "min", known, 0), _limit(component, "max", known, 200)
        usual = NUMBERS.get(_key(component))
        if usual and not attempt:
            least, most = max(least, Decimal(usual[0])), min(most, Decimal(usual[1]))
        share = self.random.betavariate(1.5, 4)
        return max(least, Decimal(round(float(least) + max(0.0, float(most - least)) * share)))

    def _checkbox(self, component: Component, _known: Answers, _now: datetime, attempt: int) -> object:
        needed = component.part("validate").get("required") is True
        return needed or attempt > 1 or self.random.random() < 0.5

    def _moment(self, component: Component, known: Answers, now: datetime, attempt: int) -> object:
        if component.source.get("subtype") == "time":
            return time(self.random.randint(8, 15), self.random.choice((0, 15, 30, 45)))
        day = self._day(component, known, now.date(), attempt)
        if component.source.get("subtype") != "datetime":
            return day
        return now.replace(year=day.year, month=day.month, day=day.day, hour=9, minute=0)

    def _day(self, component: Component, known: Answers, today: date, attempt: int) -> date:
        if attempt:
            return today + timedelta(days=_OTHER_DAYS[(attempt - 1) % len(_OTHER_DAYS)])
        least = component.part("validate").get("min")
        after = get(known, (least.strip(" ="),)) if isinstance(least, str) else None
        if isinstance(after, date) and not isinstance(after, datetime):
            return after + timedelta(days=self.random.randint(2, 25))
        if any(part in _key(component) for part in _DONE_KEYS):
            return today
        return today + timedelta(days=self.random.randint(7, 45))

    def _text(self, component: Component, _known: Answers, _now: datetime, attempt: int) -> object:
        limits = component.part("validate")
        longest = exact(limits.get("maxLength")) or Decimal(4000)
        if component.type == "textarea":
            return phrases.sentence(self.random, self.language, _key(component))[: int(longest)]
        if limits.get("required") is not True and (attempt or self.random.random() < 0.4):
            return ""
        found = phrases.entry(self.random, self.language, _key(component), self.codes, attempt)
        return found[: int(longest)]

    def _files(self, *_what: object) -> object:
        return []


_SIMPLE: Mapping[str, Callable[[Filler, Component, Answers, datetime, int], object]] = {
    "number": Filler._number,
    "checkbox": Filler._checkbox,
    "datetime": Filler._moment,
    "textfield": Filler._text,
    "textarea": Filler._text,
    "filepicker": Filler._files,
}


def _key(component: Component) -> str:
    return component.path[-1] if component.path else ""


def _limit(component: Component, name: str, known: Answers, otherwise: int) -> Decimal:
    """A limit of a number, which may be another answer."""
    limit = component.part("validate").get(name)
    if isinstance(limit, str) and limit.startswith("="):
        limit = get(known, (limit.strip(" ="),))
    found = exact(limit)
    return Decimal(otherwise) if found is None else found


def _name(component: Component) -> str:
    return ".".join(component.path).split(".")[0]


def _options(component: Component, known: Answers) -> list[object]:
    source = component.source.get("values")
    key = component.source.get("valuesKey")
    if isinstance(key, str) and key:
        source = get(known, tuple(key.split(".")))
    entries = source if isinstance(source, list) else []
    found = [each.get("value") if isinstance(each, Mapping) else each for each in entries]
    return [each for each in found if each is not None]
