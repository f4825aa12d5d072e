"""What can go wrong with a draft of a process."""

from datetime import datetime


class DraftNotFound(LookupError):
    """There is no such draft. It may have been published or discarded."""


class DraftChanged(Exception):
    """Someone else saved this draft in the meantime. What you have drawn was not saved over it."""

    def __init__(self, by: str, at: datetime, version: int) -> None:
        super().__init__(f"{by}, {at.isoformat()}")
        self.by = by
        self.at = at
        self.version = version  #: of the draft as it is now


class DraftPublished(Exception):
    """This draft was published in the meantime. Keep what you have drawn as a draft of its own."""


class NoDiagramInFiles(ValueError):
    """There is no diagram among these files. Add a file that ends in .bpmn."""


class DraftTooLarge(ValueError):
    """This is too large for a draft. Diagrams and forms together have at most 2.5 MB and 40 files."""


class SaveNotFound(LookupError):
    """There is no such save in the history of this draft."""


class OtherLevel(Exception):
    """This draft changes texts or parameters and nothing else. Begin a draft of the diagram for the rest."""


class MomentPassed(ValueError):
    """This moment has passed. Choose one that is still to come, or let it go live at once."""


class SecondPairNeeded(Exception):
    """Somebody who has not changed this draft has to publish it."""


class CommentEmpty(ValueError):
    """Write what you want to say."""


class CommentNotFound(LookupError):
    """There is no such comment."""
