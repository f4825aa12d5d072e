"""What can be wrong with a file that somebody sends."""


class AttachmentRefused(ValueError):
    """This kind of file is not accepted. Send a PDF, a photo or an office document."""


class AttachmentTooLarge(ValueError):
    """The file is too large. At most 10 MB is accepted."""


class AttachmentEmpty(ValueError):
    """The file is empty."""


class TooManyAttachments(ValueError):
    """There are too many files. At most 20 are accepted."""


class AttachmentNotFound(LookupError):
    """There is no such file, or it is not yours to see."""
