"""Rules about tasks that ask a decision."""

from collections.abc import Iterator

from app.bpmn.elements import Element
from app.bpmn.extensions import Asked
from app.bpmn.findings import error
from app.bpmn.problems import Problem
from app.bpmn.rules.subject import Subject
from app.translating import N_

DECISION_MISSING = error(
    "decision-missing",
    N_("“%(element)s” does not say which decision it asks."),
    N_("Fill in the id of the decision in the panel “Called decision”."),
)
DECISION_DYNAMIC = error(
    "decision-dynamic",
    N_("“%(element)s” computes which decision it asks, and that must be fixed when a version is published."),
    N_("Write the id of one decision without “=”; choose between several with an exclusive gateway."),
)
DECISION_UNKNOWN = error(
    "decision-unknown",
    N_("“%(element)s” asks the decision “%(decision)s”, which is in none of the files."),
    N_("Add the file with that decision (.dmn), or choose one of these: %(names)s."),
)
DECISION_RESULT = error(
    "decision-result-missing",
    N_("“%(element)s” asks a decision but does not keep the answer."),
    N_("Fill in the result variable in the panel “Called decision”."),
)


def decisions_are_there(subject: Subject) -> Iterator[Problem]:
    """Each business rule task asks one decision of the files, and keeps the answer in a variable."""
    for node in subject.of_kind("businessRuleTask"):
        asked = node.asked or Asked("", "")
        yield from _decision(subject, node, asked.decision_id)
        if not asked.result:
            yield DECISION_RESULT.at(node)


def _decision(subject: Subject, node: Element, decision_id: str) -> Iterator[Problem]:
    if not decision_id:
        yield DECISION_MISSING.at(node)
    elif decision_id.startswith("="):
        yield DECISION_DYNAMIC.at(node)
    elif subject.decisions is not None and decision_id not in subject.decisions:
        names = ", ".join(sorted(subject.decisions)) or "–"
        yield DECISION_UNKNOWN.at(node, decision=decision_id[:80], names=names[:400])
