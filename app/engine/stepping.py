"""The steps of an instance: each takes its stored state and returns an Outcome, and changes nothing else."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from SpiffWorkflow.util.task import TaskState

from app import plain
from app.engine import snapshot as snapshots
from app.engine.catching import StartEvent
from app.engine.definition import Definition
from app.engine.errors import EngineError, NobodyWaits, StepFailed, TaskNotOpen
from app.engine.outcome import (
    OpenedTask,
    Outcome,
    Passed,
    ServiceJob,
    SignalWait,
    Subscription,
    Timer,
    Wait,
)
from app.engine.parts import Parts, State
from app.engine.repeating import MultiInstance
from app.engine.snapshot import Stored
from app.engine.stored import Variables
from app.engine.throwing import broadcast
from app.engine.throwing import throw_error as throw
from app.engine.tokens import Token
from app.engine.variables import CASE, visible
from app.engine.waiting import ConditionRule
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
    process = snapshots.load(definition, stored, now)
    token = _waiting(process, subscription_id, Subscription)
    if token is None:
        raise NobodyWaits(subscription_id)
    return _go_on(process, token, lambda values: token.task_spec.fire(token, values), payload)


def fire_timer(definition: Definition, stored: Stored, timer_id: str, *, now: datetime) -> Outcome:
    """A timer is due, whatever the time; raises NobodyWaits when it is gone, and StepFailed."""
    process = snapshots.load(definition, stored, now)
    token = _waiting(process, timer_id, Timer)
    if token is None:
        raise NobodyWaits(timer_id)
    return _go_on(process, token, lambda values: token.task_spec.fire(token, values), {})


def finish_job(
    definition: Definition, stored: Stored, job_id: str, result: Mapping[str, object], *, now: datetime
) -> Outcome:
    """A worker has done a service task; raises NobodyWaits when nobody waits for it, and StepFailed."""
    process = snapshots.load(definition, stored, now)
    token = _waiting(process, job_id, ServiceJob)
    if token is None:
        raise NobodyWaits(job_id)
    return _go_on(process, token, lambda values: token.task_spec.done(token, values), result)


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
    process = snapshots.load(definition, stored, now)
    token = _waiting(process, job_id, ServiceJob)
    if token is None:
        raise NobodyWaits(job_id)
    return _go_on(process, token, lambda values: throw(token, code, values), payload)


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
    token = _waiting(process, task_id, OpenedTask)
    if token is None:
        raise TaskNotOpen(task_id)
    return token


def _done(token: Token, answers: Mapping[str, object]) -> Outcome:
    return _go_on(token.workflow.top, token, lambda values: token.task_spec.done(token, values), answers)


def _waiting(process: Process, token_id: str, kind: type[Wait]) -> Token | None:
    if process.parts is not None and token_id not in process.all_tokens:
        process.parts.bring(token_id)
    token = process.all_tokens.get(token_id)
    return token if token is not None and token.task_spec.waits_for(token) is kind else None


def _go_on(
    process: Process,
    token: Token,
    act: Callable[[dict[str, object]], None],
    values: Mapping[str, object],
) -> Outcome:
    process.at_element = token.task_spec.bpmn_id
    with translated(process):
        act(given(process, values))
        return moved(process)


def given(process: Process, values: Mapping[str, object]) -> dict[str, object]:
    """A deep copy, so that nobody outside shares data with the case."""
    try:
        copied = plain.copy(values)
    except plain.NotPlain as error:
        raise StepFailed(
            process.at_element, "The data holds a value that cannot be kept in a case.", str(error)
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
        raise StepFailed(process.at_element, "The engine could not pass this element.", detail) from error


def moved(process: Process) -> Outcome:
    """Run until everything waits, prove that something does, and tell what happened."""
    _run(process)
    # SpiffWorkflow would call a process without a ready task complete.
    if not process.completed and (stuck := _stuck(process)) is not None:
        cause = "The process stopped here: nothing is left that could move it on."
        raise StepFailed(stuck or process.at_element, cause)
    return _outcome(process)


def _run(process: Process) -> None:
    """Move every token until it waits or ends."""
    moving = True
    while moving:
        while process.queue:
            _notice(process)
            token = process.queue.popleft()
            if token.has_state(TaskState.READY):
                process.spend(token)
                token.run()
        moving = _stirred(process, "join") or _stirred(process, "condition")


def _notice(process: Process) -> None:
    """See which conditions have come true: one may be false again before its turn comes."""
    if process.changed:
        process.changed = False
        for token in process.restless["condition"].values():
            process.turn_to(token)
            rule = token.task_spec.awaits(token)
            if isinstance(rule, ConditionRule) and token.has_state(TaskState.WAITING):
                rule.look(token)


def _stirred(process: Process, what: str) -> bool:
    """Let go on what it is time for; whether there was anything."""
    restless, moving = process.restless[what], False
    for token in list(restless.values()):
        process.turn_to(token)
        if token.id in restless and token.task_spec.stir(token):
            moving = True
    return moving


def _stuck(process: Process) -> str | None:
    """Id of an element where the process is stuck when nothing can ever move it on; None where something can.

    What only listens counts where the process waits for a condition, which it may make true.
    """
    listens = conditional = False
    for token in reversed(process.all_tokens.values()):  # the youngest are the innermost
        node = token.task_spec
        if isinstance(node, MultiInstance) and node.rests(token):
            return None
        if node.waits_for(token) is not None:
            if node.keeps_open(token):
                return None
            listens = True
        conditional = conditional or isinstance(node.awaits(token), ConditionRule)
    if listens and conditional:
        return None
    tokens = process.all_tokens.values()
    return next((token.task_spec.bpmn_id for token in tokens if token.has_state(TaskState.WAITING)), "")


def _outcome(process: Process) -> Outcome:
    begun: defaultdict[type[Wait], list[Any]] = defaultdict(list)
    over: defaultdict[type[Wait], list[str]] = defaultdict(list)
    for wait in process.begun.values():
        begun[type(wait)].append(wait)
    for token_id, kind in process.over.items():
        over[kind].append(token_id)
    snapshot, apart = snapshots.dump(process)
    return Outcome(
        snapshot=snapshot,
        parts=apart.new,
        parts_gone=apart.gone,
        finished=process.completed,
        ended_at=tuple(process.ended),
        data=process.data,
        opened=tuple(begun[OpenedTask]),
        closed=tuple(over[OpenedTask]),
        timers=tuple(begun[Timer]),
        timers_gone=tuple(over[Timer]),
        subscriptions=tuple(begun[Subscription]),
        subscriptions_gone=tuple(over[Subscription]),
        jobs=tuple(begun[ServiceJob]),
        jobs_gone=tuple(over[ServiceJob]),
        signals=tuple(begun[SignalWait]),
        signals_gone=tuple(over[SignalWait]),
        thrown=tuple(process.thrown),
        signalled=tuple(process.signalled),
        decided=tuple(process.decided),
        passed=tuple(Passed(element_id) for element_id in process.passed),
    )
