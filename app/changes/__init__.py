"""Changes between versions: parts, what differs between them, sentences, and where two sides meet.

Knows neither diagrams nor forms; app.bpmn and app.forms take their documents apart into these parts.
"""

from app.changes.change import GROUPS, SIGNS, Change, Detail, Group, Kind, Level, Spot, spot
from app.changes.meeting import Meeting, Reason, meetings
from app.changes.parts import Delta, Part, Tree, deltas
from app.changes.wording import Name, Sentence, Series, quoted
from app.translating import N_

__all__ = [
    "GROUPS",
    "N_",
    "SIGNS",
    "Change",
    "Delta",
    "Detail",
    "Group",
    "Kind",
    "Level",
    "Meeting",
    "Name",
    "Part",
    "Reason",
    "Sentence",
    "Series",
    "Spot",
    "Tree",
    "deltas",
    "meetings",
    "quoted",
    "spot",
]
