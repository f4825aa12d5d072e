"""Moving an instance to another version of its diagram: each token to its element there, or why not.

What goes on keeps its id, so that claims, drafts and due times stay true. Boundary events and event
sub-processes that only the new version has begin to wait; those that it lacks are withdrawn.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from SpiffWorkflow.util.task import TaskState

from app.bpmn.findings import N_
from app.engine import snapshot as snapshots
from app.engine.definition import Definition
from app.engine.errors import Blocked, NotMigratable
from app.engine.events import BoundaryEvent, CatchEvent, EventSubProcess
from app.engine.gateways import Meeting
from app.engine.nodes import Activity, FlowNode
from app.engine.outcome import Outcome
from app.engine.repeating import MultiInstance
from app.engine.scopes import CallActivity, SubProcess
from app.engine.stepping import moved, translated
from app.engine.waiting import waits
from app.engine.workflow import Process, Scope, Subprocess, Token

GONE = N_("The new version has no such element.")
ELSEWHERE = N_("In the new version the element stands in another sub-process or process.")
OTHER_KIND = N_("In the new version the element is of another kind.")
OTHER_CALL = N_("In the new version the element calls another process.")
NO_FLOW = N_("A branch already waits here, and the new version has no such way to the gateway.")

_NEVER = datetime(1, 1, 1, tzinfo=UTC)


def plan_migration(
    old: Definition, new: Definition, snapshot: bytes, mapping: Mapping[str, str]
) -> tuple[Blocked, ...]:
    """Why this instance of `old` cannot be moved to `new`; empty where it can.

    `mapping` is {id in the old version: id in the new version} of elements and sequence flows; what is not
    in it keeps its id. Raises SnapshotUnreadable.
    """
    return tuple(_Move(snapshots.load(old, snapshot, _NEVER), new, mapping, _NEVER).blocked)


def migrate(
    old: Definition, new: Definition, snapshot: bytes, mapping: Mapping[str, str], *, now: datetime
) -> Outcome:
    """The instance on the new version; raises NotMigratable, StepFailed and SnapshotUnreadable."""
    process = snapshots.load(old, snapshot, now)
    move = _Move(process, new, mapping, now)
    if move.blocked:
        raise NotMigratable(move.blocked)
    with translated(move.process):
        move.adapt()
        return moved(move.process, waits(process))


@dataclass
class _Move:
    """A process of the old version and the same process on the new one."""

    old: Process
    new: Definition
    mapping: Mapping[str, str]
    now: datetime
    blocked: list[Blocked] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.process = self.new.instance(self.now)
        self._scopes: list[tuple[Scope, Scope]] = []
        for scope in self.old.scopes():
            self._scope(scope)

    def _scope(self, scope: Scope) -> None:
        """Restore a scope and its tokens on the new version."""
        target: Scope = self.process
        if isinstance(scope, Subprocess):
            holder = self.process.find(scope.token.id)
            if holder is None:
                return  # the activity around it is blocked
            node = holder.task_spec
            assert isinstance(node, SubProcess)
            target = self.process.enter(holder, node.inner)
        target.data = scope.data
        self._scopes.append((scope, target))
        for token in scope.tokens():
            self._token(token, target)

    def _token(self, token: Token, scope: Scope) -> None:
        node = self._counterpart(token.task_spec, scope)
        if _comes_and_goes(token):
            if node is not None and self._still_waits(token, node, scope):
                scope.restore(node, token.id, token._state, token.internal_data)
            return
        sentence = self._obstacle(token, node, scope)
        if sentence:
            self.blocked.append(Blocked(token.task_spec.bpmn_id, sentence))
        elif node is not None:
            scope.restore(node, token.id, token._state, self._internal(token))

    def _counterpart(self, node: FlowNode, scope: Scope) -> FlowNode | None:
        marker = "[]" if node.name != node.bpmn_id else ""
        found = scope.spec.task_specs.get(self._id(node.bpmn_id) + marker)
        return found if isinstance(found, FlowNode) else None

    def _id(self, old_id: str) -> str:
        return self.mapping.get(old_id, old_id)

    def _still_waits(self, token: Token, node: FlowNode, scope: Scope) -> bool:
        host = scope.tasks.get(token.internal_data.get("on", ""))
        attached = host is None or (
            isinstance(host.task_spec, Activity) and node in host.task_spec.boundaries
        )
        return attached and _alike(token.task_spec, node)

    def _obstacle(self, token: Token, node: FlowNode | None, scope: Scope) -> str:
        if node is None:
            return ELSEWHERE if self._id(token.task_spec.bpmn_id) in self.new.elements else GONE
        if not _alike(token.task_spec, node):
            return OTHER_KIND
        if isinstance(token.task_spec, CallActivity) and token.task_spec.inner != node.inner:
            return OTHER_CALL
        if isinstance(node, Meeting) and self._id(token.internal_data["flow"]) not in node.incoming:
            return NO_FLOW
        return ""

    def _internal(self, token: Token) -> dict[str, object]:
        flow = token.internal_data.get("flow")
        return {**token.internal_data, "flow": self._id(flow)} if flow else token.internal_data

    def adapt(self) -> None:
        """Let begin to wait what only the new version has, and go on where a join is complete now."""
        for before, scope in self._scopes:
            known = {self._id(node.bpmn_id) for node in before.spec.listeners}
            if not any(_took_over(token) for token in scope.tokens()):
                self._place(scope, [node for node in scope.spec.listeners if node.bpmn_id not in known])
            for token in scope.tokens():
                if isinstance(token.task_spec, Activity) and token.id in before.tasks:
                    self._watch(before.tasks[token.id].task_spec, token)

    def _watch(self, before: Activity, token: Token) -> None:
        known = {self._id(node.bpmn_id): node for node in before.boundaries}
        for node in token.task_spec.boundaries:
            if node.bpmn_id not in known or not _alike(known[node.bpmn_id], node):
                token.workflow.place(node, on=token.id)

    def _place(self, scope: Scope, nodes: list[FlowNode]) -> None:
        for node in nodes:
            scope.place(node)


def _comes_and_goes(token: Token) -> bool:
    """Whether this only waits for something to happen beside the flow."""
    node = token.task_spec
    return isinstance(node, BoundaryEvent) or (
        isinstance(node, EventSubProcess) and token.has_state(TaskState.WAITING)
    )


def _took_over(token: Token) -> bool:
    if not isinstance(token.task_spec, EventSubProcess) or _comes_and_goes(token):
        return False
    return bool(token.task_spec.interrupting)


def _alike(old: FlowNode, new: FlowNode) -> bool:
    if type(old) is not type(new):
        return False
    if isinstance(old, MultiInstance):
        return old.repetition.sequential == new.repetition.sequential
    if isinstance(old, CatchEvent | EventSubProcess):
        return type(old.rule) is type(new.rule)
    return True
