"""Real diagrams to compare and merge: the project's own, and those that others made where there are some."""

import os
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: Larger files are left to the few tests that want them.
_LARGEST = 40_000


def corpus() -> Path | None:
    """The folder of files that others made; None where there is none."""
    folder = Path(os.environ.get("POLKU_CORPUS") or ROOT.parent / "shared" / "corpora" / "public")
    return folder if folder.is_dir() else None


@cache
def diagrams() -> dict[str, bytes]:
    """Name → what is in the file."""
    own = [*(ROOT / "workflows" / "bpmn").rglob("*.bpmn"), ROOT / "tests" / "bpmn" / "files" / "whole.bpmn"]
    folder = corpus()
    others = folder.rglob("*.bpmn") if folder else []
    small = [path for path in others if path.stat().st_size < _LARGEST]
    return {f"{path.parent.name}/{path.stem}": path.read_bytes() for path in sorted([*own, *small])}


@cache
def seeds() -> dict[str, bytes]:
    """The project's own diagrams."""
    found = sorted((ROOT / "workflows" / "bpmn").rglob("*.bpmn"))
    return {f"{path.parent.name}/{path.stem}": path.read_bytes() for path in found}
