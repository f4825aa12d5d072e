"""Hand a task to somebody else."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.db import TenantSession
from app.identity import actor, people
from app.identity.errors import UnknownPerson
from app.identity.tables import Person
from app.tasks import assignment, overview
from app.tasks.tables import Task
from app.web import formats
from app.web.caseworker import task
from app.web.caseworker.blueprint import WORKERS, blueprint
from app.web.current import current
from app.web.guard import allow
from app.web.sign_in.addresses import safe_next
from app.web.texts import gettext


@dataclass(frozen=True)
class Colleague:
    """Somebody who may do the task, and how much they have already."""

    person: Person
    open_tasks: int
    holds_it: bool


@blueprint.get("/staff/tasks/<task_id>/reassign")
@allow(*WORKERS)
def reassign(task_id: str) -> str:
    """Choose who does the task."""
    with current.database.reading(current.tenant_id) as session:
        return _page(session, task_id)


@blueprint.post("/staff/tasks/<task_id>/reassign")
@allow(*WORKERS)
def hand_over(task_id: str) -> Response | tuple[str, int]:
    """Give the task to the chosen person."""
    with current.database.transaction(current.tenant_id) as session:
        found = task.permitted(session, task_id)
        try:
            to = actor.of(session, request.form.get("to", ""))
        except UnknownPerson:
            return _page(session, task_id, gettext("Choose who does the task.")), 422
        assignment.assign(session, task_id, to, by=current.actor, now=current.now)
    flash(
        gettext("%(name)s now has the task %(task)s.", name=to.name, task=formats.text(found.names)),
        "success",
    )
    back = safe_next(request.form.get("back"), current.tenant_id)
    return redirect(back or url_for(".case", number=found.case_number), 303)


def _page(session: TenantSession, task_id: str, error: str | None = None) -> str:
    shown = task.with_form(session, task_id)
    back = request.values.get("back")
    return render_template(
        "staff/reassign.html",
        shown=shown,
        colleagues=_colleagues(session, shown.task),
        error=error,
        back=safe_next(back, current.tenant_id),
    )


def _colleagues(session: TenantSession, found: Task) -> list[Colleague]:
    group = found.group_key
    if group is None:
        return []
    loads = {load.person_id: load.all for load in overview.load(session, group, now=current.now)}
    members = people.of_groups(session, [group])
    return [
        Colleague(person, loads.get(person.id, 0), holds_it=person.id == found.assignee_id)
        for person in members
    ]
