"""Remedies for diagrams that call others: older ways to say which, and others that are not there."""

from collections.abc import Iterator, Sequence
from functools import partial

from lxml import etree

from app.bpmn.problems import Problem
from app.bpmn.repairing import editing, foreign
from app.bpmn.repairing.foreign import Foreign
from app.bpmn.repairing.languages.fragments import Untranslatable
from app.bpmn.repairing.languages.juel import is_juel
from app.bpmn.repairing.mappings import Line, add_lines
from app.bpmn.repairing.planning import FOREIGN, rule
from app.bpmn.repairing.remedy import Offer, exact, guess
from app.bpmn.repairing.values import translated
from app.bpmn.repairing.workpiece import Workpiece
from app.translating import N_

CALLED = exact("called", N_("“%(element)s” calls the process %(process)s, as its calledElement says."))
HANDED = exact("called-with", N_("“%(element)s” hands over %(names)s, as %(product)s has it."))
HANDED_PARTLY = guess(
    "called-with-partly",
    N_("“%(element)s” hands over %(names)s. What is computed by a program is left out: %(left)s."),
    N_("Write what is missing as FEEL in the panel."),
)
CHOSEN = exact("callee-chosen", N_("“%(element)s” calls %(chosen)s instead of %(process)s, as you said."))
PASSED = guess(
    "callee-passed",
    N_("“%(element)s” calls the process %(process)s, which is not among the files; a case passes it."),
    N_("Add the file of the called process, and make it a call activity again."),
)

#: What of a call is said in an older or another way.
_HANDED = frozenset({"in", "out"})
_BESIDE = frozenset(
    {"calledElementBinding", "calledElementVersion", "calledElementVersionTag", "calledElementTenantId"}
    | {"calledElementType", "caseRef", "variableMappingClass", "variableMappingDelegateExpression"}
    | {"inheritVariables", "sameDeployment", "calledElementRef"}
)


def called(_: Workpiece, xml: etree._Element, __: Sequence[Problem]) -> Iterator[Offer]:
    """`calledElement` of BPMN itself; its prefix, if there is one, is that of a namespace."""
    process_id = xml.get("calledElement", "").rpartition(":")[2].strip()
    if process_id and not is_juel(xml.get("calledElement", "")):
        yield CALLED.at(xml, partial(_call, xml, process_id), process=process_id)


def _call(xml: etree._Element, process_id: str) -> None:
    editing.set_aside_attribute(xml, "calledElement")
    editing.extend(xml, "calledElement", processId=process_id)


def handed(_: Workpiece, xml: etree._Element, problems: Sequence[Problem]) -> Iterator[Offer]:
    """`in` and `out` of Camunda 7 and Flowable: without them, nothing is handed over or taken back."""
    found = foreign.found(xml, problems)
    lines: list[Line] = []
    left: list[str] = []
    everything = set()
    for each in found:
        if each.name not in _HANDED or each.part.get("businessKey"):
            continue
        if each.part.get("variables") == "all":
            everything.add(each.name)
            continue
        try:
            lines.append(_line(each))
        except Untranslatable as refused:
            left.append(refused.what)
    names = [*sorted(everything), *(line[2] for line in lines)]
    kind = HANDED_PARTLY if left else HANDED
    apply = partial(_hand, xml, found, lines, everything)
    product = str(problems[0].values["product"]) or "–"
    yield kind.at(xml, apply, names=", ".join(names) or "–", left=", ".join(left), product=product)


def _line(each: Foreign) -> Line:
    expression, source = each.part.get("sourceExpression"), each.part.get("source", "")
    said = translated(expression) if expression else f"={source}"
    return ("input" if each.name == "in" else "output"), said, each.part.get("target", "")


def _hand(xml: etree._Element, found: Sequence[Foreign], lines: Sequence[Line], everything: set[str]) -> None:
    foreign.set_aside(found)
    if not any(each.name in _HANDED for each in found):
        return
    editing.extend(
        xml,
        "calledElement",
        propagateAllParentVariables=str("in" in everything).lower(),
        propagateAllChildVariables=str("out" in everything).lower(),
    )
    add_lines(xml, [line for line in lines if line[2]])


def missing(work: Workpiece, xml: etree._Element, problems: Sequence[Problem]) -> Iterator[Offer]:
    """What calls a process that is not there calls another one that was named, or passes."""
    process_id = str(problems[0].values.get("process", "")) or xml.get("calledElement", "–")
    chosen = work.surroundings.calls.get(process_id)
    if chosen:
        yield CHOSEN.at(xml, partial(_choose, xml, chosen), process=process_id, chosen=chosen)
    else:
        yield PASSED.at(xml, partial(editing.become, xml, "manualTask"), process=process_id)


def _choose(xml: etree._Element, process_id: str) -> None:
    found = editing.extend(xml, "calledElement")
    if found.get("processId"):
        editing.set_aside_attribute(found, "processId")
    found.set("processId", process_id)


RULES = (
    rule(called, "called-element"),
    rule(handed, FOREIGN, _HANDED | _BESIDE),
)
LAST = (rule(missing, "call-missing call-dynamic callee-missing callee-without-start"),)
