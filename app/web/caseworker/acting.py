"""What a caseworker does with a task: take it, give it back, save, ask the citizen, complete."""

from contextlib import AbstractContextManager
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.db import TenantSession
from app.messages.errors import EmptyMessage
from app.processes import runtime
from app.processes.task_form import TaskForm
from app.tasks import assignment, drafts
from app.tasks.errors import NothingToAsk, TaskAlreadyClaimed, TaskAlreadyDone
from app.tasks.tables import Task, TaskStatus
from app.tasks.worklist import View
from app.web import formats
from app.web.caseworker import filling, matter, task
from app.web.caseworker.blueprint import WORKERS, blueprint
from app.web.caseworker.filling import Filled
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
    with _session() as session:
        shown = task.with_form(session, task_id)
        found = shown.task
        if _is_done_by_me(found):
            return _onward(found)
        filled = _filled(session, shown)
        if filled.errors or filled.asks_more:
            html = task.page(session, matter.of_task(session, shown), filled)
            return html, 200 if filled.asks_more else 422
    runtime.complete_task(
        current.database, current.tenant_id, task_id, filled.answers, by=current.actor, now=current.now
    )
    flash(gettext("Done: %(task)s.", task=formats.text(found.names)), "success")
    return _onward(found)


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


def _session() -> AbstractContextManager[TenantSession]:
    """Files that come with a form are kept whatever else is wrong; without any, nothing is written."""
    database = current.database
    return (database.transaction if request.files else database.reading)(current.tenant_id)


def _filled(session: TenantSession, shown: TaskForm) -> Filled:
    """What was sent for a task that is the person's own to send; raises TaskError."""
    if shown.task.status != TaskStatus.OPEN:
        raise TaskAlreadyDone
    if shown.task.assignee_id not in {None, current.actor.id}:
        raise TaskAlreadyClaimed(shown.task.assignee_id or "")
    return filling.filled(session, shown)


def _save(task_id: str) -> None:
    with current.database.transaction(current.tenant_id) as session:
        shown = task.with_form(session, task_id)
        filled = _filled(session, shown)
        drafts.save(session, shown.task, filled.typed, by=current.actor, now=current.now)


def _is_done_by_me(found: Task) -> bool:
    """A second press of the same button: the first one did it."""
    return found.status == TaskStatus.COMPLETED and found.closed_by == current.actor.id


def _view() -> dict[str, Any]:
    """The view that the page was opened from, so that the next page knows it too."""
    return {key: request.args[key] for key in ("view", "group") if request.args.get(key)}


def _back_to(task_id: str) -> Response:
    return redirect(url_for(".task", task_id=task_id, **_view()), 303)


def _onward(found: Task) -> Response:
    """After a task is done: its case, or the worklist it was opened from."""
    view = _view()
    if view.get("view") in set(View):
        return redirect(url_for(".view", **view), 303)
    return redirect(url_for(".case", number=found.case_number), 303)
