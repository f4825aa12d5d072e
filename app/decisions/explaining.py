"""Why a decision came out as it did, in words: for the case's timeline and whoever asks."""

from collections.abc import Iterable, Iterator, Mapping

from app.decisions.deciding import Decided, Step
from app.decisions.hitting import Hits
from app.decisions.problems import N_, Phrase
from app.feel.budget import Run
from app.feel.errors import FeelError
from app.feel.values import Function
from app.feel.writing import write

#: A column of remarks that is called so holds them in this language.
LANGUAGES = frozenset({"en", "fi", "sv"})

_SHOWN = 80  # characters of a value

RULE_HIT = N_("%(name)s: rule %(rule)s applies (%(because)s), which gives %(result)s.")
RULE_ALWAYS = N_("%(name)s: rule %(rule)s always applies, which gives %(result)s.")
NO_RULE_HIT = N_("%(name)s: no rule applies (%(values)s).")
REMARK = N_("Remark on rule %(rule)s: %(remark)s")
VALUE_FROM = N_("%(name)s is %(value)s, from %(values)s.")
VALUE = N_("%(name)s is %(value)s.")


def explain(decided: Decided) -> list[Phrase]:
    """Sentences in the order in which it was decided; then what was odd."""
    told = [phrase for step in decided.steps for phrase in _step(step)]
    return [*told, *decided.notes]


def _step(step: Step) -> Iterator[Phrase]:
    for hits in step.hits:
        yield from _table(hits)
    # A decision that is one table with one hit has been told.
    if len(step.hits) != 1 or len(step.hits[0].rules) != 1:
        values = assigned(step.read)
        sentence = VALUE_FROM if values else VALUE
        yield Phrase(sentence, {"name": step.name, "value": shown(step.value), "values": values})


def _table(hits: Hits) -> Iterator[Phrase]:
    name = hits.table.name
    if not hits.rules and not hits.note:
        yield Phrase(NO_RULE_HIT, {"name": name, "values": table_values(hits)})
    for rule, result in zip(hits.rules, hits.results, strict=True):
        because = _because(hits, rule)
        values = {"name": name, "rule": str(rule), "because": because, "result": shown(result)}
        yield Phrase(RULE_HIT if because else RULE_ALWAYS, values)
        yield from _remarks(hits, rule)


def _remarks(hits: Hits, rule: int) -> Iterator[Phrase]:
    """The remarks on a rule; those in a column that is called as a language is say in which they are."""
    for title, remark in hits.table.remarks(rule):
        language = {"language": title} if title in LANGUAGES else {}
        yield Phrase(REMARK, {"rule": str(rule), "remark": remark, **language})


def in_language(told: Iterable[Phrase], language: str) -> list[Phrase]:
    """What is told, without the remarks that are in other languages only."""
    return [phrase for phrase in told if phrase.values.get("language", language) == language]


def _because(hits: Hits, rule: int) -> str:
    """The inputs that decided: those that the rule tests, with the test."""
    tests = hits.table.rules[rule - 1].entries
    told = zip(hits.table.inputs, hits.values, tests, strict=False)
    return ", ".join(
        f"{column.label} = {shown(value)}"
        if test == shown(value)
        else f"{column.label} = {shown(value)}: {test}"
        for column, value, test in told
        if test not in ("", "-")
    )


def table_values(hits: Hits) -> str:
    """The inputs of a table with their values."""
    labels = [each.label for each in hits.table.inputs]
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
