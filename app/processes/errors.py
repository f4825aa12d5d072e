"""What can go wrong when a process is moved or published."""


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
