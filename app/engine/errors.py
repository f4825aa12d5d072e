"""What can go wrong when a diagram is compiled or moved on. Nothing of SpiffWorkflow, FEEL or Monty leaks."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.bpmn import Problem


class EngineError(Exception):
    """The process could not be moved on."""


class Unpublishable(EngineError):
    """This diagram has problems that keep it from running."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.say(problem.sentence) for problem in self.problems))


class TaskNotOpen(EngineError):
    """This task is no longer open."""


class NobodyWaits(EngineError):
    """The process no longer waits for this."""


class NoSuchTarget(EngineError):
    """The process cannot be moved to this element."""


@dataclass(frozen=True, slots=True)
class Blocked:
    """Why an instance cannot be moved to another version."""

    element_id: str  #: in the version it runs on
    sentence: str  #: English, a gettext message id


class NotMigratable(EngineError):
    """This process cannot be moved to the other version."""

    def __init__(self, blocked: Sequence[Blocked]) -> None:
        self.blocked = tuple(blocked)
        super().__init__("; ".join(f"{block.element_id}: {block.sentence}" for block in self.blocked))


class SnapshotUnreadable(EngineError):
    """The stored state of the process does not fit this version of its diagram."""


class StepFailed(EngineError):
    """The process could not take its next step. The state before the step is still valid."""

    def __init__(self, element_id: str | None, cause: str, detail: str = "") -> None:
        """`cause` is a plain sentence, `detail` what a specialist wants to know (expression, error text)."""
        self.element_id = element_id
        self.cause = cause
        self.detail = detail
        super().__init__(cause)
