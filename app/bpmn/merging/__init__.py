"""Three versions of a diagram made into one."""

from app.bpmn.comparing import Version
from app.bpmn.merging.applying import Applying
from app.bpmn.merging.decided import Decided
from app.bpmn.merging.finishing import finish

__all__ = ["Decided", "merged"]


def merged(base: Version, ours: Version, theirs: Version, decided: Decided) -> bytes:
    """Our file with what was decided to be taken from theirs; `base` was the guide of the other two."""
    applying = Applying(base, ours, theirs, decided)
    applying.run()
    return finish(applying)
