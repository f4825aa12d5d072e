"""What a caseworker does with a task: take it, give it back, save, ask the citizen, complete."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.db import TenantSession
from app.messages.errors import EmptyMessage
from app.processes import runtime
from app.processes.task_form import TaskForm
from app.tasks import assignment, drafts
from app.tasks.errors import NothingToAsk, TaskAlreadyClaimed, TaskAlreadyDone, TaskNotFound, TaskNotYours
from app.tasks.tables import TaskStatus
from app.tasks.worklist import VIEWS
from app.web import formats
from app.web.caseworker import filling, matter, task
from app.web.caseworker.blueprint import WORKERS, blueprint
from app.web.caseworker.filling import Filled, Sent, Typed
from app.web.current import current
from app.web.guard import allow
from app.web.texts import gettext

Answer = Response | tuple[str, int]


@blueprint.post("/staff/tasks/<task_id>/claim")
@allow(*WORKERS)
def claim(task_id: str) -> Response:
    """Make the task one's own. A second time nothing happens; another's task is 409."""
    with current.database.transaction(current.tenant_id) as session:
        task.permitted(session, task_id)
        assignment.claim(session, task_id, by=current.actor, now=current.now)
    return _back_to(task_id)


@blueprint.post("/staff/tasks/<task_id>/release")
@allow(*WORKERS)
def release(task_id: str) -> Response:
    """Give the task back to its group."""
    with current.database.transaction(current.tenant_id) as session:
        task.permitted(session, task_id)
        assignment.release(session, task_id, by=current.actor, now=current.now)
    flash(gettext("The task is nobody’s again. Your group sees it in its worklist."), "success")
    return _back_to(task_id)


@blueprint.post("/staff/tasks/<task_id>/save")
@allow(*WORKERS)
def save(task_id: str) -> Response:
    """Keep what was typed, right or wrong, without sending it."""
    _save(task_id)
    flash(gettext("Saved. Nothing has been sent."), "success")
    return _back_to(task_id)


@blueprint.post("/staff/tasks/<task_id>/complete")
@allow(*WORKERS)
def complete(task_id: str) -> Answer:
    """Send the task's answers. Wrong ones are 422: the task stays open, and what was typed stands there."""
    try:
        # Kept before and for themselves: an incident must not lose them.
        sent = Sent(_received(task_id) if request.files else None)
        moved = runtime.send_form(
            current.database, current.tenant_id, task_id, sent, by=current.actor, now=current.now
        )
    except TaskNotYours:
        raise TaskNotFound from None
    except TaskAlreadyDone:
        return _once_more(task_id)
    if moved is None:
        return _correct(task_id, sent.filled)
    flash(gettext("Done: %(task)s.", task=formats.text(sent.names)), "success")
    return _onward(moved.case_number)


@blueprint.post("/staff/tasks/<task_id>/question")
@allow(*WORKERS)
def question(task_id: str) -> Response:
    """On the way to the question, what was typed into the form is kept."""
    _save(task_id)
    return redirect(url_for(".ask", task_id=task_id, **_view()), 303)


@blueprint.get("/staff/tasks/<task_id>/ask")
@allow(*WORKERS)
def ask(task_id: str) -> str:
    """The page on which the question to the citizen is written."""
    return _ask_page(task_id)


@blueprint.post("/staff/tasks/<task_id>/ask")
@allow(*WORKERS)
def send_question(task_id: str) -> Answer:
    """Ask the citizen: the task goes until they have answered, or the time to answer is over."""
    with current.database.reading(current.tenant_id) as session:
        found = task.permitted(session, task_id)
    try:
        runtime.ask_citizen(
            current.database,
            current.tenant_id,
            task_id,
            request.form.get("question", ""),
            by=current.actor,
            now=current.now,
        )
    except EmptyMessage:
        return _ask_page(task_id, gettext("Write what you need to know.")), 422
    flash(gettext("The question is sent. The task comes back with the answer."), "success")
    return redirect(url_for(".case", number=found.case_number), 303)


def _ask_page(task_id: str, error: str | None = None) -> str:
    with current.database.reading(current.tenant_id) as session:
        shown = task.with_form(session, task_id)
    if not shown.can_ask:
        raise NothingToAsk
    return render_template("staff/ask.html", shown=shown, error=error)


def _correct(task_id: str, filled: Filled) -> tuple[str, int]:
    """The task's page with what was typed, and what is to be corrected or added."""
    with current.database.reading(current.tenant_id) as session:
        shown = task.with_form(session, task_id)
        html = task.page(session, matter.of_task(session, shown), filled)
    return html, 200 if filled.asks_more else 422


def _once_more(task_id: str) -> Response:
    """A second press of the same button: the first one did it. Raises TaskAlreadyDone for another's."""
    with current.database.reading(current.tenant_id) as session:
        found = task.permitted(session, task_id)
    if found.status != TaskStatus.COMPLETED or found.closed_by != current.actor.id:
        raise TaskAlreadyDone
    return _onward(found.case_number)


def _received(task_id: str) -> Typed:
    with current.database.transaction(current.tenant_id) as session:
        return filling.receive(session, _own(session, task_id).asking)


def _save(task_id: str) -> None:
    with current.database.transaction(current.tenant_id) as session:
        shown = _own(session, task_id)
        typed = filling.receive(session, shown.asking)
        drafts.save(session, shown.task, typed.values, by=current.actor, now=current.now)


def _own(session: TenantSession, task_id: str) -> TaskForm:
    """A task that is the person's own to fill in; raises TaskError."""
    shown = task.with_form(session, task_id)
    if shown.task.status != TaskStatus.OPEN:
        raise TaskAlreadyDone
    if shown.task.assignee_id not in {None, current.actor.id}:
        raise TaskAlreadyClaimed(shown.task.assignee_id or "")
    return shown


def _view() -> dict[str, Any]:
    """The view that the page was opened from, so that the next page knows it too."""
    return {key: request.args[key] for key in ("view", "group") if request.args.get(key)}


def _back_to(task_id: str) -> Response:
    return redirect(url_for(".task", task_id=task_id, **_view()), 303)


def _onward(case_number: str) -> Response:
    """After a task is done: its case, or the worklist it was opened from."""
    view = _view()
    if view.get("view") in VIEWS:
        return redirect(url_for(".view", **view), 303)
    return redirect(url_for(".case", number=case_number), 303)
