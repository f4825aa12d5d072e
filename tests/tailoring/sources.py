"""Real diagrams to compare and merge: the project's own, and those that others made where there are some."""

from functools import cache
from pathlib import Path

from tests.strangers import CORPUS

ROOT = Path(__file__).parents[2]
#: Larger files are left to the few tests that want them.
_LARGEST = 40_000


@cache
def diagrams() -> dict[str, bytes]:
    """Name → what is in the file."""
    own = [*(ROOT / "workflows" / "bpmn").rglob("*.bpmn"), ROOT / "tests" / "bpmn" / "files" / "whole.bpmn"]
    others = CORPUS.rglob("*.bpmn") if CORPUS else []
    small = [path for path in others if path.stat().st_size < _LARGEST]
    return {f"{path.parent.name}/{path.stem}": path.read_bytes() for path in sorted([*own, *small])}


@cache
def seeds() -> dict[str, bytes]:
    """The project's own diagrams."""
    found = sorted((ROOT / "workflows" / "bpmn").rglob("*.bpmn"))
    return {f"{path.parent.name}/{path.stem}": path.read_bytes() for path in found}
