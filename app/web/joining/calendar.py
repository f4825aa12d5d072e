"""The calendar of changes: everybody's windows and freezes, and one's own to write."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.readiness import calendar
from app.readiness.errors import WindowBackwards
from app.readiness.tables import Window, WindowKind
from app.tenants.tables import Tenant
from app.web.current import current
from app.web.errors import sentence_of, status_of
from app.web.formats import reader
from app.web.guard import allow
from app.web.joining.blueprint import READERS, blueprint, municipalities, typed_day
from app.web.studio.typed import one_line
from app.web.texts import gettext
from app.web.upstream.blueprint import consortium

Answer = Response | str | tuple[str, int]

LONGEST_NOTE = 300
#: How many months the picture shows, and how wide it is drawn.
MONTHS, WIDTH = 6, 600


@dataclass(frozen=True, slots=True)
class Bar:
    """A period in the picture of a municipality's calendar."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Strip:
    """The months that the picture shows, and where they begin."""

    months: tuple[tuple[date, float], ...]
    first: date
    last: date

    def bars(self, periods: Sequence[Window]) -> list[Bar]:
        """Those periods that are in the picture."""
        shown = [each for each in periods if each.begins <= self.last and each.ends >= self.first]
        return [Bar(each.kind, self._x(each.begins), self._wide(each)) for each in shown]

    def _x(self, day: date) -> float:
        return round(WIDTH * (max(day, self.first) - self.first).days / (self.last - self.first).days, 1)

    def _wide(self, each: Window) -> float:
        return max(round(self._x(min(each.ends + timedelta(days=1), self.last)) - self._x(each.begins), 1), 4)


@blueprint.get("/calendar")
@allow(*READERS)
def changes() -> str:
    """Everybody's windows and freezes, and a form for one's own."""
    return _page()


@blueprint.post("/calendar")
@allow(*READERS)
def add_period() -> Answer:
    """Put a period into one's own calendar."""
    kind = request.form.get("kind", "")
    begins, ends = (typed_day(request.form.get(name, "")) for name in ("begins", "ends"))
    if kind not in set(WindowKind) or begins is None or ends is None:
        return _page(refused=gettext("Choose what it is, and its first and last day.")), 422
    note = one_line(request.form.get("note", ""), LONGEST_NOTE)
    try:
        with current.database.transaction(current.tenant_id) as session:
            by, now = current.actor.name, current.now
            calendar.add(session, WindowKind(kind), begins, ends, note, by=by, now=now)
    except WindowBackwards as error:
        return _page(refused=sentence_of(error)), status_of(error)
    flash(gettext("The calendar is kept."), "success")
    return redirect(url_for(".changes"), 303)


@blueprint.post("/calendar/remove")
@allow(*READERS)
def remove_period() -> Response:
    """Take a period out of one's own calendar."""
    with current.database.transaction(current.tenant_id) as session:
        calendar.remove(session, request.form.get("period") or abort(404))
    flash(gettext("The period is gone from your calendar."), "success")
    return redirect(url_for(".changes"), 303)


def windows_of(tenant: Tenant) -> list[Window]:
    """The periods of a municipality that are not over, read in a session of its own."""
    with current.database.reading(tenant.id) as session:
        return calendar.periods(session, reader().today)


def _page(*, refused: str = "") -> str:
    keeper = consortium()
    everybody = {tenant.id: windows_of(tenant) for tenant in [keeper, *municipalities()]}
    return render_template(
        "joining/calendar.html",
        towns=municipalities(),
        keeper=keeper,
        periods=everybody,
        strip=strip(reader().today),
        own=everybody[current.tenant_id],
        kinds=list(WindowKind),
        refused=refused,
        form=_typed(request.form),
    )


def strip(today: date) -> Strip:
    """The picture from the first of this month on."""
    begins = [_month(today, ahead) for ahead in range(MONTHS + 1)]
    first, last = begins[0], begins[-1]
    places = [(day, round(WIDTH * (day - first).days / (last - first).days, 1)) for day in begins[:-1]]
    return Strip(tuple(places), first, last)


def _month(day: date, ahead: int) -> date:
    years, month = divmod(day.month - 1 + ahead, 12)
    return date(day.year + years, month + 1, 1)


def _typed(form: Mapping[str, str]) -> dict[str, str]:
    return {name: form.get(name, "") for name in ("kind", "begins", "ends", "note")}
