"""Diagrams: reading, checking and showing BPMN files of the modelling dialect."""

from app.bpmn.checking import check
from app.bpmn.dialect import ALLOWED
from app.bpmn.document import Document
from app.bpmn.elements import Element, Event, Flow, Lane, Message, Named, Node, Process, Timer
from app.bpmn.outline import Step, outline
from app.bpmn.picture import picture
from app.bpmn.problems import Phrase, Problem
from app.bpmn.reading import Unreadable, read

__all__ = [
    "ALLOWED",
    "Document",
    "Element",
    "Event",
    "Flow",
    "Lane",
    "Message",
    "Named",
    "Node",
    "Phrase",
    "Problem",
    "Process",
    "Step",
    "Timer",
    "Unreadable",
    "check",
    "outline",
    "picture",
    "read",
]
