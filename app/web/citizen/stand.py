"""Where a case stands, in a citizen's words: its steps, and who does what by when.

A step that was never reached although a later one was is not shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select

from app.cases import timeline
from app.cases.tables import Case, CaseStatus, EventKind
from app.db import TenantSession
from app.identity import people
from app.messages import subscriptions
from app.messages.subscriptions import STAFF
from app.processes import library
from app.processes.errors import NotPublished
from app.processes.library import Version
from app.processes.tables import ProcessInstance
from app.tasks import worklist
from app.tasks.tables import Task, TaskStatus
from app.web import formats
from app.web.citizen import way
from app.web.citizen.way import PlannedStep
from app.web.current import current
from app.web.texts import gettext

State = Literal["done", "now", "todo"]

#: Lines of the timeline that say that an element was reached and left.
_PASSING = frozenset(
    {
        EventKind.PASSED,
        EventKind.DECIDED,
        EventKind.TASK_COMPLETED,
        EventKind.MESSAGE_OUT,
        EventKind.TIMER,
    }
)


@dataclass(frozen=True)
class CaseStep:
    """A step of a case."""

    state: State
    text: str
    at: datetime | None = None  #: when it was done
    if_needed: bool = False  #: yet to come, and perhaps never
    help: str = ""  #: what it means for the citizen, as long as it is not done


@dataclass(frozen=True)
class Doing:
    """Who does what now; `by` is when at the latest, if that is known."""

    who: str
    what: str
    by: datetime | None = None


def version_of(session: TenantSession, case: Case) -> Version | None:
    """The version that the case runs on; the live one before it runs; None where nothing is published."""
    query = select(ProcessInstance.version_id).where(
        ProcessInstance.tenant_id == session.tenant, ProcessInstance.case_number == case.number
    )
    version_id = session.scalars(query.order_by(ProcessInstance.started_at)).first()
    try:
        return library.version(session, version_id) if version_id else library.live(session, case.service_key)
    except NotPublished:
        return None


def steps(session: TenantSession, case: Case, version: Version) -> list[CaseStep]:
    """The steps of the case: those done, those that are on, those to come."""
    done: dict[str, datetime] = {}
    for event in timeline.of_case(session, case.number):
        if event.element_id and event.kind in _PASSING:
            done[event.element_id] = event.at
    on = {task.element_id for task in _open_tasks(session, case)}
    on |= {each.element_id for each in subscriptions.of_case(session, case.number) if each.addressee != STAFF}
    plan = way.planned(version.documents[0], current.language)
    return arrange(plan, done, in_main(version, on), closed=case.status == CaseStatus.CLOSED)


def arrange(
    plan: Sequence[PlannedStep], done: Mapping[str, datetime], on: frozenset[str], *, closed: bool
) -> list[CaseStep]:
    """The plan with its states; what the case passed by, or will not reach as it is closed, is left out."""
    found = [(_state(step, done, on), step.is_aside) for step in plan]
    on_the_way = [index for index, (step, aside) in enumerate(found) if step.state != "todo" and not aside]
    reached = max(on_the_way, default=-1)
    shown = [
        step
        for index, (step, aside) in enumerate(found)
        if step.state != "todo" or (index > reached and not aside and not closed)
    ]
    # The question that interrupts a step stands before it: the step comes back when it is answered.
    return sorted(shown, key=lambda step: step.state == "todo")


def in_main(version: Version, element_ids: Iterable[str]) -> frozenset[str]:
    """The elements, those of a called diagram replaced by the call activity of the main one."""
    main, *called = version.documents
    processes = {each.id: process.id for one in called for process in one.processes for each in one.nodes}
    calls = {node.called.process_id: node.id for node in main.nodes if node.called}
    return frozenset(
        each if main.element(each) else calls.get(processes.get(each, ""), each) for each in element_ids
    )


def doing(session: TenantSession, case: Case) -> list[Doing]:
    """Who of the municipality works on the case now."""
    tasks = _open_tasks(session, case)
    names = people.names(session, {task.assignee_id for task in tasks if task.assignee_id})
    groups = people.group_names(session)
    return [_doing(task, names, groups) for task in tasks]


def _open_tasks(session: TenantSession, case: Case) -> list[Task]:
    return [task for task in worklist.of_case(session, case.number) if task.status == TaskStatus.OPEN]


def _doing(task: Task, names: Mapping[str, str], groups: Mapping[str, Mapping[str, str]]) -> Doing:
    group = formats.text(groups.get(task.group_key or "", task.group_key or ""))
    name = names.get(task.assignee_id or "")
    if name:
        return Doing(name, gettext("works on your case"), task.due_at)
    return Doing(
        group or formats.text(current.tenant.names), gettext("will take your case in turn"), task.due_at
    )


def _state(step: PlannedStep, done: Mapping[str, datetime], on: frozenset[str]) -> CaseStep:
    times = [done[each] for each in step.element_ids if each in done]
    if step.element_ids & on:
        return CaseStep("now", step.text, help=step.help)
    if times:
        return CaseStep("done", step.text, max(times))
    return CaseStep("todo", step.text, if_needed=step.if_needed, help=step.help)
