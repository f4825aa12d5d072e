"""Rules about FEEL and about the variables that mappings write."""

from collections.abc import Iterator

from app.bpmn import blanks
from app.bpmn.document import Document
from app.bpmn.elements import Element, Flow
from app.bpmn.findings import error
from app.bpmn.problems import Problem
from app.bpmn.rules.subject import Subject
from app.feel import FeelError, compile_expression
from app.feel.phrases import reason
from app.translating import N_

EXPRESSION_BROKEN = error(
    "expression-broken",
    N_("The expression “%(expression)s” of “%(element)s” cannot be read: %(reason)s"),
    N_("Correct the expression; it is FEEL, and begins with “=”."),
)
CONDITION_NOT_FEEL = error(
    "condition-not-feel",
    N_("The condition “%(expression)s” on the way to “%(target)s” does not begin with “=”."),
    N_("Write the condition in FEEL after “=”, such as =amount > 100."),
)
SCRIPT_NOT_FEEL = error(
    "script-not-feel",
    N_("The script “%(expression)s” of “%(element)s” does not begin with “=”."),
    N_("Write “=” before the expression."),
)
VARIABLE_HALF = error(
    "variable-half",
    N_("An input or output mapping of “%(element)s” lacks its source or its name."),
    N_("Fill in both, or delete the line of the mapping."),
)
VARIABLE_RESERVED = error(
    "variable-reserved",
    N_("“%(element)s” writes to the variable “case”, which is the case itself."),
    N_("Choose another name for the variable."),
)


def conditions_are_feel(subject: Subject) -> Iterator[Problem]:
    """A condition begins with "=" and can be read."""
    for flow in subject.flows:
        if flow.condition and not flow.condition.startswith("="):
            yield CONDITION_NOT_FEEL.at(flow, expression=_short(flow.condition), **subject.ends(flow))
        elif flow.condition:
            yield from _compiled(flow, flow.condition)


def expressions_can_be_read(subject: Subject) -> Iterator[Problem]:
    """Everything after "=" is FEEL."""
    for node in subject.nodes:
        script = node.script if node.kind == "scriptTask" else None
        if script and script.language == "feel" and script.text.strip() and not script.text.startswith("="):
            yield SCRIPT_NOT_FEEL.at(node, expression=_short(script.text))
        for text in texts(subject.document, node):
            yield from _compiled(node, text)


def texts(document: Document, node: Element) -> Iterator[str]:
    """Everything of an element that may be FEEL, as written; what begins with "=" is."""
    for line in (*node.inputs, *node.outputs):
        yield from blanks.expressions(node, line)
    yield from (timer.value for event in node.events for timer in event.timers)
    yield from (event.condition for event in node.events if event.condition)
    yield from filter(None, (node.schedule.due_date, node.schedule.follow_up_date, node.priority))
    if given := node.assignment:
        yield from filter(None, (given.assignee, given.candidate_groups, given.candidate_users))
    if node.script and node.script.language == "feel":
        yield node.script.text
    if loop := node.loop:
        yield from filter(None, (loop.input_collection, loop.cardinality, loop.output_element))
        yield loop.completion_condition or ""
    if node.rounds:
        yield node.rounds.condition or ""
    if message := document.message(node):
        yield message.correlation_key or ""


def _compiled(node: Flow | Element, text: str) -> Iterator[Problem]:
    if not text.startswith("="):
        return
    try:
        compile_expression(text[1:])
    except FeelError as exc:
        yield EXPRESSION_BROKEN.at(node, expression=_short(text), reason=reason(exc, skipped=1))


def variables_have_names(subject: Subject) -> Iterator[Problem]:
    """Mappings are whole, and nothing overwrites the case."""
    for node in subject.nodes:
        lines = (*node.inputs, *node.outputs)
        if any(not line.source.strip() or not all(line.target.split(".")) for line in lines):
            yield VARIABLE_HALF.at(node)
        if "case" in (name.split(".")[0] for name in _written(node)):
            yield VARIABLE_RESERVED.at(node)


def _written(node: Element) -> Iterator[str]:
    yield from (line.target for line in node.outputs)
    if node.script and node.script.result:
        yield node.script.result
    if node.asked:
        yield node.asked.result
    if node.loop and node.loop.output_collection:
        yield node.loop.output_collection


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else text[:79] + "…"
