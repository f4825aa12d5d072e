"""A process that is being moved: SpiffWorkflow's workflow and task classes, kept flat.

SpiffWorkflow keeps every task ever run in a tree and predicts the ones to come. Here a task is a token: it
exists while the process is at its element and is dropped when it leaves. So a step costs what is open, not
what has happened, and a loop may run for years. Nothing searches all tokens: those at one element and those
that hang on one token are found by it.
"""

import time
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from datetime import datetime
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from app.engine import limits
from app.engine.errors import StepFailed
from app.engine.outcome import Decided, Signalled, Thrown, Wait
from app.engine.specs import Node, ProcessSpec
from app.engine.stored import Variables
from app.engine.tokens import PART, Token
from app.feel.budget import Calendar
from app.levels import NAME

if TYPE_CHECKING:
    from app.engine.parts import Parts


class Scope:
    """What a process and a sub-process have in common: variables and tokens."""

    depth: int  #: how many scopes are around it

    def __init__(self, spec: ProcessSpec, top: "Process") -> None:
        # SpiffWorkflow's own would build an event manager and callbacks that nothing here uses.
        self.spec = spec
        self.top = top  #: the process of the instance
        self.data = Variables({})
        self.tasks: dict[str, Token] = {}
        self.completed = False
        self.part = ""  #: what ids of tokens here begin with, see app.engine.parts
        self._at: defaultdict[Node, dict[str, Token]] = defaultdict(dict)
        self._hanging: defaultdict[str, dict[str, Token]] = defaultdict(dict)

    @property
    def outer(self) -> "Scope | None":
        """The scope whose variables are seen here too; None for a process and a called process."""
        return None

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
        self.top.changed = True

    def place(self, node: Node, **internal: object) -> Token:
        """Put a new token on an element and let the element receive it."""
        if len(self.top.all_tokens) >= limits.MAX_TOKENS:
            raise StepFailed(node.bpmn_id, f"The process is at more than {limits.MAX_TOKENS} places at once.")
        token = self.restore(node, self._new_id(internal), TaskState.FUTURE, internal)
        self.top.at_element = node.bpmn_id
        node._update(token)
        return token

    def _new_id(self, internal: Mapping[str, Any]) -> str:
        host = self.tasks.get(internal["on"]) if "on" in internal else None
        part = self.part or (host.id[:PART] if host is not None and host.link else "")
        return part + token_hex(6) if part else token_hex(16)

    def restore(
        self,
        node: Node,
        token_id: str,
        state: int,
        internal: dict[str, Any] | None = None,
        stored: Mapping[str, Any] | None = None,
    ) -> Token:
        """A token as it was, without any effect; what it keeps as plain data or as it was `stored`."""
        token = Token(self, node, token_id, state, internal, stored)
        self.tasks[token_id] = self.top.all_tokens[token_id] = self._at[node][token_id] = token
        if link := token.link:
            self._hanging[link][token_id] = token
        if node.stirs:
            self.top.restless[node.stirs][token_id] = token
        return token

    def withdraw(self, token: Token) -> None:
        """Take a token away with everything that hangs on it; its element is not passed."""
        if token.id not in self.tasks:
            return
        self.top.gather(token)
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
        if token.task_spec.stirs:
            del self.top.restless[token.task_spec.stirs][token.id]
        _drop(self._at, token.task_spec, token.id)
        self.let_go(token)

    def let_go(self, token: Token) -> None:
        """From now on the token hangs on nothing."""
        if link := token.link:
            _drop(self._hanging, link, token.id)
            token.unlink()

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


class Process(Scope, BpmnWorkflow):
    """One instance while it takes a step, and what the step has brought about so far."""

    def __init__(
        self,
        spec: ProcessSpec,
        specs: Mapping[str, ProcessSpec],
        now: datetime,
        calendar: Calendar | None = None,
        parameters: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(spec, self)
        self.subprocess_specs = specs
        self.subprocesses: dict[str, Subprocess] = {}  #: by the token that opened it
        self.now = now
        self.calendar = calendar
        #: what every expression reads under one name, and nobody writes; no part of the snapshot
        self.parameters = {NAME: parameters} if parameters else None
        self.at_element: str | None = None  #: the one being worked on, for an error's place
        self.all_tokens: dict[str, Token] = {}  #: those of all scopes
        self.restless: dict[str, dict[str, Token]] = {"join": {}, "condition": {}}  #: see Node.stirs
        self.changed = False  #: a variable was set since conditions were looked at
        self.queue: deque[Token] = deque()
        self.passed: list[str] = []
        self.ended: list[str] = []
        self.thrown: list[Thrown] = []
        self.signalled: list[Signalled] = []
        self.decided: list[Decided] = []
        self.begun: dict[str, Wait] = {}  #: what is waited for since this step
        self.over: dict[str, type[Wait]] = {}  #: what was waited for before it, and is no longer
        self.parts: Parts | None = None  #: None: everything is in the snapshot
        self._steps_left = limits.MAX_STEPS
        self._stop_at = time.thread_time() + limits.MAX_SECONDS

    def spread(self, token: Token) -> None:
        """Keep apart what of this repetition can be, unless it is in a part itself."""
        if self.parts is not None and not token.workflow.part:
            self.parts.repetitions[token.id] = token

    def gather(self, token: Token) -> None:
        """Bring in what of a repetition is kept apart; its token is going to end."""
        if self.parts is not None and token.task_spec.repeats_widely and "apart" in token.internal_data:
            self.parts.bring_all()

    def gather_all(self) -> None:
        """Bring in whatever is kept apart."""
        for token in list(self.all_tokens.values()):
            self.gather(token)

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
        self.turn_to(token)
        self._steps_left -= 1
        if self._steps_left < 0:
            elements = limits.MAX_STEPS
            raise StepFailed(
                self.at_element,
                f"The process went through {elements} elements without stopping: it seems to run in circles.",
            )

    def turn_to(self, token: Token) -> None:
        """Work on this token now; raises StepFailed when the step has taken as long as it may."""
        self.at_element = token.task_spec.bpmn_id
        if time.thread_time() > self._stop_at:
            cause = f"The process worked for {limits.MAX_SECONDS} seconds without stopping."
            raise StepFailed(self.at_element, cause)


class Subprocess(Scope, BpmnSubWorkflow):
    """An embedded sub-process or a called process, opened by a token of the scope around it."""

    def __init__(self, spec: ProcessSpec, token: Token) -> None:
        super().__init__(spec, token.workflow.top)
        self.token = token
        self.part = token.workflow.part or (token.id[:PART] if token.link else "")
        self.depth = token.workflow.depth + 1

    @property
    def outer(self) -> Scope | None:
        return self.token.workflow if self.spec.embedded else None

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
