"""The studio of process owners: draw, check, rehearse and publish a process in the browser."""

from app.web.studio import comparing, draft, forms, history, home, live, publishing, together
from app.web.studio.blueprint import blueprint

__all__ = ["blueprint", "comparing", "draft", "forms", "history", "home", "live", "publishing", "together"]
