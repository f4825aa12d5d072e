"""What an instance waits for: people, messages, moments and workers."""

from dataclasses import dataclass, field

from SpiffWorkflow.util.task import TaskState

from app.engine.events import CatchEvent, EventSubProcess, MessageRule, TimerRule
from app.engine.tasks import ServiceTask
from app.engine.workflow import Process, Token


@dataclass(slots=True)
class Waits:
    """Ids of everything that is waited for, in the order of the tokens."""

    tasks: list[str] = field(default_factory=list)
    timers: list[str] = field(default_factory=list)
    subscriptions: list[str] = field(default_factory=list)
    jobs: list[str] = field(default_factory=list)


def waits(process: Process) -> Waits:
    """What the process waits for now."""
    found = Waits()
    for scope in process.scopes():
        for token in scope.tokens():
            if is_task(token):
                found.tasks.append(token.id)
            elif is_timer(token):
                found.timers.append(token.id)
            elif is_subscription(token):
                found.subscriptions.append(token.id)
            elif is_job(token):
                found.jobs.append(token.id)
    return found


def is_task(token: Token) -> bool:
    """Whether a person has to do something."""
    return bool(token.task_spec.manual) and token.has_state(TaskState.READY)


def is_subscription(token: Token) -> bool:
    """Whether a message is waited for."""
    return _waits_by(token, MessageRule)


def is_timer(token: Token) -> bool:
    """Whether a moment is waited for."""
    return _waits_by(token, TimerRule)


def is_job(token: Token) -> bool:
    """Whether a worker has to do something."""
    return isinstance(token.task_spec, ServiceTask) and token.has_state(TaskState.STARTED)


def _waits_by(token: Token, rule: type[MessageRule] | type[TimerRule]) -> bool:
    node = token.task_spec
    return (
        isinstance(node, CatchEvent | EventSubProcess)
        and token.has_state(TaskState.WAITING)
        and isinstance(node.rule, rule)
    )


def stands_still(process: Process) -> str | None:
    """Id of an element where the process is stuck, when nothing in it can ever move on; else None."""
    if process.completed:
        return None
    tokens = [token for scope in process.scopes() for token in scope.tokens()]
    if any(_can_move(token) for token in tokens):
        return None
    stuck = [token.task_spec.bpmn_id for token in tokens if token.has_state(TaskState.WAITING)]
    return str(stuck[0] if stuck else process.at)


def _can_move(token: Token) -> bool:
    waits_for = is_task(token) or is_job(token) or is_timer(token) or is_subscription(token)
    return waits_for and token.task_spec.keeps_open(token)
