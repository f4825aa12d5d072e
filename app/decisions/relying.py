"""Whether a decision that was made may be relied on, as a process does that goes on with it."""

from collections.abc import Iterator

from app.decisions.deciding import Decided, Step
from app.decisions.explaining import NO_RULE_HIT, assigned, table_values
from app.decisions.hitting import Hits
from app.decisions.problems import Phrase
from app.translating import N_

GIVES_NOTHING = N_("%(name)s gives no value, from %(values)s.")
RULE_GIVES_NOTHING = N_("%(name)s: rule %(rule)s gives no value for “%(output)s” (%(values)s).")


def doubts(decided: Decided) -> list[Phrase]:
    """What keeps a decision from being relied on; empty where nothing does.

    These are its notes, an answer that is null, and an output of a rule that is null although the rule does
    not say so: what makes no sense is null in FEEL (DMN 1.5, 10.3.2.13).
    """
    last = decided.steps[-1] if decided.steps else None
    if decided.notes or last is None:
        return list(decided.notes)
    found = [phrase for hits in last.hits[-1:] for phrase in _of_rules(hits)]
    if not found and decided.value is None and not _says_null(last):
        values = assigned(last.read) or "–"
        found = [_no_rule(last) or Phrase(GIVES_NOTHING, {"name": decided.name, "values": values})]
    return found


def _of_rules(hits: Hits) -> Iterator[Phrase]:
    """Outputs that are null where the cell does not say null."""
    for rule, result in zip(hits.rules, hits.results, strict=True):
        written = hits.table.rules[rule - 1].results
        for output, text in zip(hits.table.outputs, written, strict=False):
            value = result if hits.table.single else result[output.name]  # type: ignore[index]  # a context
            if value is None and text != "null":
                values = {
                    "name": hits.table.name,
                    "rule": str(rule),
                    "output": output.name or hits.table.name,
                }
                yield Phrase(RULE_GIVES_NOTHING, {**values, "values": table_values(hits)})


def _says_null(step: Step) -> bool:
    """Whether the rules that hit say null themselves: all others that are null have been found by then."""
    return bool(step.hits and step.hits[-1].rules)


def _no_rule(step: Step) -> Phrase | None:
    for hits in step.hits[-1:]:
        if not hits.rules:
            return Phrase(NO_RULE_HIT, {"name": hits.table.name, "values": table_values(hits)})
    return None
