"""The texts of the check: what each finding says, and how it becomes a problem at a place in a file."""

from dataclasses import dataclass

from app.bpmn.elements import Node
from app.bpmn.problems import Phrase, Problem, Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule can find. Every sentence may use %(element)s, the element as its author knows it."""

    code: str
    severity: Severity
    sentence: str
    remedy: str

    def at(self, node: Node, **values: str | Phrase) -> Problem:
        """This finding at `node`, with `values` filled into sentence and remedy when it is shown."""
        return Problem(
            code=self.code,
            severity=self.severity,
            element_id=node.id or None,
            line=node.line,
            sentence=self.sentence,
            remedy=self.remedy,
            values={"element": node.label[:120], **values},
        )


def error(code: str, sentence: str, remedy: str) -> Finding:
    """A finding that keeps the version from being published."""
    return Finding(code, "error", sentence, remedy)


def warning(code: str, sentence: str, remedy: str) -> Finding:
    """A finding that only smells."""
    return Finding(code, "warning", sentence, remedy)
