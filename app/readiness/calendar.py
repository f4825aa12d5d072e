"""The calendar of changes: when a municipality can take one, and when nothing may change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from app.db import TenantSession, new_id
from app.readiness import reminders
from app.readiness.errors import WindowBackwards, WindowUnknown
from app.readiness.tables import Window, WindowKind
from app.translating import N_

#: How many days before a window opens those who own processes are reminded.
AHEAD = 7

_SUBJECT = N_("A change window opens on %(begins)s")
_BODY = N_(
    "From %(begins)s to %(ends)s is a change window of your municipality: %(note)s\n"
    "What shall go live then has to be rehearsed and planned now."
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the calendar says about a day."""

    frozen: Window | None  #: the freeze that the day is in
    outside: bool  #: windows are known, and the day is in none of them
    next: Window | None  #: the window that comes first, from that day on


def add(
    session: TenantSession, kind: WindowKind, begins: date, ends: date, note: str, *, by: str, now: datetime
) -> Window:
    """Put a period into the session's calendar; raises WindowBackwards."""
    if ends < begins:
        raise WindowBackwards
    found = Window(
        tenant_id=session.tenant,
        id=new_id(),
        kind=kind,
        begins=begins,
        ends=ends,
        note=note,
        written_at=now,
        written_by=by,
    )
    session.add(found)
    session.flush()
    at = reminders.before(begins, AHEAD)
    if kind == WindowKind.WINDOW and at > now:
        values = {"begins": _day(begins), "ends": _day(ends), "note": note or "–"}
        reminders.owe(session, _name(found.id), at, _SUBJECT, _BODY, values, path="joining/calendar")
    return found


def remove(session: TenantSession, window_id: str) -> None:
    """Take a period out of the session's calendar, with its reminder; raises WindowUnknown."""
    found = session.get(Window, (session.tenant, window_id))
    if found is None:
        raise WindowUnknown(window_id)
    reminders.withdraw(session, _name(window_id))
    session.delete(found)
    session.flush()


def periods(session: TenantSession, since: date) -> list[Window]:
    """The session's periods that are not over by this day, soonest first."""
    query = select(Window).where(Window.tenant_id == session.tenant, Window.ends >= since)
    return list(session.scalars(query.order_by(Window.begins, Window.id)))


def told(day: date, periods: Iterable[Window]) -> Told:
    """What these periods say about a day."""
    known = sorted(periods, key=lambda each: each.begins)
    frozen = next((each for each in known if each.kind == WindowKind.FREEZE and _covers(each, day)), None)
    windows = [each for each in known if each.kind == WindowKind.WINDOW]
    outside = bool(windows) and not any(_covers(each, day) for each in windows)
    coming = next((each for each in windows if each.begins > day), None)
    return Told(frozen, outside, coming)


def next_good_day(day: date, periods: Iterable[Window]) -> date | None:
    """The first day from this one on that is in a window and not frozen; None where none is told."""
    known = list(periods)
    days = {
        each.begins + timedelta(days=step)
        for each in known
        if each.kind == WindowKind.WINDOW
        for step in range((each.ends - each.begins).days + 1)
    }
    return next((each for each in sorted(days) if each >= day and not told(each, known).frozen), None)


def _covers(window: Window, day: date) -> bool:
    return window.begins <= day <= window.ends


def _day(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def _name(window_id: str) -> str:
    return f"window-{window_id}"
