"""The studio of process owners: draw, check, rehearse and publish a process in the browser."""

from app.web.studio import draft, history, home, live, publishing
from app.web.studio.blueprint import blueprint

__all__ = ["blueprint", "draft", "history", "home", "live", "publishing"]
