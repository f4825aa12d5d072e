"""Pages of process owners: processes, their versions, publishing, moving running cases."""

from app.web.owner import before_after, documenting, heat, migrating, processes, publishing, whereabouts
from app.web.owner.blueprint import blueprint

__all__ = [
    "before_after",
    "blueprint",
    "documenting",
    "heat",
    "migrating",
    "processes",
    "publishing",
    "whereabouts",
]
