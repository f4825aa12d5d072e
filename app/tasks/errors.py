"""What can keep somebody from doing a task."""


class TaskError(Exception):
    """Something keeps you from doing this task."""

    def __init__(self, name: str = "") -> None:
        super().__init__(name)
        self.name = name  #: of the person in the way, where there is one


class TaskNotFound(TaskError):
    """There is no such task, or it is not yours to see."""


class TaskAlreadyClaimed(TaskError):
    """Someone else is already working on this task."""


class TaskAlreadyDone(TaskError):
    """This task has been completed already, or the case no longer needs it."""


class TaskNotYours(TaskError):
    """This task belongs to a group you are not in."""


class NothingToAsk(TaskError):
    """This task has no way to ask the citizen for more information."""
