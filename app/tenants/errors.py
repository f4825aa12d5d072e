"""What can be wrong with a municipality or a service that somebody names."""


class UnknownTenant(LookupError):
    """There is no such municipality here."""


class UnknownService(LookupError):
    """This municipality has no such service."""


class ServiceClosed(Exception):
    """This service is closed at the moment."""


class SignInNeeded(Exception):
    """You need to sign in to use this service."""
