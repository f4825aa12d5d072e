"""Events that make something happen: outside, in other instances, or further out in the same one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from app.bpmn import Element
from app.engine.errors import StepFailed
from app.engine.nodes import FlowNode, Mappings
from app.engine.outcome import Signalled
from app.engine.specs import ProcessSpec
from app.engine.tasks import Work, tell
from app.engine.tokens import Token
from app.engine.variables import local
from app.engine.waiting import ErrorRule, EscalationRule, SignalRule
from app.engine.workflow import Process, Subprocess


class Effect(Protocol):
    """What a throwing event does."""

    def happen(self, node: FlowNode, token: Token) -> None:
        """Let it happen; the token may be gone afterwards."""


@dataclass(frozen=True, slots=True)
class Tell:
    """A message to the outside."""

    work: Work

    def happen(self, node: FlowNode, token: Token) -> None:
        tell(node, token, self.work)


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal to everybody who waits for it, with the event's inputs and nothing else."""

    name: str

    def happen(self, node: FlowNode, token: Token) -> None:
        payload = dict(local(token))
        token.workflow.top.signalled.append(Signalled(node.bpmn_id, self.name, payload))
        broadcast(token.workflow.top, self.name, payload)


@dataclass(frozen=True, slots=True)
class Escalate:
    """Tells the nearest event around it that catches this escalation; where none does, nothing happens."""

    code: str

    def happen(self, node: FlowNode, token: Token) -> None:
        if catcher := _catcher(token, EscalationRule, self.code):
            catcher.task_spec.fire(catcher, dict(local(token)))


@dataclass(frozen=True, slots=True)
class Fail:
    """Ends the nearest scope around it that catches this error."""

    code: str

    def happen(self, node: FlowNode, token: Token) -> None:
        throw_error(token, self.code, local(token))


class Terminate:
    """Ends everything else in the scope."""

    def happen(self, node: FlowNode, token: Token) -> None:
        for other in token.workflow.tokens():
            if other is not token:
                token.workflow.withdraw(other)


class ThrowEvent(FlowNode):
    """An intermediate event: makes something happen, or only marks a point that was reached."""

    def __init__(
        self, process: ProcessSpec, element: Element, mappings: Mappings, effect: Effect | None
    ) -> None:
        super().__init__(process, element)
        self.mappings = mappings
        self.effect = effect

    def _run_hook(self, token: Token) -> bool:
        self.mappings.bring_in(token)
        self.mappings.keep(token, {})
        return True

    def _on_complete_hook(self, token: Token) -> None:
        token.workflow.top.passed.append(self.bpmn_id)
        if self.effect is not None:
            self.effect.happen(self, token)
        if token.id in token.workflow.tasks:
            self.go_on(token)


class EndEvent(ThrowEvent):
    """Where a token ends."""

    def _on_complete_hook(self, token: Token) -> None:
        token.workflow.top.ended.append(self.bpmn_id)
        super()._on_complete_hook(token)


def broadcast(process: Process, name: str, payload: Mapping[str, object]) -> bool:
    """Let every event that waits for this signal have it; whether one did."""
    waiting = [token for token in process.all_tokens.values() if _waits_for_signal(token, name)]
    for token in waiting:
        if token.id in process.all_tokens:  # else one before it has ended it
            token.task_spec.fire(token, payload)
    return bool(waiting)


def _waits_for_signal(token: Token, name: str) -> bool:
    rule = token.task_spec.awaits(token)
    return isinstance(rule, SignalRule) and rule.name == name


def throw_error(token: Token, code: str, payload: Mapping[str, object]) -> None:
    """End the nearest scope around the token that catches this error; raises StepFailed where none does."""
    catcher = _catcher(token, ErrorRule, code)
    if catcher is None:
        cause = f"The error “{code}” was thrown, and nothing catches it."
        raise StepFailed(token.task_spec.bpmn_id, cause)
    catcher.task_spec.fire(catcher, dict(payload))


def _catcher(token: Token, kind: type[ErrorRule | EscalationRule], code: str) -> Token | None:
    """The event that catches: the nearest, and at one place the one for the code before one for all."""
    for place in _places(token):
        rules = [(waiting, waiting.task_spec.awaits(waiting)) for waiting in place]
        caught = {rule.code: waiting for waiting, rule in reversed(rules) if isinstance(rule, kind)}
        found: Token | None = caught.get(code) or caught.get("")
        if found is not None:
            return found
    return None


def _places(token: Token) -> Iterator[list[Token]]:
    """What waits at the activity, then in the scope, then at the activity around the scope, and so on."""
    while True:
        scope = token.workflow
        yield scope.hanging(token.id)
        yield scope.hanging(token.internal_data.get("of", ""))
        others = (node for node in scope.spec.listeners if node is not token.task_spec)
        yield [waiting for node in others for waiting in scope.at(node)]
        if not isinstance(scope, Subprocess):
            return
        token = scope.token
