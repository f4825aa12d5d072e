"""Joint experiments: the list, the record, who takes part, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.db import TenantSession
from app.experiments import judging, looking, register, taking_part
from app.experiments.errors import ExperimentUnknown, NotTakingPart, VersionsUnlike
from app.experiments.judging import Result
from app.experiments.tables import Experiment, Participation
from app.identity.errors import NotPermitted
from app.identity.roles import Role
from app.lessons import notebook
from app.lessons.tables import Lesson, LessonSource
from app.processes import publishing
from app.processes.errors import TrialRuns, UnknownVersion
from app.processes.tables import ProcessVersion
from app.tenants.tables import Tenant, TenantKind
from app.upstream import shared
from app.web.current import current
from app.web.errors import sentence_of, status_of
from app.web.guard import allow
from app.web.joining.blueprint import READERS, blueprint, is_coordinator, municipalities
from app.web.joining.interval import Interval, drawn
from app.web.joining.reviews import Place, steps_of
from app.web.studio.typed import LONGEST_REASON, lines, one_line
from app.web.texts import gettext
from app.web.upstream import naming
from app.web.upstream.blueprint import consortium

Answer = Response | str | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page shows of an experiment."""

    record: Experiment
    state: str  #: writing, planned, running or ended
    towns: list[Tenant]  #: who takes part, or has
    own: Participation | None
    result: Result | None  #: None until it has ended: nobody is to stop by chance
    opened: int  #: cases so far
    picture: Interval | None


@blueprint.get("/experiments")
@allow(*READERS)
def experiments() -> str:
    """Every experiment that is open or over; those being written, too, for who writes them."""
    with current.database.reading(consortium().id) as keeper:
        found = [each for each in register.all_of(keeper) if each.frozen_at or is_coordinator()]
        names = {each.key: each.name for each in naming.definitions(keeper)}
    return render_template(
        "joining/experiments.html",
        experiments=[(each, state(each)) for each in found],
        names=names,
        is_coordinator=is_coordinator(),
    )


@blueprint.get("/experiments/<experiment_id>")
@allow(*READERS)
def experiment(experiment_id: str) -> str:
    """The record, who takes part, and the result once there is one."""
    return _page(experiment_id)


@blueprint.post("/experiments/<experiment_id>/open")
@allow(Role.COORDINATOR)
def open_experiment(experiment_id: str) -> Response:
    """From now on municipalities can join, and nothing of it changes."""
    return _done(
        experiment_id,
        lambda session: register.open_(session, experiment_id, now=current.now),
        gettext("The experiment is open. Each municipality decides for itself whether it takes part."),
    )


@blueprint.post("/experiments/<experiment_id>/stop")
@allow(Role.COORDINATOR)
def stop_experiment(experiment_id: str) -> Response:
    """Stop it everywhere before its end, and say why."""
    why = one_line(request.form.get("why", ""), LONGEST_REASON) or gettext("No reason was given.")
    return _done(
        experiment_id,
        lambda session: register.stop(session, experiment_id, why, now=current.now),
        gettext("Stopped. Within a quarter of an hour no municipality gives new cases to it."),
    )


@blueprint.post("/experiments/<experiment_id>/lesson")
@allow(Role.COORDINATOR)
def keep_lesson(experiment_id: str) -> Response:
    """What was learnt, at the steps that it is about."""
    learnt = lines(request.form.get("learnt", ""))
    with current.database.transaction(_keeper()) as session:
        record = register.find(session, experiment_id)
        known = {place.id for place in _places(session, record.key)}
        if learnt:
            notebook.keep(
                session,
                record.key,
                learnt,
                elements=[each for each in request.form.getlist("element") if each in known],
                source=LessonSource.EXPERIMENT,
                reference=experiment_id,
                by=current.actor.name,
                now=current.now,
            )
    flash(gettext("The lesson is kept at the steps it is about."), "success")
    return redirect(url_for(".experiment", experiment_id=experiment_id), 303)


@blueprint.post("/experiments/<experiment_id>/join")
@allow(Role.PROCESS_OWNER)
def join_experiment(experiment_id: str) -> Answer:
    """Let this municipality take part, with two of its versions."""
    if current.tenant.kind != TenantKind.MUNICIPALITY:
        raise NotPermitted
    before, tried = (request.form.get(name, type=int) or 0 for name in ("before", "tried"))
    with current.database.reading(consortium().id) as keeper:
        record = register.find(keeper, experiment_id)
    try:
        with current.database.transaction(current.tenant_id) as session:
            by, now = current.actor.name, current.now
            taking_part.join(session, record, before=before, tried=tried, by=by, now=now)
    except (VersionsUnlike, UnknownVersion, TrialRuns) as error:
        return _page(experiment_id, refused=sentence_of(error)), status_of(error)
    flash(gettext("You take part. New cases are shared out from the first day on."), "success")
    return redirect(url_for(".experiment", experiment_id=experiment_id), 303)


@blueprint.post("/experiments/<experiment_id>/leave")
@allow(Role.PROCESS_OWNER)
def leave_experiment(experiment_id: str) -> Response:
    """Take part no more, at once."""
    why = one_line(request.form.get("why", ""), LONGEST_REASON)
    with current.database.transaction(current.tenant_id) as session:
        taking_part.leave(session, experiment_id, why, now=current.now)
    flash(gettext("You take part no more. New cases start on the live version."), "success")
    return redirect(url_for(".experiment", experiment_id=experiment_id), 303)


def state(record: Experiment) -> str:
    """Where an experiment stands: writing, planned, running or ended."""
    if record.frozen_at is None:
        return "writing"
    if register.ended(record, current.now):
        return "ended"
    return "running" if record.starts_at <= current.now else "planned"


def _page(experiment_id: str, *, refused: str = "") -> str:
    with current.database.reading(consortium().id) as keeper:
        record = register.find(keeper, experiment_id)
        if record.frozen_at is None and not is_coordinator():
            raise ExperimentUnknown(experiment_id)
        name = naming.versions(keeper, record.key)[0].name
        lessons = notebook.of_source(keeper, LessonSource.EXPERIMENT, experiment_id, record.key)
        places = _places(keeper, record.key)
    seen = _seen(record)
    return render_template(
        "joining/experiment.html",
        seen=seen,
        experiment=record,
        name=name,
        ending=next((each.name for each in places if each.id == record.ending), record.ending),
        places=places,
        lesson=_first(lessons),
        versions=_versions(record.key) if seen.own is None else [],
        may_join=current.tenant.kind == TenantKind.MUNICIPALITY and current.actor.has(Role.PROCESS_OWNER),
        is_coordinator=is_coordinator(),
        refused=refused,
    )


def _seen(record: Experiment) -> Seen:
    towns = municipalities()
    tallies = looking.tally(current.database, record, [tenant.id for tenant in towns])
    stands = state(record)
    result = judging.judge(record, tallies) if stands == "ended" else None
    parts = {tenant.id: part for tenant in towns if (part := _part(tenant.id, record.id)) is not None}
    return Seen(
        record,
        stands,
        [tenant for tenant in towns if tenant.id in parts],
        parts.get(current.tenant_id),
        result,
        sum(tally.opened for tally in tallies.values()),
        drawn(result.effect, record.smallest) if result and result.effect else None,
    )


def _part(tenant: str, experiment_id: str) -> Participation | None:
    with current.database.reading(tenant) as session:
        try:
            return taking_part.participation(session, experiment_id)
        except NotTakingPart:
            return None


def _versions(key: str) -> list[ProcessVersion]:
    with current.database.reading(current.tenant_id) as session:
        return [version for version, _running in publishing.versions(session, key)]


def _places(keeper: TenantSession, key: str) -> list[Place]:
    """The named steps and ends of the shared process."""
    return steps_of(shared.document(keeper, key), ends=True)


def _first(lessons: list[Lesson]) -> Lesson | None:
    return lessons[0] if lessons else None


def _done(experiment_id: str, deed: Callable[[TenantSession], object], said: str) -> Response:
    with current.database.transaction(_keeper()) as session:
        deed(session)
    flash(said, "success")
    return redirect(url_for(".experiment", experiment_id=experiment_id), 303)


def _keeper() -> str:
    if not is_coordinator():
        raise NotPermitted
    return current.tenant_id
