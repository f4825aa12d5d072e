"""Cases of one version beside those of another: what changed in the diagram, and what the figures say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import abort, render_template, request
from markupsafe import Markup

from app.bpmn import Document
from app.db import TenantSession
from app.measures import figures
from app.measures.differing import gap
from app.measures.figures import LEAST, Read, Step
from app.measures.metrics import DESCRIBED, Metric
from app.measures.tally import Tally
from app.processes import drafting, library, publishing
from app.processes.tables import ProcessVersion
from app.web import measured
from app.web.current import current
from app.web.diagrams import title
from app.web.guard import allow
from app.web.owner import shades
from app.web.owner.blueprint import READERS, blueprint
from app.web.studio import differences
from app.web.texts import gettext

#: Cases that were closed so many months ago and later are looked at.
PERIOD = 24
#: Steps whose time differs most.
MOST_STEPS = 8
#: Working days a case: less is no difference.
LEAST_DAYS = 0.05
_COMPARED = (
    Metric.LEAD,
    Metric.TOUCH,
    Metric.CITIZEN,
    Metric.MESSAGES,
    Metric.REWORK,
    Metric.DEADLINES,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of both versions, in words; "" where there are too few cases."""

    title: str
    sentence: str
    old: str
    new: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Side:
    """What the cases of one version were like."""

    version: ProcessVersion
    rows: Mapping[Metric, Sequence[Read]]
    steps: Mapping[str, Step]

    @property
    def cases(self) -> int:
        """How many cases ended on it."""
        return self.tally(Metric.ENDINGS).count

    @property
    def stays(self) -> dict[str, float]:
        """Working days a case at each element."""
        return {each: step.days / max(self.cases, 1) for each, step in self.steps.items()}

    @property
    def enough(self) -> bool:
        """Whether there are enough cases to say anything."""
        return self.cases >= LEAST

    def tally(self, metric: Metric) -> Tally:
        """All its cases."""
        return figures.together(self.rows[metric])


@blueprint.get("/processes/<key>/before-after")
@allow(*READERS)
def before_after(key: str) -> str:
    """Two versions side by side; the newest two where none are named."""
    with current.database.reading(current.tenant_id) as session:
        versions = [version for version, _running in publishing.versions(session, key)] or abort(404)
        new = _chosen(versions, "new", versions[0])
        old = _chosen(versions, "old", versions[min(1, len(versions) - 1)])
        before, after = (_side(session, key, each) for each in (old, new))
        files = [drafting.version_files(session, each.id) for each in (old, new)]
        document, former = (library.version(session, each.id).documents[0] for each in (new, old))
    names = [gettext("Version %(number)d", number=each.number) for each in (old, new)]
    told = differences.of(files[0], files[1], (names[0], names[1]), current.language)
    both = before.enough and after.enough
    return render_template(
        "owner/before_after.html",
        key=key,
        name=title(document, current.language) or new.name,
        versions=versions,
        before=before,
        after=after,
        least=LEAST,
        lines=[_line(metric, before, after) for metric in _COMPARED],
        endings=_endings(before, after, (document, former)) if both else [],
        steps=_steps(before, after, (document, former)) if both else [],
        told=told,
        pictures=_pictures((before, former), (after, document)) if both else [],
    )


def _chosen(versions: Sequence[ProcessVersion], field: str, default: ProcessVersion) -> ProcessVersion:
    number = request.args.get(field, default.number, type=int)
    return next((each for each in versions if each.number == number), None) or abort(404)


def _side(session: TenantSession, key: str, version: ProcessVersion) -> Side:
    span = figures.months(current.now, PERIOD)
    rows = {
        metric: [row for row in figures.read(session, key, metric, span) if row.number == version.number]
        for metric in (*_COMPARED, Metric.ENDINGS)
    }
    return Side(version, rows, figures.steps(session, key, span, version.number))


def _pictures(*sides: tuple[Side, Document]) -> list[tuple[Side, Markup]]:
    """Where the cases of both waited, in the same shades."""
    view = shades.VIEWS["waiting"]
    darkest = shades.most(view, *(side.steps for side, _document in sides)) or 1.0
    return [(side, shades.drawn(document, side.steps, view, darkest, whole=True)) for side, document in sides]


def _line(metric: Metric, before: Side, after: Side) -> Line:
    tallies = before.tally(metric), after.tally(metric)
    old, new = (_said(metric, each) for each in tallies)
    verdict = measured.compared(metric, gap(metric, *tallies)) if old and new else ""
    described = DESCRIBED[metric]
    return Line(gettext(described.title), gettext(described.sentence), old, new, verdict)


def _said(metric: Metric, tally: Tally) -> str:
    return measured.said(metric, figures.value(metric, tally)) if tally.count >= LEAST else ""


def _endings(before: Side, after: Side, documents: Sequence[Document]) -> list[Line]:
    """How often cases ended in each way, the most frequent way first."""
    old, new = (figures.endings(side.rows[Metric.ENDINGS]) for side in (before, after))
    return [
        Line(
            _name(documents, each),
            "",
            measured.percent(old.get(each, 0) / before.cases),
            measured.percent(new.get(each, 0) / after.cases),
            _points(new.get(each, 0) / after.cases - old.get(each, 0) / before.cases),
        )
        for each in sorted({**old, **new}, key=lambda each: -new.get(each, 0))
    ]


def _points(share: float) -> str:
    points = round(share * 100)
    sign = "\N{MINUS SIGN}" if points < 0 else "+"
    return gettext("%(points)s percentage points", points=f"{sign}{abs(points)}") if points else ""


def _steps(before: Side, after: Side, documents: Sequence[Document]) -> list[Line]:
    """The steps whose time a case differs most."""
    old, new = before.stays, after.stays
    differing = {each: new.get(each, 0.0) - old.get(each, 0.0) for each in {**old, **new}}
    top = sorted(differing.items(), key=lambda pair: -abs(pair[1]))[:MOST_STEPS]
    return [
        Line(
            _name(documents, each),
            "",
            measured.number(old[each]) if each in old else gettext("not there"),
            measured.number(new[each]) if each in new else gettext("not there"),
            measured.signed(difference),
        )
        for each, difference in top
        if abs(difference) >= LEAST_DAYS
    ]


def _name(documents: Sequence[Document], element_id: str) -> str:
    found = (document.name(element_id, current.language) for document in documents)
    return next(filter(None, found), element_id) or gettext("Ended by hand")
