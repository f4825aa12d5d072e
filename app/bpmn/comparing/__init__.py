"""What differs between two versions of a diagram, in sentences that a municipality can read."""

from app.bpmn.comparing.comparing import compare
from app.bpmn.comparing.version import Titles, Version

__all__ = ["Titles", "Version", "compare"]
