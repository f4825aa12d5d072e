"""Pages of caseworkers and team leads: worklist, tasks, cases, team."""

from app.web.caseworker import acting, cases, handing, task, team, worklist, writing
from app.web.caseworker.blueprint import blueprint

__all__ = ["acting", "blueprint", "cases", "handing", "task", "team", "worklist", "writing"]
