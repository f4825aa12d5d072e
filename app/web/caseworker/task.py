"""The page of a task: what is asked of the caseworker, and all they need to know for it."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.db import TenantSession, new_id
from app.messages import conversation
from app.messages.tables import Direction
from app.processes import task_form
from app.processes.task_form import TaskForm
from app.tasks import assignment, drafts, worklist
from app.tasks.errors import TaskNotFound
from app.tasks.tables import Task, TaskStatus
from app.tasks.worklist import VIEWS, View
from app.web.caseworker import filling, matter, views
from app.web.caseworker.blueprint import WORKERS, blueprint
from app.web.caseworker.filling import Filled
from app.web.caseworker.matter import TaskMatter
from app.web.current import current
from app.web.guard import allow


@dataclass(frozen=True)
class Around:
    """Where the task stands in the view it was opened from."""

    view: View
    group: str | None
    title: str
    position: int  #: from 1
    total: int
    previous: str | None
    next: str | None


@blueprint.get("/staff/tasks/<task_id>")
@allow(*WORKERS)
def task(task_id: str) -> Response | str:
    """An open task; one that is done leads to its case."""
    with current.database.reading(current.tenant_id) as session:
        form = with_form(session, task_id)
        found = form.task
        if found.status != TaskStatus.OPEN:
            return redirect(url_for(".case", number=found.case_number))
        read = matter.of_task(session, form)
        html = page(session, read)
    if read.matter.unread and found.assignee_id == current.actor.id:
        _mark_read(found.case_number)
    return html


def permitted(session: TenantSession, task_id: str) -> Task:
    """The task, if the person may do it; raises TaskNotFound otherwise."""
    return _checked(assignment.find(session, task_id))


def with_form(session: TenantSession, task_id: str) -> TaskForm:
    """The task with its form, if the person may do it; raises TaskNotFound otherwise."""
    form = task_form.of_task(session, task_id)
    _checked(form.task)
    return form


def _checked(found: Task) -> Task:
    if not assignment.may_do(found, current.actor):
        raise TaskNotFound
    return found


def page(session: TenantSession, read: TaskMatter, filled: Filled | None = None) -> str:
    """The page's HTML; after a refused answer with what was typed and what is to be corrected."""
    shown = read.shown
    is_mine = shown.task.assignee_id == current.actor.id
    draft = drafts.of_task(session, shown.task) if is_mine else None
    typed = filled.typed if filled else draft.typed if draft else None
    return render_template(
        "staff/task.html",
        shown=shown,
        task=shown.task,
        matter=read.matter,
        is_mine=is_mine,
        holder=read.matter.names.get(shown.task.assignee_id or ""),
        fields=filling.fields(shown.asking, typed, read.matter.files) if is_mine else [],
        errors=filled.errors if filled and not filled.asks_more else {},
        takes_files=filling.takes_files(shown.asking),
        draft=draft,
        around=_around(session, shown.task),
        key=new_id(),
    )


def _around(session: TenantSession, found: Task) -> Around | None:
    """The neighbours of the task in the view that the address names; None without one."""
    name, group = request.args.get("view"), request.args.get("group") or None
    if name not in VIEWS:
        return None
    view = View(name)
    ids = worklist.task_ids(session, current.actor, view, now=current.now, group=group)
    if found.id not in ids:
        return None
    at = ids.index(found.id)
    return Around(
        view,
        group,
        title=views.title(session, view, group),
        position=at + 1,
        total=len(ids),
        previous=ids[at - 1] if at else None,
        next=ids[at + 1] if at + 1 < len(ids) else None,
    )


def _mark_read(number: str) -> None:
    """Who holds the task has now seen what the citizen wrote."""
    with current.database.transaction(current.tenant_id) as session:
        conversation.mark_read(session, number, Direction.IN, now=current.now)
