"""The steps of an instance: each takes its stored state and returns an Outcome, and changes nothing else."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from SpiffWorkflow.util.task import TaskState

from app.engine import snapshot as snapshots
from app.engine.catching import StartEvent
from app.engine.definition import Definition
from app.engine.errors import NobodyWaits, TaskNotOpen
from app.engine.outcome import OpenedTask, Outcome, ServiceJob, Subscription, Timer, Wait
from app.engine.parts import Parts, State
from app.engine.running import given, moved, translated
from app.engine.snapshot import Stored
from app.engine.stored import Variables
from app.engine.throwing import broadcast
from app.engine.throwing import throw_error as throw
from app.engine.tokens import Token
from app.engine.variables import CASE, visible
from app.engine.workflow import Process

#: What a user task's data, as its form may show them, make of what was sent: its answers, or None.
Judge = Callable[[Mapping[str, object]], Mapping[str, object] | None]

#: Reading what is there needs no time.
_NEVER = datetime(1, 1, 1, tzinfo=UTC)


def start(
    definition: Definition,
    *,
    start: str,
    case: Mapping[str, object],
    payload: Mapping[str, object],
    now: datetime,
    in_parts: bool = False,
) -> Outcome:
    """Begin an instance at the start event `start`; the other start events stay silent. It is stored in parts
    if whoever keeps it can do that.

    `payload` becomes the process's variables (or what the event's output mapping makes of it), `case` the
    variable of that name. Raises NobodyWaits for an unknown start event, and StepFailed.
    """
    process = definition.instance(now)
    process.parts = Parts(process) if in_parts else None
    node = process.spec.task_specs.get(start)
    if not isinstance(node, StartEvent):
        raise NobodyWaits(f"the process has no start event “{start}”")
    with translated(process):
        process.data = Variables({CASE: given(process, case)})
        token = process.restore(node, "start", TaskState.FUTURE, {})
        node.mappings.keep(token, given(process, payload))
        process.listen()
        token._ready()
        return moved(process)


def complete_task(
    definition: Definition, stored: Stored, task_id: str, answers: Mapping[str, object], *, now: datetime
) -> Outcome:
    """A person has done a user task; raises TaskNotOpen when it is not open, and StepFailed."""
    token = _open(snapshots.load(definition, stored, now), task_id)
    return _done(token, answers)


def judge_task(
    definition: Definition, stored: Stored, task_id: str, judge: Judge, *, now: datetime
) -> Outcome | None:
    """As `complete_task`, with the answers that `judge` makes of the task's data; None where it makes none.

    What `judge` raises passes through.
    """
    token = _open(snapshots.load(definition, stored, now), task_id)
    answers = judge(dict(visible(token)))
    return None if answers is None else _done(token, answers)


def deliver(
    definition: Definition,
    stored: Stored,
    subscription_id: str,
    payload: Mapping[str, object],
    *,
    now: datetime,
) -> Outcome:
    """A message has come for a subscription; raises NobodyWaits when it is gone, and StepFailed."""
    token = _awaited(snapshots.load(definition, stored, now), subscription_id, Subscription)
    return _go_on(token, lambda values: token.task_spec.fire(token, values), payload)


def fire_timer(definition: Definition, stored: Stored, timer_id: str, *, now: datetime) -> Outcome:
    """A timer is due, whatever the time; raises NobodyWaits when it is gone, and StepFailed."""
    token = _awaited(snapshots.load(definition, stored, now), timer_id, Timer)
    return _go_on(token, lambda values: token.task_spec.fire(token, values), {})


def finish_job(
    definition: Definition, stored: Stored, job_id: str, result: Mapping[str, object], *, now: datetime
) -> Outcome:
    """A worker has done a service task; raises NobodyWaits when nobody waits for it, and StepFailed."""
    token = _awaited(snapshots.load(definition, stored, now), job_id, ServiceJob)
    return _go_on(token, lambda values: token.task_spec.done(token, values), result)


def throw_error(
    definition: Definition,
    stored: Stored,
    job_id: str,
    code: str,
    payload: Mapping[str, object],
    *,
    now: datetime,
) -> Outcome:
    """A worker could not do a service task for a reason the diagram knows: the BPMN error `code`.

    Raises NobodyWaits when nobody waits for the job, and StepFailed, also where nothing catches the error.
    """
    token = _awaited(snapshots.load(definition, stored, now), job_id, ServiceJob)
    return _go_on(token, lambda values: throw(token, code, values), payload)


def signal(
    definition: Definition, stored: Stored, signal_name: str, payload: Mapping[str, object], *, now: datetime
) -> Outcome:
    """A signal was thrown elsewhere: everybody here who waits for its name has it.

    Raises NobodyWaits when nobody does, and StepFailed.
    """
    process = snapshots.load(definition, stored, now)
    with translated(process):
        if not broadcast(process, signal_name, given(process, payload)):
            raise NobodyWaits(signal_name)
        return moved(process)


def task_data(definition: Definition, stored: Stored, task_id: str) -> Mapping[str, object]:
    """The variables that an open task's form may show, the task's own inputs in front.

    Raises TaskNotOpen when the task is not open.
    """
    return dict(visible(_open(snapshots.load(definition, stored, _NEVER), task_id)))


def whole(definition: Definition, state: State) -> bytes:
    """All of an instance as one snapshot; raises SnapshotUnreadable."""
    process = snapshots.load(definition, state, _NEVER)
    process.gather_all()
    if process.parts is None or not process.parts.brought:
        return state.snapshot
    process.parts = None
    return snapshots.dump(process)[0]


def _open(process: Process, task_id: str) -> Token:
    try:
        return _awaited(process, task_id, OpenedTask)
    except NobodyWaits:
        raise TaskNotOpen(task_id) from None


def _awaited(process: Process, token_id: str, kind: type[Wait]) -> Token:
    """The token that waits under this id; raises NobodyWaits."""
    if process.parts is not None and token_id not in process.all_tokens:
        process.parts.bring(token_id)
    token = process.all_tokens.get(token_id)
    if token is None or token.task_spec.waits_for(token) is not kind:
        raise NobodyWaits(token_id)
    return token


def _done(token: Token, answers: Mapping[str, object]) -> Outcome:
    return _go_on(token, lambda values: token.task_spec.done(token, values), answers)


def _go_on(token: Token, act: Callable[[dict[str, object]], None], values: Mapping[str, object]) -> Outcome:
    process = token.workflow.top
    process.at_element = token.task_spec.bpmn_id
    with translated(process):
        act(given(process, values))
        return moved(process)
