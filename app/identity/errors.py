"""What can go wrong with who somebody is and what they may do."""


class IdentityError(Exception):
    """Something about who you are did not work."""


class WrongCredentials(IdentityError):
    """The user name or the password is not right."""


class TooManyAttempts(IdentityError):
    """There have been too many wrong attempts. Wait a moment, then try again."""


class PasswordTooShort(IdentityError):
    """A password needs at least 12 characters."""


class NotSignedIn(IdentityError):
    """You are not signed in, or your sign-in has expired."""


class NotPermitted(IdentityError):
    """You do not have the right to do this."""


class UnknownPerson(IdentityError):
    """There is no such person in this municipality."""
