"""Pages of process owners: processes, their versions, publishing, moving running cases."""

from app.web.owner import migrating, processes, publishing
from app.web.owner.blueprint import blueprint

__all__ = ["blueprint", "migrating", "processes", "publishing"]
