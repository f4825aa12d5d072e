"""What differs between two versions of a service, and three made into one: diagrams with their forms."""

from app.tailoring.bundle import Files, NotComparable
from app.tailoring.difference import Difference, difference
from app.tailoring.merging import Merged, merge
from app.tailoring.questions import Answer, Choice, Given, Question

__all__ = [
    "Answer",
    "Choice",
    "Difference",
    "Files",
    "Given",
    "Merged",
    "NotComparable",
    "Question",
    "difference",
    "merge",
]
