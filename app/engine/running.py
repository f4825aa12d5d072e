"""Moving a process on until everything waits: run, prove that something does, tell what happened."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from SpiffWorkflow.util.task import TaskState

from app import plain
from app.engine import snapshot as snapshots
from app.engine.errors import EngineError, StepFailed
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
from app.engine.repeating import MultiInstance
from app.engine.waiting import ConditionRule
from app.engine.workflow import Process


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
