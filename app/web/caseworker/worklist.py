"""The worklist: what to do next, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.db import TenantSession
from app.identity import people
from app.tasks import assignment, worklist
from app.tasks.errors import TaskAlreadyClaimed, TaskAlreadyDone, TaskError
from app.tasks.worklist import VIEWS, Place, Row, View
from app.tenants import directory
from app.web import formats
from app.web.caseworker import views
from app.web.caseworker.blueprint import WORKERS, blueprint
from app.web.caseworker.views import Block
from app.web.caseworker.why import Why, why
from app.web.current import current
from app.web.guard import allow
from app.web.sign_in.addresses import safe_next
from app.web.texts import gettext, ngettext

PAGE = 25


@dataclass(frozen=True)
class Wanted:
    """What of the worklist is asked for."""

    view: View
    group: str | None
    service: str | None
    after: Place | None
    before: int  #: how many rows the earlier pages had

    @property
    def query(self) -> dict[str, Any]:
        """The parts of the address that narrow the view."""
        given = {"group": self.group, "service": self.service}
        return {key: value for key, value in given.items() if value}


@dataclass(frozen=True)
class Shown:
    """A row with what the page says about it."""

    row: Row
    why: Why
    assignee: str | None


@blueprint.get("/staff/")
@allow(*WORKERS)
def start() -> Response:
    """Work begins with one's own tasks."""
    return redirect(url_for(".view", view=View.MINE))


@blueprint.get("/staff/worklist/<view>")
@allow(*WORKERS)
def view(view: str) -> str:
    """A page of a saved view."""
    wanted = _wanted(view)
    with current.database.reading(current.tenant_id) as session:
        blocks = views.blocks(session, current.actor)
        rows = _rows(session, wanted)
        waiting = worklist.waiting_cases(session, current.actor) if wanted.view == View.WAITING else []
        services = {service.key: service for service in directory.services(session)}
        shown = _shown(session, rows[:PAGE])
        return render_template(
            "staff/worklist.html",
            wanted=wanted,
            blocks=blocks,
            here=_block(blocks, wanted.group),
            title=views.title(session, wanted.view, wanted.group),
            rows=shown,
            waiting=waiting,
            total=_total(blocks, wanted),
            services=services,
            next_page=_next_page(wanted, rows),
        )


@blueprint.post("/staff/worklist/claim")
@allow(*WORKERS)
def claim_selected() -> Response:
    """Make the selected tasks one's own; what somebody else was faster with is said."""
    with current.database.transaction(current.tenant_id) as session:
        failed = [error for error in _claim_all(session, request.form.getlist("task")) if error]
    taken = len(request.form.getlist("task")) - len(failed)
    if taken:
        flash(ngettext("%(num)d task is now yours.", "%(num)d tasks are now yours.", taken), "success")
    if failed:
        sentence = ngettext(
            "%(num)d task could not be taken: somebody else has it, or it is done.",
            "%(num)d tasks could not be taken: somebody else has them, or they are done.",
            len(failed),
        )
        flash(sentence, "warning")
    back = safe_next(request.form.get("back"), current.tenant_id)
    return redirect(back or url_for(".view", view=View.MINE), 303)


@blueprint.post("/staff/worklist/next")
@allow(*WORKERS)
def take_next() -> Response:
    """Take the most urgent task that is nobody's yet, and open it."""
    group = request.form.get("group") or None
    with current.database.transaction(current.tenant_id) as session:
        task_id = worklist.next_to_take(session, current.actor, now=current.now, group=group)
        if task_id:
            assignment.claim(session, task_id, by=current.actor, now=current.now)
    if task_id:
        return redirect(url_for(".task", task_id=task_id, view=View.MINE), 303)
    flash(gettext("There is no task left that is nobody’s."), "info")
    return redirect(url_for(".view", view=View.MINE), 303)


def _claim_all(session: TenantSession, task_ids: Sequence[str]) -> Iterable[TaskError | None]:
    for task_id in task_ids[:200]:
        try:
            assignment.claim(session, task_id, by=current.actor, now=current.now)
            yield None
        except (TaskAlreadyClaimed, TaskAlreadyDone) as error:
            yield error


def _wanted(name: str) -> Wanted:
    if name not in VIEWS:
        abort(404)
    return Wanted(
        view=View(name),
        group=request.args.get("group") or None,
        service=request.args.get("service") or None,
        after=_place(request.args.get("after", "")),
        before=request.args.get("before", 0, type=int),
    )


def _rows(session: TenantSession, wanted: Wanted) -> list[Row]:
    """One more than a page, so that it is known whether there is a next one."""
    if wanted.view == View.WAITING:
        return []
    return worklist.open_tasks(
        session,
        current.actor,
        wanted.view,
        now=current.now,
        group=wanted.group,
        service=wanted.service,
        after=wanted.after,
        limit=PAGE + 1,
    )


def _shown(session: TenantSession, rows: Sequence[Row]) -> list[Shown]:
    reader = formats.reader()
    names = people.names(session, {row.task.assignee_id for row in rows if row.task.assignee_id})
    return [Shown(row, why(row, reader), names.get(row.task.assignee_id or "")) for row in rows]


def _block(blocks: Sequence[Block], group: str | None) -> Block:
    found = next((block for block in blocks if block.group == group), None)
    return found or abort(404)


def _total(blocks: Sequence[Block], wanted: Wanted) -> int | None:
    """How many tasks the view has; None when it is narrowed further, as nobody counted that."""
    lines = {line.view: line.count for line in _block(blocks, wanted.group).lines}
    return None if wanted.service else lines.get(wanted.view)


def _next_page(wanted: Wanted, rows: Sequence[Row]) -> str | None:
    if len(rows) <= PAGE:
        return None
    last = rows[PAGE - 1].task
    place = f"{last.due_at.isoformat() if last.due_at else ''}~{last.id}"
    return url_for(".view", view=wanted.view, after=place, before=wanted.before + PAGE, **wanted.query)


def _place(text: str) -> Place | None:
    """Where the page before ended; anything else that an address may hold is the first page."""
    due, tilde, task_id = text.partition("~")
    if not tilde:
        return None
    try:
        due_at = datetime.fromisoformat(due) if due else None
    except ValueError:
        return None
    return Place(due_at, task_id) if due_at is None or due_at.tzinfo else None
