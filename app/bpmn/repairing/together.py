"""Diagrams that call each other are repaired together."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from app.bpmn.document import Document
from app.bpmn.repairing.drawing import draw_added
from app.bpmn.repairing.planning import Repair, Repaired
from app.bpmn.repairing.remedy import Remedy
from app.bpmn.repairing.rules import RULES
from app.bpmn.repairing.workpiece import Surroundings

Name = TypeVar("Name")
Choose = Callable[[Remedy], bool]


def everything(_: Remedy) -> bool:
    """Say yes to every remedy."""
    return True


def repair(
    document: Document, choose: Choose = everything, surroundings: Surroundings | None = None
) -> Repaired:
    """The diagram after the remedies that `choose` says yes to; the document itself stays as it is.

    What was offered by `remedies` is chosen by its key: ``lambda remedy: remedy.key in keys``.
    """
    return Repair(document, surroundings or Surroundings(), choose).run(RULES, draw_added)


def repair_together(
    documents: Mapping[Name, Document],
    choose: Choose | Mapping[Name, Choose] = everything,
    surroundings: Surroundings | None = None,
) -> dict[Name, Repaired]:
    """Each diagram as `repair` makes it, able to call the others as they are after their own repair.

    `choose` is for all of them, or one for each.
    """
    around = surroundings or Surroundings()
    choices = choose if isinstance(choose, Mapping) else dict.fromkeys(documents, choose)
    first = {
        name: repair(document, choices[name], _calling(around, documents, name))
        for name, document in documents.items()
    }
    repaired = {name: each.document for name, each in first.items()}
    return {
        name: repair(document, choices[name], _calling(around, repaired, name))
        for name, document in documents.items()
    }


def _calling(around: Surroundings, documents: Mapping[Name, Document], name: Name) -> Surroundings:
    others = [document for other, document in documents.items() if other != name]
    return replace(around, called=[*around.called, *others])
