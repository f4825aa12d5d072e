"""Where closed cases waited, and how often they came through: on the diagram, and the same as a table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import abort, render_template, request
from markupsafe import Markup

from app.bpmn import Document, Heat, heated, outline
from app.db import TenantSession
from app.measures import figures
from app.measures.figures import Step
from app.measures.metrics import Unit
from app.measures.tally import Tally
from app.processes import library, publishing
from app.processes.library import Version
from app.translating import N_
from app.web import measured
from app.web.current import current
from app.web.diagrams import kind_name
from app.web.guard import allow
from app.web.owner.blueprint import READERS, blueprint
from app.web.texts import gettext

#: Of fewer stays than this, a median says nothing.
LEAST = 5
#: How many months can be looked at.
PERIODS = (3, 6, 12)


@dataclass(frozen=True, slots=True)
class View:
    """What the shades of the diagram are about."""

    title: str
    sentence: str
    unit: Unit
    value: Callable[[Step], float | None]  #: None: too little is known, or it does not apply


@dataclass(frozen=True, slots=True)
class Line:
    """An element of the table."""

    name: str
    lane: str | None
    cases: int
    again: str
    waiting: str  #: median, in words
    waiting_most: str  #: what three of four stay under
    working: str


VIEWS: Mapping[str, View] = {
    "waiting": View(
        N_("Waiting"),
        N_("Median of the working days until somebody took the task, or what was awaited came."),
        "working-days",
        lambda step: _median(step.waiting),
    ),
    "working": View(
        N_("In hand"),
        N_("Median of the office hours from taking the task to completing it."),
        "hours",
        lambda step: _median(step.working),
    ),
    "often": View(
        N_("How often"),
        N_("How many cases came through; those that came again count once."),
        "number",
        lambda step: float(step.visits.count) or None,
    ),
}


@blueprint.get("/processes/<key>/heat")
@allow(*READERS)
def heat(key: str) -> str:
    """The diagram in five shades by what closed cases went through."""
    view = VIEWS.get(request.args.get("show", "waiting")) or abort(404)
    period = _period()
    with current.database.reading(current.tenant_id) as session:
        versions = [version for version, _running in publishing.versions(session, key)] or abort(404)
        number = request.args.get("version", type=int)
        shown = _version(session, key, number)
        span = figures.months(current.now, period)
        steps = figures.steps(session, key, span, number)
    document = shown.documents[0]
    drawn, lines = _drawn(document, steps, view), _lines(document, steps)
    return render_template(
        "owner/heat.html",
        key=key,
        name=shown.definition.name or key,
        versions=[version.number for version in versions],
        number=number,
        period=period,
        periods=PERIODS,
        views=VIEWS,
        view=view,
        show=request.args.get("show", "waiting"),
        drawn=drawn,
        lines=lines,
        most=_words(view, max(_values(steps, document, view).values(), default=0)),
        longest=_longest(document, steps),
        elsewhere=sum(step.visits.count > 0 for each, step in steps.items() if not document.element(each)),
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


def _median(tally: Tally) -> float | None:
    return tally.median if tally.count >= LEAST else None


def _values(steps: Mapping[str, Step], document: Document, view: View) -> dict[str, float]:
    """What the view shows of each element that is drawn."""
    found = {each: view.value(step) for each, step in steps.items() if document.element(each)}
    return {each: value for each, value in found.items() if value}


def _drawn(document: Document, steps: Mapping[str, Step], view: View) -> Markup:
    values = _values(steps, document, view)
    most = max(values.values(), default=1.0)
    marks = {each: Heat(value / most, measured.number(value)) for each, value in values.items()}
    label = gettext("Diagram in shades, the same figures are in the table below")
    # Our own drawing of a file; every text in it is escaped.
    return Markup(heated(document, marks, lang=current.language, label=label))  # noqa: S704


def _lines(document: Document, steps: Mapping[str, Step]) -> list[Line]:
    """Elements that cases came through, in the order of the diagram; unnamed ones only by their kind."""
    return [
        Line(
            each.name or kind_name(each.kind),
            each.lane,
            step.visits.count,
            measured.percent(step.again) if step.again else "",
            _told(step.waiting, step.waiting.median),
            _told(step.waiting, step.waiting.quantile(0.75)),
            _told(step.working, step.working.median),
        )
        for each in outline(document, current.language)
        if (step := steps.get(each.element_id)) and (each.name or step.waiting.count)
    ]


def _told(tally: Tally, value: float) -> str:
    if not tally.count:
        return ""
    return measured.number(value) if tally.count >= LEAST else gettext("Too few cases")


def _words(view: View, value: float) -> str:
    return measured.with_unit(view.unit, value)


def _longest(document: Document, steps: Mapping[str, Step]) -> Sequence[tuple[str, str]]:
    """The three longest waits in words."""
    values = _values(steps, document, VIEWS["waiting"])
    top = sorted(values.items(), key=lambda pair: -pair[1])[:3]
    return [
        (document.name(each, current.language) or each, measured.with_unit("working-days", value))
        for each, value in top
        if value >= 0.1
    ]
