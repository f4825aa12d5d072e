"""Put children into an element of a file of decisions, where the standard wants them."""

from collections.abc import Mapping, Sequence

from lxml import etree

from app.decisions.elements import tag
from app.decisions.pairing import RULE
from app.decisions.parts import ENTRIES, REQUIREMENTS

#: The order in which the standard wants what is in an element; what is not named stands at the end.
_SEQUENCE = (
    *("description", "extensionElements", "import", "itemDefinition"),
    *("inputData", "decision", "businessKnowledgeModel", "decisionService", "knowledgeSource"),
    *("question", "allowedAnswers", "variable", *REQUIREMENTS, "inputExpression", "inputValues"),
    *("outputValues", "defaultOutputEntry", *ENTRIES, RULE, *ENTRIES.values()),
)
_RANKS: Mapping[str, int] = {name: at for at, name in enumerate(_SEQUENCE)}
#: Elements of the graph stand in any order among each other.
GRAPH = frozenset(("inputData", "decision", "businessKnowledgeModel", "decisionService", "knowledgeSource"))


def exchange(holder: etree._Element, before: Sequence[etree._Element], now: Sequence[etree._Element]) -> None:
    """Put some children in the place of others, if they are not the same."""
    if list(before) != list(now):
        old = set(before)
        fill(holder, [*(each for each in elements(holder) if each not in old), *now])


def fill(holder: etree._Element, found: Sequence[etree._Element]) -> None:
    """Let these be all that is in an element: in the order of the standard, with indentation and comments."""
    indent = holder.text if holder.text and not holder.text.strip() else None
    end = holder[-1].tail if len(holder) else None
    remarks, waiting = dict[etree._Element, list[etree._Element]](), list[etree._Element]()
    for child in holder:
        waiting.append(child)
        if isinstance(child.tag, str):
            remarks[child], waiting = waiting, []
    ordered = sorted(found, key=_rank)
    holder[:] = [*(each for one in ordered for each in remarks.get(one, [one])), *waiting]
    for each in holder:
        each.tail = indent
    if len(holder):
        holder[-1].tail = end


def elements(holder: etree._Element) -> list[etree._Element]:
    """The children of an element without the comments among them."""
    return [each for each in holder if isinstance(each.tag, str)]


def _rank(xml: etree._Element) -> int:
    name = tag(xml)
    return _RANKS["decision"] if name in GRAPH else _RANKS.get(name, len(_SEQUENCE))
