"""Joining: interview, difference map, plan, calendar of changes, reviews, experiments, ledger."""

from app.web.joining import calendar, difference_map, experiments, interview, ledger, plan, reviews, writing
from app.web.joining.blueprint import blueprint

__all__ = [
    "blueprint",
    "calendar",
    "difference_map",
    "experiments",
    "interview",
    "ledger",
    "plan",
    "reviews",
    "writing",
]
