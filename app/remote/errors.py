"""Why another system could not be asked."""


class Refused(ValueError):
    """This request cannot succeed however often it is made."""


class MethodUnknown(Refused):
    """The request is neither GET nor POST. Write one of them as its method."""


class AddressNotAllowed(Refused):
    """The municipality's processes may not ask this address. Correct it, or have it allowed."""


class AddressPrivate(Refused):
    """The address lies within a private network, and it is not marked as such among the allowed ones."""


class RequestTooLarge(Refused):
    """The request carries more than 1 MB. Send less, or send where to find it."""


class AddressMoved(Refused):
    """The other system says that the address has moved; nobody is followed elsewhere. Write the new one."""


class RequestRejected(Refused):
    """The other system rejected the request. What it said stands below."""


class AnswerTooLarge(Refused):
    """The answer has more than 1 MB. Ask for less."""


class AnswerUnreadable(Refused):
    """The answer cannot be read as data. Ask for JSON or plain text that is not compressed."""


class Unavailable(OSError):
    """The other system did not answer in time, or said that it is in trouble."""
