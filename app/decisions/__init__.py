"""Decisions of DMN 1.3 to 1.5: tables, boxed expressions and requirement graphs, in FEEL.

A bundle's files are read (`read`), linked (`link`) and then decide as often as one likes (`decide`). Nothing
here knows a process, a database or the web.
"""

from app.decisions.deciding import Decided, Step, decide
from app.decisions.hitting import Hits
from app.decisions.linking import link
from app.decisions.model import Model
from app.decisions.problems import DecisionError, Phrase, Problem
from app.decisions.reading import read
from app.markup import Unreadable

__all__ = [
    "Decided",
    "DecisionError",
    "Hits",
    "Model",
    "Phrase",
    "Problem",
    "Step",
    "Unreadable",
    "decide",
    "link",
    "read",
]
