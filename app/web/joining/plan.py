"""The plan for the differences of a process: whoever keeps what is shared writes it, all read it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.identity.errors import NotPermitted
from app.identity.roles import Role
from app.readiness import calendar, plan
from app.readiness.errors import StepUnsaid, WindowBackwards
from app.readiness.interview import questions
from app.readiness.plan import Written
from app.readiness.tables import Step, StepState, Window, WindowKind
from app.web.current import current
from app.web.errors import sentence_of, status_of
from app.web.guard import allow
from app.web.joining.blueprint import (
    READERS,
    blueprint,
    is_coordinator,
    municipalities,
    shared_process,
    typed_day,
)
from app.web.joining.calendar import windows_of
from app.web.studio.typed import LONGEST_REASON, one_line
from app.web.texts import gettext
from app.web.upstream.blueprint import consortium

Answer = Response | str | tuple[str, int]

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@blueprint.get("/<key>/plan")
@allow(*READERS)
def steps(key: str) -> str:
    """Every step with its owner and window; a form for a new one, or for one that is changed."""
    return _page(key, wanted=request.args.get("step", ""))


@blueprint.post("/<key>/plan")
@allow(Role.COORDINATOR)
def write_step(key: str) -> Answer:
    """Add a step to the plan, or write one anew."""
    step_id, written = request.form.get("step", ""), _written()
    by, now = current.actor.name, current.now
    try:
        with current.database.transaction(_keeper()) as session:
            if step_id:
                plan.change(session, step_id, written, by=by, now=now)
            else:
                plan.add(session, key, written, by=by, now=now)
    except (StepUnsaid, WindowBackwards) as error:
        return _page(key, wanted=step_id, typed=written, refused=sentence_of(error)), status_of(error)
    flash(gettext("The plan is kept."), "success")
    return redirect(url_for(".steps", key=key), 303)


@blueprint.post("/<key>/plan/remove")
@allow(Role.COORDINATOR)
def remove_step(key: str) -> Response:
    """Take a step out of the plan."""
    with current.database.transaction(_keeper()) as session:
        plan.remove(session, request.form.get("step", ""))
    flash(gettext("The step is gone from the plan."), "success")
    return redirect(url_for(".steps", key=key), 303)


def _keeper() -> str:
    """The consortium; raises NotPermitted for a coordinator of somebody else."""
    if not is_coordinator():
        raise NotPermitted
    return current.tenant_id


def _page(key: str, *, wanted: str = "", typed: Written | None = None, refused: str = "") -> str:
    process = shared_process(key)
    with current.database.reading(consortium().id) as keeper:
        found = plan.steps(keeper, key)
    chosen = next((each for each in found if each.id == wanted), None)
    towns = {tenant.id: tenant for tenant in municipalities()}
    windows = {tenant.id: windows_of(tenant) for tenant in towns.values()}
    freezes = [each for each in windows_of(consortium()) if each.kind == WindowKind.FREEZE]
    return render_template(
        "joining/plan.html",
        process=process,
        steps=found,
        towns=towns,
        windows=windows,
        frozen={each.id for each in found if _in_a_freeze(each, windows, freezes)},
        questions={each.key: each for each in questions()},
        states=list(StepState),
        chosen=chosen,
        typed=typed or (_as_written(chosen) if chosen else Written("", request.args.get("question"))),
        refused=refused,
        is_coordinator=is_coordinator(),
    )


def _in_a_freeze(step: Step, windows: Mapping[str, list[Window]], freezes: list[Window]) -> bool:
    """Whether a step begins or ends when nothing is to change where it is done."""
    known = [*windows.get(step.municipality or "", []), *freezes]
    days = [day for day in (step.begins, step.ends) if day and step.state != StepState.DONE]
    return any(calendar.told(day, known).frozen for day in days)


def _as_written(step: Step) -> Written:
    return Written(**{each.name: getattr(step, each.name) for each in fields(Written)})


def _written() -> Written:
    asked, towns = {each.key for each in questions()}, {tenant.id for tenant in municipalities()}
    address = one_line(request.form.get("owner_email", ""), 254)
    return Written(
        what=one_line(request.form.get("what", ""), LONGEST_REASON),
        question=_one_of("question", asked.__contains__),
        municipality=_one_of("municipality", towns.__contains__),
        owner=one_line(request.form.get("owner", "")),
        owner_email=address if _ADDRESS.fullmatch(address) else "",
        begins=typed_day(request.form.get("begins", "")),
        ends=typed_day(request.form.get("ends", "")),
        state=StepState(_one_of("state", set(StepState).__contains__) or StepState.OPEN),
    )


def _one_of(field: str, known: Callable[[str], bool]) -> str | None:
    value = request.form.get(field, "")
    return value if known(value) else None
