"""Pages of operators and administrators: incidents and what is done about them, people."""

from app.web.admin import incidents, mending, people
from app.web.admin.blueprint import blueprint

__all__ = ["blueprint", "incidents", "mending", "people"]
