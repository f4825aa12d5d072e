"""What can be wrong with a message."""


class EmptyMessage(ValueError):
    """Write something before you send."""


class MessageTooLong(ValueError):
    """The message is too long."""


class NobodyAsks(LookupError):
    """This question has been answered already, or is no longer open."""
