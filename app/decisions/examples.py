"""Examples of a decision: inputs and the result that is expected, kept in its file and tried on every change.

They stand in the extension elements of the decision (DMN 1.5, 6.3.2), where every editor leaves them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from app.decisions.deciding import decide
from app.decisions.elements import children, first
from app.decisions.explaining import explain, shown
from app.decisions.model import Model
from app.decisions.problems import DecisionError, Phrase
from app.feel import FeelError, compile_expression
from app.feel.boundary import entering
from app.feel.budget import Calendar, Run
from app.feel.comparing import equal
from app.markup import split

NAMESPACE = "urn:polku:examples"
_EXAMPLE, _GIVEN = f"{{{NAMESPACE}}}example", f"{{{NAMESPACE}}}given"
#: Of one decision; a table that needs more is several decisions.
MOST = 100


@dataclass(frozen=True, slots=True)
class Example:
    """One line of the test table; values are FEEL as their author typed them."""

    given: Mapping[str, str]
    expected: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of an example."""

    fits: bool
    got: str  #: the result as FEEL writes it, "" where there is none
    because: Sequence[Phrase]  #: why it came out so, or what is wrong


def examples(root: etree._Element) -> dict[str, list[Example]]:
    """The examples of each decision of a file, by the decision's id."""
    return {
        xml.get("id", ""): [_example(each) for each in xml.iter(_EXAMPLE)][:MOST]
        for xml in children(root, "decision")
    }


def _example(xml: etree._Element) -> Example:
    given = {each.get("name", ""): each.get("value", "") for each in xml.iterchildren(_GIVEN)}
    return Example(given, xml.get("expected", ""))


def with_examples(root: etree._Element, decision_id: str, kept: Sequence[Example]) -> None:
    """Put these examples in place of those that the decision has; raises KeyError."""
    found = [xml for xml in children(root, "decision") if xml.get("id") == decision_id]
    if not found:
        raise KeyError(decision_id)
    holder = _holder(found[0])
    for old in list(holder.iterchildren(_EXAMPLE)):
        holder.remove(old)
    for each in kept:
        xml = etree.SubElement(holder, _EXAMPLE, {"expected": each.expected}, {"polku": NAMESPACE})
        for name, value in each.given.items():
            etree.SubElement(xml, _GIVEN, {"name": name, "value": value})


def _holder(decision: etree._Element) -> etree._Element:
    found = first(decision, "extensionElements")
    if found is None:
        tag = split(str(decision.tag))[0]
        found = etree.Element(f"{{{tag}}}extensionElements")
        # The schema has it after the description and before everything else.
        decision.insert(0 if first(decision, "description") is None else 1, found)
    return found


def try_out(
    model: Model, decision_id: str, example: Example, *, now: datetime, calendar: Calendar | None = None
) -> Tried:
    """Make the decision with the inputs of an example, and compare. Never raises."""
    try:
        given = {name: _value(text, now) for name, text in example.given.items() if text.strip()}
        expected = _value(example.expected, now)
        decided = decide(model, decision_id, given, now=now, calendar=calendar)
        run = Run()
        fits = equal(entering(decided.value, run), entering(expected, run), run) is True
        return Tried(fits, shown(entering(decided.value, run)), explain(decided))
    except DecisionError as error:
        return Tried(False, "", [Phrase(error.problem.sentence, error.problem.values)])
    except FeelError as error:
        return Tried(False, "", [Phrase(error.sentence, error.values)])


def _value(text: str, now: datetime) -> object:
    """What somebody typed: FEEL, and nothing is null."""
    return compile_expression(text).evaluate({}, now=now) if text.strip() else None
