"""What can go wrong before joining."""


class UnknownTheme(LookupError):
    """The interview has no such page."""


class AnswersFirst(Exception):
    """Answer the interview yourself first: then you see what the others said."""


class WindowBackwards(ValueError):
    """The last day is before the first one."""


class WindowUnknown(LookupError):
    """There is no such period in your calendar."""


class StepUnknown(LookupError):
    """The plan has no such step."""


class StepUnsaid(ValueError):
    """Say what is to be done."""


class ReviewUnknown(LookupError):
    """There is no review of this change."""


class ReviewUnsaid(ValueError):
    """Say whether the change helped."""
