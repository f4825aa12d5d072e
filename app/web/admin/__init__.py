"""Pages of operators and administrators: incidents, people."""

from app.web.admin import incidents, people
from app.web.admin.blueprint import blueprint

__all__ = ["blueprint", "incidents", "people"]
