"""Diagrams running: SpiffWorkflow behind a small surface of values. Only app.processes may use it.

A step takes a compiled Definition and a snapshot and returns an Outcome; nothing else changes. Every
exception is an EngineError, and after one the old snapshot is still the state of the instance.
"""

from app.engine.compiling import compile_definition
from app.engine.definition import Definition, Element, Start
from app.engine.errors import (
    EngineError,
    NobodyWaits,
    SnapshotUnreadable,
    StepFailed,
    TaskNotOpen,
    Unpublishable,
)
from app.engine.outcome import (
    OpenedTask,
    Outcome,
    Passed,
    ServiceJob,
    Subscription,
    Thrown,
    Timer,
)
from app.engine.stepping import complete_task, deliver, finish_job, fire_timer, start, task_data

__all__ = [
    "Definition",
    "Element",
    "EngineError",
    "NobodyWaits",
    "OpenedTask",
    "Outcome",
    "Passed",
    "ServiceJob",
    "SnapshotUnreadable",
    "Start",
    "StepFailed",
    "Subscription",
    "TaskNotOpen",
    "Thrown",
    "Timer",
    "Unpublishable",
    "compile_definition",
    "complete_task",
    "deliver",
    "finish_job",
    "fire_timer",
    "start",
    "task_data",
]
