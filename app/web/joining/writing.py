"""Write an experiment down, before it is open to anybody."""

from datetime import UTC, datetime, time, timedelta

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.db import TenantSession
from app.experiments import register
from app.experiments.errors import ExperimentFrozen, ExperimentUnfinished
from app.experiments.register import Written
from app.experiments.tables import Better, Experiment, Metric
from app.identity.errors import NotPermitted
from app.identity.roles import Role
from app.upstream import shared
from app.web.current import current
from app.web.errors import sentence_of, status_of
from app.web.formats import reader
from app.web.guard import allow
from app.web.joining.blueprint import blueprint, is_coordinator, typed_day
from app.web.joining.reviews import Place, steps_of
from app.web.studio.typed import one_line
from app.web.texts import gettext
from app.web.upstream import naming

Answer = Response | str | tuple[str, int]

LONGEST_TITLE, LONGEST_TEXT = 120, 500
_FIELDS = (
    "key",
    "title",
    "hypothesis",
    "before",
    "tried",
    "metric",
    "ending",
    "better",
    "smallest",
    "share",
    "starts",
    "ends",
    "stop_worse",
    "stop_cases",
)


@blueprint.get("/experiments/new")
@allow(Role.COORDINATOR)
def new_experiment() -> str:
    """An empty record."""
    _require_keeper()
    return _page({"share": "50", "metric": Metric.LEAD_TIME, "better": Better.LESS, "stop_worse": "yes"})


@blueprint.get("/experiments/<experiment_id>/write")
@allow(Role.COORDINATOR)
def rewrite_experiment(experiment_id: str) -> str:
    """A record that is not open yet; raises ExperimentFrozen."""
    _require_keeper()
    with current.database.reading(current.tenant_id) as session:
        record = register.find(session, experiment_id)
    if record.frozen_at is not None:
        raise ExperimentFrozen
    return _page(_as_typed(record), experiment_id)


@blueprint.post("/experiments/write")
@allow(Role.COORDINATOR)
def write_experiment() -> Answer:
    """Keep a record."""
    _require_keeper()
    experiment_id = request.form.get("experiment", "")
    typed = {name: one_line(request.form.get(name, ""), LONGEST_TEXT) for name in _FIELDS}
    try:
        with current.database.transaction(current.tenant_id) as session:
            written, by, now = _written(typed), current.actor.name, current.now
            record = register.write(session, written, experiment_id=experiment_id, by=by, now=now)
    except ExperimentUnfinished as error:
        return _page(typed, experiment_id, refused=sentence_of(error)), status_of(error)
    flash(gettext("Kept. Look it over: once it is open, nothing of it changes."), "success")
    return redirect(url_for(".experiment", experiment_id=record.id), 303)


def _require_keeper() -> None:
    if not is_coordinator():
        raise NotPermitted


def _page(typed: dict[str, str], experiment_id: str = "", *, refused: str = "") -> str:
    with current.database.reading(current.tenant_id) as session:
        definitions = naming.definitions(session)
        ends = {each.key: _ends(session, each.key) for each in definitions}
    return render_template(
        "joining/experiment_form.html",
        definitions=definitions,
        ends=ends,
        metrics=list(Metric),
        typed=typed,
        experiment_id=experiment_id,
        refused=refused,
    )


def _ends(session: TenantSession, key: str) -> list[Place]:
    every = steps_of(shared.document(session, key), ends=True)
    steps = {each.id for each in steps_of(shared.document(session, key))}
    return [each for each in every if each.id not in steps]


def _written(typed: dict[str, str]) -> Written:
    """What was typed, as far as it can be read; raises ExperimentUnfinished."""
    starts, ends = typed_day(typed["starts"]), typed_day(typed["ends"])
    try:
        cases = int(typed["stop_cases"]) if typed["stop_cases"] else None
        smallest, share = float(typed["smallest"].replace(",", ".")), int(typed["share"])
        metric, better = Metric(typed["metric"]), Better(typed["better"])
    except ValueError:
        raise ExperimentUnfinished from None
    if starts is None or ends is None:
        raise ExperimentUnfinished
    zone = reader().zone
    return Written(
        key=typed["key"],
        title=typed["title"][:LONGEST_TITLE],
        hypothesis=typed["hypothesis"],
        before=typed["before"],
        tried=typed["tried"],
        metric=metric,
        ending=typed["ending"] if metric == Metric.ENDED else "",
        better=better,
        smallest=smallest,
        share=share,
        starts_at=datetime.combine(starts, time(), zone).astimezone(UTC),
        ends_at=datetime.combine(ends + timedelta(days=1), time(), zone).astimezone(UTC),
        stop_worse=bool(typed["stop_worse"]),
        stop_cases=cases,
    )


def _as_typed(record: Experiment) -> dict[str, str]:
    zone = reader().zone
    plain = {name: str(getattr(record, name, "")) for name in _FIELDS}
    return plain | {
        "smallest": f"{record.smallest:g}",
        "starts": record.starts_at.astimezone(zone).date().isoformat(),
        "ends": record.last.astimezone(zone).date().isoformat(),
        "stop_worse": "yes" if record.stop_worse else "",
        "stop_cases": str(record.stop_cases or ""),
    }
