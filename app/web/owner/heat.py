"""Where closed cases waited, and how often they came through: on the diagram, and the same as a table."""

from flask import abort, render_template, request

from app.db import TenantSession
from app.measures import figures
from app.processes import library, publishing
from app.processes.library import Version
from app.web.current import current
from app.web.diagrams import title
from app.web.guard import allow
from app.web.owner import shades
from app.web.owner.blueprint import READERS, blueprint

#: How many months can be looked at.
PERIODS = (3, 6, 12)


@blueprint.get("/processes/<key>/heat")
@allow(*READERS)
def heat(key: str) -> str:
    """The diagram in five shades by what closed cases went through."""
    show, period, whole = request.args.get("show", "waiting"), _period(), "drawn" not in request.args
    view = shades.VIEWS.get(show) or abort(404)
    with current.database.reading(current.tenant_id) as session:
        versions = [version for version, _running in publishing.versions(session, key)] or abort(404)
        number = request.args.get("version", type=int)
        shown = _version(session, key, number)
        steps = figures.steps(session, key, figures.months(current.now, period), number)
    known = {each for document in shown.documents for each in document.elements}
    steps_there = {each: step for each, step in steps.items() if each in known}
    darkest = shades.most(view, steps_there)
    return render_template(
        "owner/heat.html",
        key=key,
        name=title(shown.documents[0], current.language) or key,
        versions=[version.number for version in versions],
        chosen={"show": show, "months": period, "version": number, "drawn": None if whole else "1"},
        periods=PERIODS,
        views=shades.VIEWS,
        view=view,
        drawings=shades.drawings(shown.documents, steps_there, view, darkest, whole=whole),
        most=view.said(darkest),
        longest=shades.longest(shown.documents, steps_there),
        elsewhere=len(steps) - len(steps_there),
    )


def _period() -> int:
    period = request.args.get("months", PERIODS[-1], type=int)
    return period if period in PERIODS else abort(404)


def _version(session: TenantSession, key: str, number: int | None) -> Version:
    if number is None:
        return library.live(session, key)
    rows = (version for version, _running in publishing.versions(session, key) if version.number == number)
    found = next(rows, None) or abort(404)
    return library.version(session, found.id)
