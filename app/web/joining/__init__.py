"""Before joining and after: interview, difference map, plan, calendar of changes, reviews."""

from app.web.joining import calendar, difference_map, interview, plan, reviews
from app.web.joining.blueprint import blueprint

__all__ = ["blueprint", "calendar", "difference_map", "interview", "plan", "reviews"]
