"""What can be wrong with a case that somebody names."""


class CaseNotFound(LookupError):
    """There is no such case, or it is not yours to see."""


class CaseClosed(Exception):
    """The case is closed; nothing more can be done in it."""
