"""What an operator does to an instance: skip, cancel, correct the variables."""

from collections.abc import Mapping
from datetime import datetime

from app.engine import snapshot as snapshots
from app.engine.catching import BoundaryEvent, EventSubProcess, StartEvent
from app.engine.definition import Definition
from app.engine.errors import NobodyWaits, NoSuchTarget
from app.engine.nodes import FlowNode
from app.engine.outcome import Outcome
from app.engine.running import given, moved, translated
from app.engine.snapshot import Stored
from app.engine.tokens import Token
from app.engine.variables import set_variable
from app.engine.workflow import Subprocess


def skip(
    definition: Definition, stored: Stored, token_id: str, target_element_id: str, *, now: datetime
) -> Outcome:
    """Leave the activity or event that waits under `token_id` (a task, job, timer, subscription or signal),
    and go on at the target, an element of the same scope or of one around it.

    What belongs to it goes too: its boundary events, the other instances of a repetition, the other events of
    an event-based gateway. Raises NobodyWaits, NoSuchTarget and StepFailed.
    """
    process = snapshots.load(definition, stored, now)
    if process.parts is not None:
        process.parts.bring(token_id)
    token = process.all_tokens.get(token_id)
    if token is None or isinstance(token.task_spec, EventSubProcess):
        raise NobodyWaits(token_id)
    place, target = _place(token, target_element_id)
    process.at_element = target.bpmn_id
    with translated(process):
        _leave(place)
        place.workflow.place(target)
        return moved(process)


def _place(token: Token, target_element_id: str) -> tuple[Token, FlowNode]:
    """The token to take away, and the element to go on at in its scope."""
    while True:
        internal, scope = token.internal_data, token.workflow
        token = scope.tasks.get(internal.get("on", ""), token)
        token = scope.tasks.get(token.internal_data.get("of", ""), token)
        target = scope.spec.task_specs.get(target_element_id)
        if isinstance(target, FlowNode) and _can_begin_at(target):
            return token, target
        if not isinstance(scope, Subprocess):
            raise NoSuchTarget(target_element_id)
        token = scope.token


def _can_begin_at(node: FlowNode) -> bool:
    return not isinstance(node, StartEvent | BoundaryEvent | EventSubProcess)


def _leave(token: Token) -> None:
    scope = token.workflow
    for other in (token, *scope.hanging(token.internal_data.get("race", ""))):
        scope.withdraw(other)


def cancel(definition: Definition, stored: Stored, *, now: datetime) -> Outcome:
    """End the instance: everything that waits is withdrawn, and no end event is reached."""
    process = snapshots.load(definition, stored, now)
    process.finish()
    return moved(process)


def set_data(
    definition: Definition, stored: Stored, changes: Mapping[str, object], *, now: datetime
) -> Outcome:
    """Set variables of the process; raises StepFailed for `case` and for what is no plain data."""
    process = snapshots.load(definition, stored, now)
    with translated(process):
        for name, value in given(process, changes).items():
            set_variable(process, name, value)
        return moved(process)
