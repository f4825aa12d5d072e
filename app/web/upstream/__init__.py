"""What the municipalities share: the library of definitions, lineage, and updates from the consortium."""

from app.web.upstream import library, proposals, proposing, updating
from app.web.upstream.blueprint import blueprint

__all__ = ["blueprint", "library", "proposals", "proposing", "updating"]
