"""Tasks: for a person, for a worker, for the outside, for the engine itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from SpiffWorkflow.util.task import TaskState

from app.bpmn import Element
from app.engine import sandbox, times
from app.engine.errors import StepFailed
from app.engine.expressions import Value
from app.engine.nodes import Activity, FlowNode, Mappings
from app.engine.outcome import OpenedTask, ServiceJob, Thrown, Wait
from app.engine.specs import ProcessSpec
from app.engine.tokens import Token
from app.engine.variables import local, visible


class PassingTask(Activity):
    """A task that says nothing about who does it: done outside, the process goes on."""

    def _run_hook(self, token: Token) -> bool:
        self.absorb(token, {})
        return True


@dataclass(frozen=True, slots=True)
class Desk:
    """On whose desk a user task lies, and until when."""

    form_id: str | None = None
    assignee: Value | None = None
    groups: Value | None = None
    users: Value | None = None
    lane: str | None = None  #: the group of the lane, where no group is given
    due: Value | None = None
    follow_up: Value | None = None
    priority: Value | None = None


class UserTask(Activity):
    """A task for a person."""

    def __init__(
        self, process: ProcessSpec, element: Element, mappings: Mappings, desk: Desk, name: str | None = None
    ) -> None:
        super().__init__(process, element, mappings, name)
        self.manual = True
        self.desk = desk

    def waits_for(self, token: Token) -> type[Wait] | None:
        return OpenedTask

    def work(self, token: Token) -> bool:
        desk = self.desk
        token.workflow.top.begun[token.id] = OpenedTask(
            id=token.id,
            element_id=self.bpmn_id,
            form_id=desk.form_id,
            assignee=_text(desk.assignee, token),
            groups=_names(desk.groups, token) or ((desk.lane,) if desk.lane else ()),
            users=_names(desk.users, token),
            due_at=_moment(desk.due, token),
            follow_up_at=_moment(desk.follow_up, token),
            priority=_priority(desk.priority, token),
        )
        return True


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of work that a worker or the outbox knows, with its settings."""

    type: Value
    headers: Mapping[str, str] = field(default_factory=dict)
    retries: int = 3


class ServiceTask(Activity):
    """Work for a worker: the process waits for its result."""

    def __init__(
        self, process: ProcessSpec, element: Element, mappings: Mappings, work: Work, name: str | None = None
    ) -> None:
        super().__init__(process, element, mappings, name)
        self.job = work

    def waits_for(self, token: Token) -> type[Wait] | None:
        return ServiceJob

    def work(self, token: Token) -> bool:
        job = self.job
        inputs = dict(local(token))
        kind = str(job.type.of(token))
        token.workflow.top.begun[token.id] = ServiceJob(
            token.id, self.bpmn_id, kind, inputs, job.headers, job.retries
        )
        token._set_state(TaskState.STARTED)
        return False


def tell(node: FlowNode, token: Token, work: Work) -> None:
    """Record something for the outside, with the element's inputs; the token goes on at once."""
    inputs = dict(local(token))
    thrown = Thrown(node.bpmn_id, str(work.type.of(token)), inputs, work.headers)
    token.workflow.top.thrown.append(thrown)


class SendTask(Activity):
    """Something for the outside, recorded with the step."""

    def __init__(
        self, process: ProcessSpec, element: Element, mappings: Mappings, work: Work, name: str | None = None
    ) -> None:
        super().__init__(process, element, mappings, name)
        self.effect = work

    def _run_hook(self, token: Token) -> bool:
        tell(self, token, self.effect)
        self.absorb(token, {})
        return True


#: What a script makes of the variables it sees: new values by name.
Script = Callable[[Token], Mapping[str, object]]


class ScriptTask(Activity):
    """A computation inside the step."""

    def __init__(
        self,
        process: ProcessSpec,
        element: Element,
        mappings: Mappings,
        script: Script,
        name: str | None = None,
    ) -> None:
        super().__init__(process, element, mappings, name)
        self.script = script

    def _run_hook(self, token: Token) -> bool:
        self.absorb(token, self.script(token))
        return True


def feel_script(source: Value, result: str) -> Script:
    """A script task with zeebe:script: one FEEL expression into one variable."""
    return lambda token: {result: source.of(token)}


def python_script(source: str) -> Script:
    """A script task with scriptFormat "python": the names it assigns become variables."""

    def run(token: Token) -> Mapping[str, object]:
        try:
            return sandbox.run(source, visible(token), now=token.workflow.top.now)
        except sandbox.ScriptFailed as error:
            raise StepFailed(token.task_spec.bpmn_id, error.cause, error.detail) from error

    return run


def _text(source: Value | None, token: Token) -> str | None:
    found = source.of(token) if source else None
    return str(found) if found not in (None, "") else None


def _names(source: Value | None, token: Token) -> tuple[str, ...]:
    found = source.of(token) if source else None
    items = found.split(",") if isinstance(found, str) else found if isinstance(found, list) else []
    return tuple(str(item).strip() for item in items if str(item or "").strip())


def _moment(source: Value | None, token: Token) -> datetime | None:
    found = source.of(token) if source else None
    if found in (None, ""):
        return None
    try:
        return times.deadline(found, token.workflow.top.now)
    except times.NoTime as error:
        cause = "The deadline of the task is no date, date and time or duration."
        raise StepFailed(token.task_spec.bpmn_id, cause, str(error)) from error


def _priority(source: Value | None, token: Token) -> int:
    found = source.of(token) if source else None
    if found in (None, ""):
        return 50
    try:
        return max(0, min(100, int(Decimal(str(found)))))
    except ArithmeticError as error:
        cause = "The priority of the task is no number."
        raise StepFailed(token.task_spec.bpmn_id, cause, str(found)) from error
