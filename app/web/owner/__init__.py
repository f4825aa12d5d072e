"""Pages of process owners: processes, their versions, publishing."""

from app.web.owner import processes, publishing
from app.web.owner.blueprint import blueprint

__all__ = ["blueprint", "processes", "publishing"]
