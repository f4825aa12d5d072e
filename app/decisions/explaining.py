"""Why a decision came out as it did, in words: for the case's timeline and whoever asks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.decisions.deciding import Decided, Step
from app.decisions.hitting import Hits
from app.decisions.problems import Phrase
from app.decisions.table import Input, Output
from app.feel.budget import Run
from app.feel.errors import FeelError
from app.feel.values import Function
from app.feel.writing import write
from app.translating import N_

#: A column of remarks that is called so holds them in this language.
LANGUAGES = ("en", "fi", "sv")

_SHOWN = 80  # characters of a value

RULE_HIT = N_("%(name)s: rule %(rule)s applies (%(because)s), which gives %(result)s.")
RULE_ALWAYS = N_("%(name)s: rule %(rule)s always applies, which gives %(result)s.")
NO_RULE_HIT = N_("%(name)s: no rule applies (%(values)s).")
REMARK = N_("Remark on rule %(rule)s: %(remark)s")
VALUE_FROM = N_("%(name)s is %(value)s, from %(values)s.")
VALUE = N_("%(name)s is %(value)s.")


def explain(decided: Decided, language: str = "en") -> list[Phrase]:
    """Sentences in the order in which it was decided; then what was odd.

    `language` chooses among the names that elements have, and the remarks: one in a column that is called
    as another language is not told.
    """
    told = [phrase for step in decided.steps for phrase in _Telling(step, language).phrases()]
    return [*told, *decided.notes]


@dataclass(frozen=True, slots=True)
class _Telling:
    """What is told of one step."""

    step: Step
    language: str

    def phrases(self) -> Iterator[Phrase]:
        step = self.step
        for hits in step.hits:
            yield from self._table(hits)
        # A decision that is one table with one hit has been told.
        if len(step.hits) != 1 or len(step.hits[0].rules) != 1:
            values = assigned({self._name(name): value for name, value in step.read.items()})
            sentence = VALUE_FROM if values else VALUE
            yield Phrase(
                sentence, {"name": self._name(step.name), "value": shown(step.value), "values": values}
            )

    def _table(self, hits: Hits) -> Iterator[Phrase]:
        name = self._name(hits.table.name)
        if not hits.rules and not hits.note:
            yield Phrase(NO_RULE_HIT, {"name": name, "values": table_values(hits, self.language)})
        for rule, result in zip(hits.rules, hits.results, strict=True):
            because = self._because(hits, rule)
            values = {
                "name": name,
                "rule": str(rule),
                "because": because,
                "result": self._result(hits, result),
            }
            yield Phrase(RULE_HIT if because else RULE_ALWAYS, values)
            for title, remark in hits.table.remarks(rule):
                if title == self.language or title not in LANGUAGES:
                    yield Phrase(REMARK, {"rule": str(rule), "remark": remark})

    def _name(self, name: str) -> str:
        return self.step.named.get(name, {}).get(self.language) or name

    def _result(self, hits: Hits, result: object) -> str:
        """What a rule gave: a value, or several with the labels of their columns."""
        if not isinstance(result, dict) or hits.table.single:
            return shown(result)
        labels = {each.name: _label(each, self.language) for each in hits.table.outputs}
        return assigned({labels[str(name)]: value for name, value in result.items()})

    def _because(self, hits: Hits, rule: int) -> str:
        """The inputs that decided: those that the rule tests, with the test."""
        tests = hits.table.rules[rule - 1].entries
        told = zip(hits.table.inputs, hits.values, tests, strict=False)
        return ", ".join(
            f"{_label(column, self.language)} = {shown(value)}"
            if test == shown(value)
            else f"{_label(column, self.language)} = {shown(value)}: {test}"
            for column, value, test in told
            if test not in ("", "-")
        )


def _label(column: Input | Output, language: str) -> str:
    return column.labels.get(language) or column.label


def table_values(hits: Hits, language: str = "en") -> str:
    """The inputs of a table with their values."""
    labels = [_label(each, language) for each in hits.table.inputs]
    return assigned(dict(zip(labels, hits.values, strict=True)))


def assigned(values: Mapping[str, object]) -> str:
    """Names with their values; functions are left out."""
    return ", ".join(
        f"{name} = {shown(value)}" for name, value in values.items() if not isinstance(value, Function)
    )


def shown(value: object) -> str:
    """A value as FEEL writes it, shortened."""
    try:
        text = write(value, Run(), quoted=True)
    except FeelError:
        text = "…"
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
