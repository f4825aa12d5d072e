"""A process that is being moved: SpiffWorkflow's workflow and task classes, kept flat.

SpiffWorkflow keeps every task ever run in a tree and predicts the ones to come. Here a task is a token: it
exists while the process is at its element and is dropped when it leaves. So a step costs what is open, not
what has happened, and a loop may run for years. All tokens of a scope hang directly under its root.
"""

from collections import deque
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.specs import StartTask, WorkflowSpec
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from app.engine.errors import StepFailed
from app.engine.limits import MAX_SCOPES, MAX_STEPS, MAX_TOKENS
from app.engine.outcome import OpenedTask, ServiceJob, Subscription, Thrown, Timer

_ROOT = "root"  #: id of the root token
_BEFORE = ""  #: name of the root's spec; no XML id is empty


class Node(BpmnSpecMixin):
    """An element as a SpiffWorkflow task spec; app.engine.nodes says what it does."""

    name: str  #: unique in its process; the id, but for an instance of a repetition
    bpmn_id: str
    manual: bool

    def keeps_open(self, token: "Token") -> bool:
        """Whether the scope cannot end while this token is there."""
        return True


class ProcessSpec(WorkflowSpec):
    """The elements of one process or sub-process, by id. Read-only once compiled: threads share it."""

    name: str
    task_specs: dict[str, "Node"]

    def __init__(self, key: str, embedded: bool) -> None:
        super().__init__(name=key)
        self.embedded = embedded  #: shares the variables of the scope around it
        self.data_objects: Mapping[str, object] = {}
        self.start = StartTask(self, _BEFORE)
        self.beginning: Node | None = None  #: the start event that needs no message
        self.listeners: list[Node] = []  #: event sub-processes


class Token(Task):
    """SpiffWorkflow's task as a token at one element."""

    workflow: "Scope"
    task_spec: "Node"
    internal_data: dict[str, Any]
    id: str

    def _set_state(self, value: int) -> None:
        # Without SpiffWorkflow's log record: it costs more than the change and reads the wall clock.
        self._state = value


class Scope:
    """What a process and a sub-process have in common: variables and tokens."""

    spec: ProcessSpec
    data: dict[str, object]
    tasks: dict[str, Token]
    task_tree: Token
    completed: bool
    depth: int

    @property
    def top(self) -> "Process":
        """The process of the instance."""
        raise NotImplementedError

    @property
    def outer(self) -> "Scope | None":
        """The scope whose variables are seen here too; None for a process and a called process."""
        raise NotImplementedError

    def tokens(self) -> list[Token]:
        """All tokens of this scope, in the order they came."""
        return [token for token in self.tasks.values() if token.id != _ROOT]

    def write(self, name: str, value: object) -> None:
        """Set a variable of this scope."""
        self.data[name] = value

    def place(self, node: "Node", **internal: object) -> Token:
        """Put a new token on an element and let the element receive it."""
        token = self.restore(node, uuid4().hex, TaskState.FUTURE, internal)
        if len(self.tasks) > MAX_TOKENS:
            raise StepFailed(node.bpmn_id, f"The process is at more than {MAX_TOKENS} places at once.")
        self.top.at = node.bpmn_id
        node._update(token)
        return token

    def restore(self, node: "Node", token_id: str, state: int, internal: dict[str, Any]) -> Token:
        """A token as it was, without any effect."""
        token = Token(self, node, self.task_tree, state, id=token_id)
        token.internal_data = internal
        return token

    def withdraw(self, token: Token) -> None:
        """Take a token away with everything that hangs on it; its element is not passed."""
        if token.id not in self.tasks:
            return
        self.forget(token)
        inner = self.top.subprocesses.pop(token.id, None)
        for other in self.tokens():
            if token.id in (other.internal_data.get("on"), other.internal_data.get("of")):
                self.withdraw(other)
        if inner is not None:
            inner.clear()

    def clear(self) -> None:
        """Take all tokens away."""
        for token in self.tokens():
            self.withdraw(token)

    def forget(self, token: Token) -> None:
        """Drop a token that is done or withdrawn."""
        if not token.has_state(TaskState.FINISHED_MASK):
            token._set_state(TaskState.CANCELLED)
        self.task_tree._children.remove(token.id)
        del self.tasks[token.id]

    def is_done(self) -> bool:
        """Whether nothing is left to happen here; what only listens does not count."""
        return not any(token.task_spec.keeps_open(token) for token in self.tokens())

    def begin(self) -> None:
        """Start at the start event that needs no message."""
        if self.spec.beginning is None:
            raise StepFailed(self.spec.name, "The process has no start event without a message.")
        self.listen()
        self.place(self.spec.beginning)

    def listen(self) -> None:
        """Let the event sub-processes wait."""
        for node in self.spec.listeners:
            self.place(node)

    def finish(self) -> None:
        """Everything here is done."""
        self.clear()
        self.completed = True

    def _plant(self) -> None:
        self.data = {}
        self.task_tree = Token(self, self.spec.start, None, TaskState.COMPLETED, id=_ROOT)

    def _task_completed_notify(self, token: Token) -> None:
        self.forget(token)
        if not self.completed and self.is_done():
            self.finish()


class Nothing:
    """In the place of SpiffWorkflow's script engine: nothing of a diagram is evaluated by it."""


class Process(Scope, BpmnWorkflow):
    """One instance while it takes a step, and what the step has brought about so far."""

    subprocesses: dict[str, "Subprocess"]

    def __init__(self, spec: ProcessSpec, specs: Mapping[str, ProcessSpec], now: datetime) -> None:
        super().__init__(spec, specs, script_engine=Nothing(), deserializing=True)
        self.now = now
        self.at: str | None = None  #: the element being worked on, for an error's place
        self.steps_left = MAX_STEPS
        self.queue: deque[Token] = deque()
        self.passed: list[str] = []
        self.ended: list[str] = []
        self.thrown: list[Thrown] = []
        self.opened: dict[str, OpenedTask] = {}
        self.timers: dict[str, Timer] = {}
        self.subscriptions: dict[str, Subscription] = {}
        self.jobs: dict[str, ServiceJob] = {}
        self._plant()

    @property
    def top(self) -> "Process":
        return self

    @property
    def outer(self) -> None:
        return None

    def scopes(self) -> list[Scope]:
        """The process and its open sub-processes, each after the one around it."""
        return [self, *self.subprocesses.values()]

    def find(self, token_id: str) -> Token | None:
        """The token with this id, wherever it is."""
        if token_id == _ROOT:
            return None
        return next((scope.tasks[token_id] for scope in self.scopes() if token_id in scope.tasks), None)

    def enter(self, token: Token, key: str) -> "Subprocess":
        """Open the sub-process or called process of a token, still empty."""
        if len(self.subprocesses) >= MAX_SCOPES:
            raise StepFailed(
                token.task_spec.bpmn_id, f"More than {MAX_SCOPES} sub-processes are open at once."
            )
        inner = Subprocess(self.subprocess_specs[key], token)
        self.subprocesses[token.id] = inner
        return inner

    def spend(self, token: Token) -> None:
        """Count a step against the budget."""
        self.at = token.task_spec.bpmn_id
        self.steps_left -= 1
        if self.steps_left < 0:
            cause = (
                f"The process went through {MAX_STEPS} elements without stopping: it seems to run in circles."
            )
            raise StepFailed(self.at, cause)


class Subprocess(Scope, BpmnSubWorkflow):
    """An embedded sub-process or a called process, opened by a token of the scope around it."""

    def __init__(self, spec: ProcessSpec, token: Token) -> None:
        self.token = token
        super().__init__(spec, parent_task_id=token.id, top_workflow=token.workflow.top, deserializing=True)
        self._plant()

    @property
    def top(self) -> Process:
        return self.token.workflow.top

    @property
    def outer(self) -> Scope | None:
        return self.token.workflow if self.spec.embedded else None

    @property
    def parent_workflow(self) -> Scope:
        return self.token.workflow

    def _calculate_depth(self) -> int:
        return int(self.token.workflow.depth) + 1

    def write(self, name: str, value: object) -> None:
        super().write(name, value)
        # What a called process did not change, its caller may have changed meanwhile.
        written = self.token.internal_data.setdefault("written", [])
        if name not in written:
            written.append(name)

    def finish(self) -> None:
        super().finish()
        if self.top.subprocesses.pop(self.token.id, None) is not None:
            self.token.task_spec.came_back(self.token, self)
