"""Moving an instance to another version of its diagram: each token to its element there, or why not.

What goes on keeps its id, so that claims, drafts and due times stay true. What only waits beside the flow,
boundary events and event sub-processes, follows the new version: what it adds begins to wait, what it lacks
is withdrawn. A message or signal that has another name there is waited for anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from app.engine import snapshot as snapshots
from app.engine.catching import BoundaryEvent, EventSubProcess
from app.engine.definition import Definition
from app.engine.errors import Blocked, NotMigratable
from app.engine.gateways import Meeting
from app.engine.nodes import FlowNode
from app.engine.outcome import Outcome
from app.engine.repeating import MultiInstance
from app.engine.running import moved, translated
from app.engine.scopes import CallActivity
from app.engine.snapshot import Stored
from app.engine.tokens import Token
from app.engine.waiting import MessageRule, SignalRule
from app.engine.workflow import Process, Scope, Subprocess
from app.translating import N_

GONE = N_("The new version has no such element.")
ELSEWHERE = N_("In the new version the element stands in another sub-process or process.")
OTHER_KIND = N_("In the new version the element is of another kind.")
OTHER_CALL = N_("In the new version the element calls another process.")
NO_FLOW = N_("A branch already waits here, and the new version has no such way to the gateway.")

_NEVER = datetime(1, 1, 1, tzinfo=UTC)


def plan_migration(
    old: Definition, new: Definition, stored: Stored, mapping: Mapping[str, str]
) -> tuple[Blocked, ...]:
    """Why this instance of `old` cannot be moved to `new`; empty where it can.

    `mapping` is {id in the old version: id in the new version} of elements and sequence flows; what is not
    in it keeps its id. Raises SnapshotUnreadable.
    """
    move = _Move(snapshots.load(old, stored, _NEVER), new, mapping, _NEVER)
    return tuple(dict.fromkeys(move.blocked))


def migrate(
    old: Definition, new: Definition, stored: Stored, mapping: Mapping[str, str], *, now: datetime
) -> Outcome:
    """The instance on the new version; raises NotMigratable, StepFailed and SnapshotUnreadable."""
    move = _Move(snapshots.load(old, stored, now), new, mapping, now)
    if move.blocked:
        raise NotMigratable(tuple(dict.fromkeys(move.blocked)))
    with translated(move.process):
        move.adapt()
        return moved(move.process)


@dataclass
class _Move:
    """A process on the old version, and the same process on the new one."""

    old: Process
    new: Definition
    mapping: Mapping[str, str]
    now: datetime
    blocked: list[Blocked] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.process = self.new.instance(self.now)
        if self.old.parts is not None:
            self.old.gather_all()
            self.process.parts = self.old.parts.handed_to(self.process)
        self.process.completed = self.old.completed
        self._scopes: list[tuple[Scope, Scope]] = []
        for scope in self.old.scopes():
            self._scope(scope)

    def _scope(self, scope: Scope) -> None:
        """Restore a scope and its tokens on the new version."""
        target: Scope = self.process
        if isinstance(scope, Subprocess):
            holder = self.process.all_tokens.get(scope.token.id)
            if holder is None:
                return  # what holds it is blocked
            target = self.process.enter(holder, holder.task_spec.inner)
        target.data = scope.data
        self._scopes.append((scope, target))
        for token in scope.tokens():
            self._token(token, target)

    def _token(self, token: Token, scope: Scope) -> None:
        node = self._counterpart(token.task_spec, scope)
        if _is_beside(token):
            if node is not None and self._waits_there_too(token, node, scope):
                scope.restore(node, token.id, token._state, token.internal_data)
            else:
                self.process.stop_waiting(token)
        elif node is None:
            elsewhere = self._id(token.task_spec.bpmn_id) in self.new.elements
            self._block(token, ELSEWHERE if elsewhere else GONE)
        elif obstacle := self._obstacle(token, node):
            self._block(token, obstacle)
        else:
            moved = scope.restore(node, token.id, token._state, self._internal(token))
            if self.process.parts is not None and "apart" in moved.internal_data:
                self.process.parts.repetitions[token.id] = moved

    def _block(self, token: Token, sentence: str) -> None:
        self.blocked.append(Blocked(token.task_spec.bpmn_id, sentence))

    def _counterpart(self, node: FlowNode, scope: Scope) -> FlowNode | None:
        marker = node.name.removeprefix(node.bpmn_id)  # of an instance of a repetition
        found = scope.spec.task_specs.get(self._id(node.bpmn_id) + marker)
        return found if isinstance(found, FlowNode) else None

    def _id(self, old_id: str) -> str:
        return self.mapping.get(old_id, old_id)

    def _waits_there_too(self, token: Token, node: FlowNode, scope: Scope) -> bool:
        host = scope.tasks.get(token.internal_data.get("on", ""))
        attached = host is None or node in host.task_spec.boundaries
        return attached and _are_alike(token.task_spec, node) and not _is_renamed(token.task_spec, node)

    def _obstacle(self, token: Token, node: FlowNode) -> str:
        before = token.task_spec
        if not _are_alike(before, node):
            return OTHER_KIND
        if isinstance(before, CallActivity) and isinstance(node, CallActivity) and before.inner != node.inner:
            return OTHER_CALL
        if isinstance(node, Meeting) and self._id(token.internal_data["flow"]) not in node.incoming:
            return NO_FLOW
        return ""

    def _internal(self, token: Token) -> dict[str, object]:
        if "flow" not in token.internal_data:
            return token.internal_data
        return {**token.internal_data, "flow": self._id(token.internal_data["flow"])}

    def adapt(self) -> None:
        """Let begin what the new version adds, wait anew for what has another name, join what is complete."""
        for before, scope in self._scopes:
            if not any(_took_over(token) for token in scope.tokens()):
                known = {self._id(node.bpmn_id): node for node in before.spec.listeners}
                for node in _added(known, scope.spec.listeners):
                    scope.place(node)
            for old_token in before.tokens():
                if token := scope.tasks.get(old_token.id):
                    self._adapt(old_token.task_spec, token)

    def _adapt(self, before: FlowNode, token: Token) -> None:
        scope, node = token.workflow, token.task_spec
        if _is_renamed(before, node):
            internal = dict(token.internal_data)
            scope.withdraw(token)
            scope.place(node, **internal)
            return
        known = {self._id(boundary.bpmn_id): boundary for boundary in before.boundaries}
        for boundary in _added(known, node.boundaries):
            scope.place(boundary, on=token.id)
        if isinstance(node, Meeting) and node.meet(token):
            token._ready()


def _is_beside(token: Token) -> bool:
    """Whether this only waits for something to happen beside the flow."""
    node = token.task_spec
    return isinstance(node, BoundaryEvent) or (isinstance(node, EventSubProcess) and bool(node.awaits(token)))


def _took_over(token: Token) -> bool:
    """Whether an interrupting event sub-process has begun, so that no other listens any more."""
    node = token.task_spec
    return isinstance(node, EventSubProcess) and node.interrupting and node.awaits(token) is None


def _added(before: Mapping[str, FlowNode], now: list[FlowNode]) -> list[FlowNode]:
    """The waiting elements that the old version does not have, or that wait for something else there."""
    return [
        node
        for node in now
        if (old := before.get(node.bpmn_id)) is None or not _are_alike(old, node) or _is_renamed(old, node)
    ]


def _are_alike(old: FlowNode, new: FlowNode) -> bool:
    if type(old) is not type(new) or type(old.rule) is not type(new.rule):
        return False
    if isinstance(old, MultiInstance) and isinstance(new, MultiInstance):
        kept = (old.repetition.sequential, old.collects)
        return kept == (new.repetition.sequential, new.collects)
    return True


def _is_renamed(old: FlowNode, new: FlowNode) -> bool:
    """Whether the same element waits for a message or signal of another name."""
    named = MessageRule | SignalRule
    return isinstance(old.rule, named) and isinstance(new.rule, named) and old.rule.name != new.rule.name
