"""What would make a diagram that others drew run here, remedy by remedy, and the diagram after them.

Each remedy is offered in words and can be chosen alone. Whatever a remedy takes away is kept in the file.
"""

from app.bpmn.document import Document
from app.bpmn.repairing.planning import Repaired, refuse_too_large
from app.bpmn.repairing.remedy import Remedy
from app.bpmn.repairing.sources import open_for_repair
from app.bpmn.repairing.together import everything, repair, repair_together
from app.bpmn.repairing.workpiece import Surroundings

__all__ = [
    "Remedy",
    "Repaired",
    "Surroundings",
    "everything",
    "open_for_repair",
    "refuse_too_large",
    "remedies",
    "repair",
    "repair_together",
]


def remedies(document: Document, surroundings: Surroundings | None = None) -> list[Remedy]:
    """Everything that can be offered for a diagram, in the order in which it builds on each other."""
    return list(repair(document, everything, surroundings).applied)
