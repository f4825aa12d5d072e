"""A process that is being moved: SpiffWorkflow's workflow and task classes, kept flat.

SpiffWorkflow keeps every task ever run in a tree and predicts the ones to come. Here a task is a token: it
exists while the process is at its element and is dropped when it leaves. So a step costs what is open, not
what has happened, and a loop may run for years. Nothing searches all tokens: those at one element and those
that hang on one token are found by it.
"""

import time
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from app.engine import limits
from app.engine.errors import StepFailed
from app.engine.outcome import Signalled, Thrown, Wait
from app.engine.specs import Node, ProcessSpec

#: What a token may hang on: its activity (a boundary event), its repetition (an instance), its event-based
#: gateway (one of the events). None of them has two.
_LINKS = ("on", "of", "race")


class Token(Task):
    """SpiffWorkflow's task as a token at one element."""

    workflow: "Scope"
    task_spec: Node
    id: str
    internal_data: dict[str, Any]  #: what the element keeps with the token, as plain data
    _children: Sequence[Task] = ()

    def __init__(
        self, scope: "Scope", node: Node, token_id: str, state: int, internal: dict[str, Any]
    ) -> None:
        # SpiffWorkflow's own would add a parent, a copy of the data and the wall clock.
        self.workflow = scope
        self.task_spec = node
        self.id = token_id
        self.internal_data = internal
        self._state = state

    def _set_state(self, value: int) -> None:
        # Without SpiffWorkflow's log record: it costs more than the change and reads the wall clock.
        self._state = value

    @property
    def link(self) -> str | None:
        """What the token hangs on: id of a token, or of the event-based gateway that is past."""
        internal = self.internal_data
        return internal.get("on") or internal.get("of") or internal.get("race")


class Scope:
    """What a process and a sub-process have in common: variables and tokens."""

    spec: ProcessSpec
    data: dict[str, object]
    tasks: dict[str, Token]
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

    def _prepare(self) -> None:
        self.data = {}
        self._at: defaultdict[Node, dict[str, Token]] = defaultdict(dict)
        self._hanging: defaultdict[str, dict[str, Token]] = defaultdict(dict)

    def tokens(self) -> list[Token]:
        """All tokens of this scope, in the order they came."""
        return list(self.tasks.values())

    def at(self, node: Node) -> list[Token]:
        """The tokens at one element, in the order they came."""
        return list(self._at[node].values()) if node in self._at else []

    def nodes(self) -> Iterator[Node]:
        """The elements where there is a token."""
        return iter(self._at)

    def hanging(self, link: str) -> list[Token]:
        """The tokens that hang on another token, or on an event-based gateway: see Token.link."""
        return list(self._hanging[link].values()) if link in self._hanging else []

    def write(self, name: str, value: object) -> None:
        """Set a variable of this scope."""
        self.data[name] = value

    def place(self, node: Node, **internal: object) -> Token:
        """Put a new token on an element and let the element receive it."""
        if len(self.top.all_tokens) >= limits.MAX_TOKENS:
            raise StepFailed(node.bpmn_id, f"The process is at more than {limits.MAX_TOKENS} places at once.")
        token = self.restore(node, uuid4().hex, TaskState.FUTURE, internal)
        self.top.at_element = node.bpmn_id
        node._update(token)
        return token

    def restore(self, node: Node, token_id: str, state: int, internal: dict[str, Any]) -> Token:
        """A token as it was, without any effect."""
        token = Token(self, node, token_id, state, internal)
        self.tasks[token_id] = self.top.all_tokens[token_id] = self._at[node][token_id] = token
        if link := token.link:
            self._hanging[link][token_id] = token
        if node.restless:
            self.top.restless[token_id] = token
        return token

    def withdraw(self, token: Token) -> None:
        """Take a token away with everything that hangs on it; its element is not passed."""
        if token.id not in self.tasks:
            return
        inner = self.top.subprocesses.pop(token.id, None)
        self.forget(token)
        for other in self.hanging(token.id):
            self.withdraw(other)
        if inner is not None:
            inner.clear()

    def clear(self) -> None:
        """Take all tokens away."""
        for token in self.tokens():
            self.withdraw(token)

    def forget(self, token: Token) -> None:
        """Drop a token that is done or withdrawn."""
        self.top.stop_waiting(token)
        if not token.has_state(TaskState.FINISHED_MASK):
            token._set_state(TaskState.CANCELLED)
        del self.tasks[token.id], self.top.all_tokens[token.id]
        self.top.restless.pop(token.id, None)
        _drop(self._at, token.task_spec, token.id)
        self.let_go(token)

    def let_go(self, token: Token) -> None:
        """From now on the token hangs on nothing."""
        if link := token.link:
            _drop(self._hanging, link, token.id)
            for key in _LINKS:
                token.internal_data.pop(key, None)

    def is_done(self) -> bool:
        """Whether nothing is left to happen here; what only listens does not count."""
        return not any(token.task_spec.keeps_open(token) for token in self.tasks.values())

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

    def _task_completed_notify(self, token: Token) -> None:
        if token.id not in self.tasks:
            return  # what it threw has ended it
        self.forget(token)
        if not self.completed and self.is_done():
            self.finish()


def _drop(index: "defaultdict[Any, dict[str, Token]]", key: object, token_id: str) -> None:
    found = index[key]
    found.pop(token_id, None)
    if not found:
        del index[key]


class Nothing:
    """In the place of SpiffWorkflow's script engine: nothing of a diagram is evaluated by it."""


class Process(Scope, BpmnWorkflow):
    """One instance while it takes a step, and what the step has brought about so far."""

    subprocesses: dict[str, "Subprocess"]

    def __init__(self, spec: ProcessSpec, specs: Mapping[str, ProcessSpec], now: datetime) -> None:
        super().__init__(spec, specs, script_engine=Nothing(), deserializing=True)
        self.now = now
        self.at_element: str | None = None  #: the one being worked on, for an error's place
        self.all_tokens: dict[str, Token] = {}  #: those of all scopes
        self.restless: dict[str, Token] = {}  #: see Node.restless
        self.queue: deque[Token] = deque()
        self.passed: list[str] = []
        self.ended: list[str] = []
        self.thrown: list[Thrown] = []
        self.signalled: list[Signalled] = []
        self.begun: dict[str, Wait] = {}  #: what is waited for since this step
        self.over: dict[str, type[Wait]] = {}  #: what was waited for before it, and is no longer
        self._steps_left = limits.MAX_STEPS
        self._stop_at = time.monotonic() + limits.MAX_SECONDS
        self._prepare()

    @property
    def top(self) -> "Process":
        return self

    @property
    def outer(self) -> None:
        return None

    def scopes(self) -> list[Scope]:
        """The process and its open sub-processes, each after the one around it."""
        return [self, *self.subprocesses.values()]

    def enter(self, token: Token, key: str) -> "Subprocess":
        """Open the sub-process or called process of a token, still empty."""
        if len(self.subprocesses) >= limits.MAX_SCOPES:
            cause = f"More than {limits.MAX_SCOPES} sub-processes are open at once."
            raise StepFailed(token.task_spec.bpmn_id, cause)
        if token.workflow.depth >= limits.MAX_NESTING:
            cause = (
                f"More than {limits.MAX_NESTING} sub-processes and called processes are inside each other."
            )
            raise StepFailed(token.task_spec.bpmn_id, cause)
        inner = Subprocess(self.subprocess_specs[key], token)
        self.subprocesses[token.id] = inner
        return inner

    def stop_waiting(self, token: Token) -> None:
        """The outside need not wait for this token any more."""
        kind = token.task_spec.waits_for(token)
        if kind is not None and self.begun.pop(token.id, None) is None:
            self.over[token.id] = kind

    def spend(self, token: Token) -> None:
        """Count an element against the budget of the step."""
        self.at_element = token.task_spec.bpmn_id
        self._steps_left -= 1
        if self._steps_left < 0:
            elements = limits.MAX_STEPS
            raise StepFailed(
                self.at_element,
                f"The process went through {elements} elements without stopping: it seems to run in circles.",
            )
        if time.monotonic() > self._stop_at:
            cause = f"The process ran for {limits.MAX_SECONDS} seconds without stopping."
            raise StepFailed(self.at_element, cause)


class Subprocess(Scope, BpmnSubWorkflow):
    """An embedded sub-process or a called process, opened by a token of the scope around it."""

    def __init__(self, spec: ProcessSpec, token: Token) -> None:
        self.token = token
        super().__init__(spec, parent_task_id=token.id, top_workflow=token.workflow.top, deserializing=True)
        self._prepare()

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
        if self.spec.embedded:
            return
        # What a called process did not change, its caller may have changed meanwhile.
        written = self.token.internal_data.setdefault("written", [])
        if name not in written:
            written.append(name)

    def finish(self) -> None:
        super().finish()
        if self.top.subprocesses.pop(self.token.id, None) is not None:
            self.token.task_spec.came_back(self.token, self)
