"""“Why now”: one sentence on why a task should be done before the others, or that it is just in turn."""

from dataclasses import dataclass
from datetime import datetime

from app.tasks.worklist import Row
from app.web.formats import Reader
from app.web.texts import gettext, ngettext

#: From this many days on a citizen's waiting is worth a word.
LONG = 14

#: Above the priority that diagrams have when they say nothing.
URGENT = 51


@dataclass(frozen=True)
class Why:
    """A sentence, or None for a task that is simply in turn; `more` stands beneath."""

    sentence: str | None
    more: str = ""


def why(row: Row, to: Reader) -> Why:
    """The strongest reason there is, and the next one beneath."""
    found = [sentence for sentence in _reasons(row, to) if sentence]
    return Why(found[0], found[1] if len(found) > 1 else "") if found else Why(None)


def _reasons(row: Row, to: Reader) -> list[str | None]:
    return [_answered(row, to), _untaken(row, to), _urgent(row), _follow_up(row, to), _waited(row, to)]


def _answered(row: Row, to: Reader) -> str | None:
    at = row.task.answered_at
    if at is None:
        return None
    minutes = int((to.now - at).total_seconds() // 60)
    if minutes < 60:
        return ngettext(
            "The citizen answered %(num)d minute ago", "The citizen answered %(num)d minutes ago", minutes
        )
    days = _days(at, to)
    if days == 0:
        return gettext("The citizen answered today")
    return ngettext("The citizen answered %(num)d day ago", "The citizen answered %(num)d days ago", days)


def _untaken(row: Row, to: Reader) -> str | None:
    late = row.task.due_at is not None and row.task.due_at < to.now
    days = _days(row.task.opened_at, to)
    if not late:
        return None
    if row.task.assignee_id is None:
        return ngettext("Nobody has taken it in %(num)d day", "Nobody has taken it in %(num)d days", days)
    return ngettext("Has been open for %(num)d day", "Has been open for %(num)d days", days)


def _urgent(row: Row) -> str | None:
    return gettext("The process says it is urgent") if row.task.priority >= URGENT else None


def _follow_up(row: Row, to: Reader) -> str | None:
    at = row.task.follow_up_at
    return gettext("It is time to follow it up") if at is not None and at <= to.now else None


def _waited(row: Row, to: Reader) -> str | None:
    days = _days(row.case.opened_at, to)
    if days < LONG:
        return None
    return ngettext("The citizen wrote %(num)d day ago", "The citizen wrote %(num)d days ago", days)


def _days(moment: datetime, to: Reader) -> int:
    return (to.today - to.day(moment)).days
