"""What can go wrong with an experiment."""


class ExperimentUnknown(LookupError):
    """There is no such experiment."""


class ExperimentFrozen(Exception):
    """This experiment is open to the municipalities: what they agree to does not change any more."""


class ExperimentNotOpen(Exception):
    """This experiment takes nobody in: it is still being written, or it has ended."""


class ExperimentUnfinished(ValueError):
    """Something is missing or out of bounds: fill in every field, and let it end after it begins."""


class AlreadyTakingPart(Exception):
    """Your municipality takes part already."""


class NotTakingPart(LookupError):
    """Your municipality does not take part in this experiment."""


class VersionsUnlike(ValueError):
    """Choose two versions that begin in the same way and ask citizens the same, of which one is live."""
