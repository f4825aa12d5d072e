"""Three levels of tailoring: own texts and values of parameters stand beside the diagram, never in it.

So a change of the first two levels touches no file that the consortium edits (ADR 12).
"""

from app.levels.declaring import NAME, Declared, Kind, Parameter, declared
from app.levels.files import ENDINGS, PARAMETERS, TEXTS, Unreadable, is_own
from app.levels.own_texts import Texts, reworded, with_own_texts
from app.levels.parameters import Values, effective

__all__ = [
    "ENDINGS",
    "NAME",
    "PARAMETERS",
    "TEXTS",
    "Declared",
    "Kind",
    "Parameter",
    "Texts",
    "Unreadable",
    "Values",
    "declared",
    "effective",
    "is_own",
    "reworded",
    "with_own_texts",
]
