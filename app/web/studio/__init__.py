"""The studio of process owners: draw, check, rehearse and publish a process in the browser."""

from app.web.studio import (
    comments,
    comparing,
    decisions,
    draft,
    enclosed,
    files,
    forms,
    history,
    home,
    live,
    publishing,
    rehearsing,
    repairing,
    scenarios,
    together,
    wording,
)
from app.web.studio.blueprint import blueprint

__all__ = [
    "blueprint",
    "comments",
    "comparing",
    "decisions",
    "draft",
    "enclosed",
    "files",
    "forms",
    "history",
    "home",
    "live",
    "publishing",
    "rehearsing",
    "repairing",
    "scenarios",
    "together",
    "wording",
]
