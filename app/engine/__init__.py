"""Diagrams running: SpiffWorkflow behind a small surface of values. Only app.processes may use it.

A step takes a compiled Definition and a snapshot and returns an Outcome; nothing else changes. Every
exception is an EngineError, and after one the old snapshot is still the state of the instance.
"""

from app.engine.asking import Answer, Decide, Undecided
from app.engine.compiling import compile_definition
from app.engine.definition import Definition, Element, Start, StartTimer
from app.engine.errors import (
    Blocked,
    EngineError,
    NobodyWaits,
    NoSuchTarget,
    NotMigratable,
    SnapshotUnreadable,
    StepFailed,
    TaskNotOpen,
    Unpublishable,
)
from app.engine.intervening import cancel, set_data, skip
from app.engine.migrating import migrate, plan_migration
from app.engine.outcome import (
    Decided,
    OpenedTask,
    Outcome,
    Passed,
    ServiceJob,
    Signalled,
    SignalWait,
    Subscription,
    Thrown,
    Timer,
)
from app.engine.parts import Shelf, State
from app.engine.snapshot import Stored
from app.engine.starting import next_start
from app.engine.stepping import (
    complete_task,
    deliver,
    finish_job,
    fire_timer,
    judge_task,
    signal,
    start,
    task_data,
    throw_error,
    whole,
)

__all__ = [
    "Answer",
    "Blocked",
    "Decide",
    "Decided",
    "Definition",
    "Element",
    "EngineError",
    "NoSuchTarget",
    "NobodyWaits",
    "NotMigratable",
    "OpenedTask",
    "Outcome",
    "Passed",
    "ServiceJob",
    "Shelf",
    "SignalWait",
    "Signalled",
    "SnapshotUnreadable",
    "Start",
    "StartTimer",
    "State",
    "StepFailed",
    "Stored",
    "Subscription",
    "TaskNotOpen",
    "Thrown",
    "Timer",
    "Undecided",
    "Unpublishable",
    "cancel",
    "compile_definition",
    "complete_task",
    "deliver",
    "finish_job",
    "fire_timer",
    "judge_task",
    "migrate",
    "next_start",
    "plan_migration",
    "set_data",
    "signal",
    "skip",
    "start",
    "task_data",
    "throw_error",
    "whole",
]
