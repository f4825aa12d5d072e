"""Whether a table is one at all: rules, outputs, cells and a hit policy that fit each other (8.2.10, 8.3)."""

from collections.abc import Iterator

from app.decisions.boxes import TableNode
from app.decisions.elements import place_of
from app.decisions.problems import Finding, Problem
from app.decisions.table import AGGREGATIONS, POLICIES, Table
from app.translating import N_

NO_RULES = Finding(
    "table-empty",
    "error",
    N_("The table of “%(element)s” has no rules."),
    N_("Add a rule, or decide by an expression instead."),
)
NO_OUTPUTS = Finding(
    "table-without-output",
    "error",
    N_("The table of “%(element)s” has no output."),
    N_("Add a column for the result."),
)
OUTPUT_TWICE = Finding(
    "output-twice",
    "error",
    N_("Two outputs of the table of “%(element)s” are called “%(output)s”."),
    N_("Give each output its own name."),
)
OUTPUT_NAMELESS = Finding(
    "output-nameless",
    "error",
    N_("The table of “%(element)s” has several outputs, and one of them has no name."),
    N_("Give each output a name."),
)
CELLS_MISSING = Finding(
    "rule-cells",
    "error",
    N_("Rule %(rule)s of “%(element)s” has %(found)s cells, and the table has %(wanted)s columns."),
    N_("Fill in the missing cells, or remove those that are too many."),
)
POLICY_UNKNOWN = Finding(
    "policy-unknown",
    "error",
    N_("The table of “%(element)s” has a hit policy that there is not: %(policy)s."),
    N_("Choose one: unique, any, priority, first, collect, rule order or output order."),
)
AGGREGATION_WRONG = Finding(
    "aggregation-wrong",
    "error",
    N_("The table of “%(element)s” cannot sum, count or compare its results: %(why)s."),
    N_("Use the hit policy collect with one output, or no operator."),
)
NO_PRIORITIES = Finding(
    "priorities-missing",
    "error",
    N_("The table of “%(element)s” goes by priority, but no output lists its values."),
    N_("List the values of an output, from the most important to the least."),
)


def misshapen(node: TableNode) -> Iterator[Problem]:
    """What keeps it from being a table."""
    table = node.table
    if not table.rules:
        yield NO_RULES.at(table.place)
    if not table.outputs:
        yield NO_OUTPUTS.at(table.place)
    if table.policy not in POLICIES:
        yield POLICY_UNKNOWN.at(table.place, policy=table.policy[:60])
    if table.policy in ("PRIORITY", "OUTPUT ORDER") and table.outputs and not any(node.priorities):
        yield NO_PRIORITIES.at(table.place)
    yield from _outputs(table)
    yield from _aggregation(table)
    yield from _cells(table)


def _outputs(table: Table) -> Iterator[Problem]:
    names = [output.name for output in table.outputs]
    if len(names) > 1 and "" in names:
        yield OUTPUT_NAMELESS.at(table.place)
    for name in {each for each in names if each and names.count(each) > 1}:
        yield OUTPUT_TWICE.at(table.place, output=name)


def _aggregation(table: Table) -> Iterator[Problem]:
    if not table.aggregation:
        return
    if table.aggregation not in AGGREGATIONS:
        yield AGGREGATION_WRONG.at(table.place, why=table.aggregation[:60])
    elif table.policy != "COLLECT":
        yield AGGREGATION_WRONG.at(table.place, why=table.policy[:60])
    elif not table.single:
        yield AGGREGATION_WRONG.at(table.place, why=", ".join(output.name for output in table.outputs))


def _cells(table: Table) -> Iterator[Problem]:
    wanted = len(table.inputs), len(table.outputs)
    for number, rule in enumerate(table.rules, 1):
        found = len(rule.entries), len(rule.results)
        if found != wanted:
            place = place_of(rule.xml, table.name)
            cells, columns = str(sum(found)), str(sum(wanted))
            yield CELLS_MISSING.at(place, number, found=cells, wanted=columns)
