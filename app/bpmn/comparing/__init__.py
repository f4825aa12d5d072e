"""What differs between two versions of a diagram, in sentences that a municipality can read."""

from app.bpmn.comparing.comparing import compare
from app.bpmn.comparing.version import Surroundings, Version

__all__ = ["Surroundings", "Version", "compare"]
