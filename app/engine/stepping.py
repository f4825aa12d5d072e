"""The steps of an instance: each takes a snapshot and returns an Outcome, and changes nothing else."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

from SpiffWorkflow.util.task import TaskState

from app import plain
from app.engine import snapshot as snapshots
from app.engine.definition import Definition
from app.engine.errors import EngineError, NobodyWaits, StepFailed, TaskNotOpen
from app.engine.events import StartEvent
from app.engine.gateways import settle
from app.engine.outcome import Outcome, Passed
from app.engine.variables import CASE, visible
from app.engine.waiting import Waits, is_job, is_subscription, is_task, is_timer, stands_still, waits
from app.engine.workflow import Process, Token

#: Reading what is there needs no time.
_NEVER = datetime(1, 1, 1, tzinfo=UTC)


def start(
    definition: Definition,
    *,
    start: str,
    case: Mapping[str, object],
    payload: Mapping[str, object],
    now: datetime,
) -> Outcome:
    """Begin an instance at the start event `start`; the other start events stay silent.

    `payload` becomes the process's variables (or what the event's output mapping makes of it), `case` the
    variable of that name. Raises NobodyWaits for an unknown start event, and StepFailed.
    """
    process = definition.instance(now)
    node = process.spec.task_specs.get(start)
    if not isinstance(node, StartEvent):
        raise NobodyWaits(f"the process has no start event “{start}”")
    with translated(process):
        process.data = {CASE: given(process, case)}
        token = process.restore(node, "start", TaskState.FUTURE, {})
        node.mappings.keep(token, given(process, payload))
        process.listen()
        token._ready()
        return moved(process, Waits())


def complete_task(
    definition: Definition, snapshot: bytes, task_id: str, answers: Mapping[str, object], *, now: datetime
) -> Outcome:
    """A person has done a user task; raises TaskNotOpen when it is not open, and StepFailed."""
    process = snapshots.load(definition, snapshot, now)
    token = _waiting(process, task_id, is_task)
    if token is None:
        raise TaskNotOpen(task_id)
    return _go_on(process, token, lambda values: token.task_spec.done(token, values), answers)


def deliver(
    definition: Definition,
    snapshot: bytes,
    subscription_id: str,
    payload: Mapping[str, object],
    *,
    now: datetime,
) -> Outcome:
    """A message has come for a subscription; raises NobodyWaits when it is gone, and StepFailed."""
    process = snapshots.load(definition, snapshot, now)
    token = _waiting(process, subscription_id, is_subscription)
    if token is None:
        raise NobodyWaits(subscription_id)
    return _go_on(process, token, lambda values: token.task_spec.fire(token, values), payload)


def fire_timer(definition: Definition, snapshot: bytes, timer_id: str, *, now: datetime) -> Outcome:
    """A timer is due, whatever the time; raises NobodyWaits when it is gone, and StepFailed."""
    process = snapshots.load(definition, snapshot, now)
    token = _waiting(process, timer_id, is_timer)
    if token is None:
        raise NobodyWaits(timer_id)
    return _go_on(process, token, lambda values: token.task_spec.fire(token, values), {})


def finish_job(
    definition: Definition, snapshot: bytes, job_id: str, result: Mapping[str, object], *, now: datetime
) -> Outcome:
    """A worker has done a service task; raises NobodyWaits when nobody waits for it, and StepFailed."""
    process = snapshots.load(definition, snapshot, now)
    token = _waiting(process, job_id, is_job)
    if token is None:
        raise NobodyWaits(job_id)
    return _go_on(process, token, lambda values: token.task_spec.done(token, values), result)


def signal(
    definition: Definition, snapshot: bytes, signal_name: str, payload: Mapping[str, object], *, now: datetime
) -> Outcome:
    """A signal was thrown elsewhere: everybody here who waits for its name has it.

    Raises NobodyWaits when nobody does, and StepFailed.
    """
    snapshots.load(definition, snapshot, now)
    raise NobodyWaits(signal_name)


def task_data(definition: Definition, snapshot: bytes, task_id: str) -> Mapping[str, object]:
    """The variables that an open task's form may show, the task's own inputs in front.

    Raises TaskNotOpen when the task is not open.
    """
    process = snapshots.load(definition, snapshot, _NEVER)
    token = _waiting(process, task_id, is_task)
    if token is None:
        raise TaskNotOpen(task_id)
    return dict(visible(token))


def _waiting(process: Process, token_id: str, waits_so: Callable[[Token], bool]) -> Token | None:
    token = process.find(token_id)
    return token if token is not None and waits_so(token) else None


def _go_on(
    process: Process,
    token: Token,
    act: Callable[[dict[str, object]], None],
    values: Mapping[str, object],
) -> Outcome:
    before = waits(process)
    process.at = token.task_spec.bpmn_id
    with translated(process):
        act(given(process, values))
        return moved(process, before)


def given(process: Process, values: Mapping[str, object]) -> dict[str, object]:
    """A deep copy, so that nobody outside shares data with the case."""
    try:
        copied = plain.copy(values)
    except plain.NotPlain as error:
        raise StepFailed(
            process.at, "The data holds a value that cannot be kept in a case.", str(error)
        ) from error
    return copied if isinstance(copied, dict) else {}


@contextmanager
def translated(process: Process) -> Iterator[None]:
    """Whatever goes wrong becomes a StepFailed at the element that is being worked on."""
    try:
        yield
    except EngineError:
        raise
    except Exception as error:
        detail = f"{type(error).__name__}: {error}"
        raise StepFailed(process.at, "The engine could not pass this element.", detail) from error


def _run(process: Process) -> None:
    """Move every token until it waits or ends."""
    moving = True
    while moving:
        while process.queue:
            token = process.queue.popleft()
            if token.has_state(TaskState.READY):
                process.spend(token)
                token.run()
        moving = any(settle(scope) for scope in process.scopes())


def moved(process: Process, before: Waits) -> Outcome:
    """Run until everything waits, prove that something does, and tell what happened since `before`."""
    _run(process)
    # SpiffWorkflow would call a process without a ready task complete.
    if stuck := stands_still(process):
        cause = "The process stopped here: nothing is left that could move it on."
        raise StepFailed(stuck, cause)
    return _outcome(process, before, waits(process))


def _outcome(process: Process, before: Waits, after: Waits) -> Outcome:
    return Outcome(
        snapshot=snapshots.dump(process),
        finished=process.completed,
        ended_at=tuple(process.ended),
        data=process.data,
        opened=tuple(process.opened[key] for key in after.tasks if key in process.opened),
        closed=_gone(before.tasks, after.tasks),
        timers=tuple(process.timers[key] for key in after.timers if key in process.timers),
        timers_gone=_gone(before.timers, after.timers),
        subscriptions=tuple(
            process.subscriptions[key] for key in after.subscriptions if key in process.subscriptions
        ),
        subscriptions_gone=_gone(before.subscriptions, after.subscriptions),
        jobs=tuple(process.jobs[key] for key in after.jobs if key in process.jobs),
        jobs_gone=_gone(before.jobs, after.jobs),
        thrown=tuple(process.thrown),
        passed=tuple(Passed(element_id) for element_id in process.passed),
    )


def _gone(before: list[str], after: list[str]) -> tuple[str, ...]:
    still = set(after)
    return tuple(key for key in before if key not in still)
