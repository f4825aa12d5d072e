"""What can go wrong when a process is moved, published or rehearsed."""

from collections.abc import Sequence


class StoppedByIncident(Exception):
    """The case could not go on. The operator has been told, and nothing was lost."""

    def __init__(self, case_number: str, incident_id: str) -> None:
        super().__init__(case_number)
        self.case_number = case_number
        self.incident_id = incident_id


class NotPublished(LookupError):
    """This service has no published process yet."""


class UnknownVersion(LookupError):
    """There is no such version."""


class MovedMeanwhile(Exception):
    """Someone else has just moved this case. Open it again."""


class TrialRuns(Exception):
    """An experiment runs on this process. End it or leave it first: then something else can go live."""


class NoSuchStart(LookupError):
    """This service cannot be started in this way."""


class CannotMend(Exception):
    """The process cannot go on in this way. Nothing was changed."""

    def __init__(self, cause: str = "") -> None:
        super().__init__(cause)
        self.cause = cause  #: why not, a sentence


class NothingCorrected(ValueError):
    """Nothing was corrected. Change something, or retry it as it is."""


class UnknownMigration(LookupError):
    """There is no such migration."""


class NothingToMigrate(Exception):
    """All running cases are on this version already."""


class ScenariosDiffer(Exception):
    """A scenario of this process comes differently than expected. Correct it, or publish with a reason."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(", ".join(names))
        self.names = tuple(names)  #: of the scenarios


class NotRehearsable(Exception):
    """This draft has problems that keep it from being played. Correct them first."""


class RehearsalTooLong(ValueError):
    """This rehearsal has become too long. Take steps back, or begin anew."""


class NothingToKeep(ValueError):
    """There is nothing to keep yet. Begin the case and go on to where it shall be looked at."""


class UnknownScenario(LookupError):
    """There is no such scenario."""
