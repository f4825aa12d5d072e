"""Pages of process owners: processes, their versions, publishing, moving running cases."""

from app.web.owner import documenting, migrating, processes, publishing, whereabouts
from app.web.owner.blueprint import blueprint

__all__ = ["blueprint", "documenting", "migrating", "processes", "publishing", "whereabouts"]
