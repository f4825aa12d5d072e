"""The studio of process owners: draw, check, rehearse and publish a process in the browser."""

from app.web.studio import comments, decisions, draft, forms, history, home, live, publishing, repairing
from app.web.studio.blueprint import blueprint

__all__ = [
    "blueprint",
    "comments",
    "decisions",
    "draft",
    "forms",
    "history",
    "home",
    "live",
    "publishing",
    "repairing",
]
