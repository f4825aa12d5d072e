"""Diagrams: reading, checking, repairing and showing BPMN files of the modelling dialect."""

from app.bpmn.checking import check
from app.bpmn.dialect import ALLOWED
from app.bpmn.document import Document
from app.bpmn.elements import Element, Event, Flow, Lane, Message, Named, Node, Process, Timer
from app.bpmn.heated import Heat, heated
from app.bpmn.marked import Mark, marked
from app.bpmn.outline import Step, outline
from app.bpmn.picture import picture
from app.bpmn.problems import Phrase, Problem
from app.bpmn.reading import Unreadable, read
from app.bpmn.repairing import (
    Remedy,
    Repaired,
    Surroundings,
    open_for_repair,
    remedies,
    repair,
    repair_together,
)

__all__ = [
    "ALLOWED",
    "Document",
    "Element",
    "Event",
    "Flow",
    "Heat",
    "Lane",
    "Mark",
    "Message",
    "Named",
    "Node",
    "Phrase",
    "Problem",
    "Process",
    "Remedy",
    "Repaired",
    "Step",
    "Surroundings",
    "Timer",
    "Unreadable",
    "check",
    "heated",
    "marked",
    "open_for_repair",
    "outline",
    "picture",
    "read",
    "remedies",
    "repair",
    "repair_together",
]
