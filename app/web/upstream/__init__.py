"""What the municipalities share: the library of definitions, lineage, and updates from the consortium."""

from app.web.upstream import comparison, library, proposals, proposing, updating, variant
from app.web.upstream.blueprint import blueprint

__all__ = ["blueprint", "comparison", "library", "proposals", "proposing", "updating", "variant"]
