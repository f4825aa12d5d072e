"""The DMN Technology Compatibility Kit's way to ask for a decision.

A runner of the kit calls `evaluate` for each result that it knows; see docs/decisions.md.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from app.decisions import Model, decide, link, read
from app.feel import YearsMonths
from app.feel.budget import Run
from app.feel.far import FAR
from app.feel.temporal import parse as parse_temporal
from app.feel.writing import write

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)


def evaluate(model_xml_path: str, name: str, inputs: Mapping[str, object]) -> object:
    """The value of a decision, or of a decision service, of a file beside which its imports stand."""
    made = decide(model(Path(model_xml_path)), name, plain(inputs), now=NOW, far=True)  # type: ignore[arg-type]
    return written(made.value)


@cache
def model(path: Path) -> Model:
    """The file with all others of its folder."""
    others = sorted(each for each in path.parent.glob("*.dmn") if each != path)
    return link([read(each.read_bytes()) for each in (path, *others)])


class Written:
    """A value that Python has no type for, as FEEL writes it."""

    def __init__(self, value: object) -> None:
        self.text = write(value, Run())

    def __str__(self) -> str:
        return self.text


def written(value: object) -> object:
    """The value, with dates and durations that the runner compares by their text."""
    if isinstance(value, dict):
        return {key: written(each) for key, each in value.items()}
    if isinstance(value, list):
        return [written(each) for each in value]
    return Written(value) if type(value) in FAR else value


def plain(value: object) -> object:
    """What the runner hands in as plain data: durations of months and what it keeps as text among it."""
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    if type(value).__name__ == "YearsMonths":
        return YearsMonths(int(str(int(value))))  # type: ignore[call-overload]
    return parse_temporal(str(value)) if type(value).__name__ == "Raw" else value
