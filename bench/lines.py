"""The result: a table to read, and bench/results.json to compare by."""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.sides import Ratio, Side

RESULTS = Path(__file__).parent / "results.json"

#: The columns: a figure's name, its heading, its width and how it is written.
COLUMNS = (
    ("cpu_ms", "CPU ms", 9, ".2f"),
    ("p50_ms", "p50 ms", 9, ".1f"),
    ("p95_ms", "p95 ms", 9, ".1f"),
    ("statements", "SQL", 6, "g"),
    ("commits", "commits", 9, "g"),
    ("bytes", "bytes", 10, ",.0f"),
)


@dataclass(frozen=True)
class Size:
    """How much is done: enough for figures to keep, or little, to see that all runs."""

    quick: bool = False

    def of(self, full: int, quick: int) -> int:
        return quick if self.quick else full


@dataclass(frozen=True)
class Goal:
    """A target and what was reached."""

    of: str
    target: float
    found: float
    at_least: bool = False

    @property
    def reached(self) -> bool:
        return self.found >= self.target if self.at_least else self.found <= self.target

    def __str__(self) -> str:
        sign = "≥" if self.at_least else "≤"
        verdict = "reached" if self.reached else "MISSED"
        return f"{self.of} {sign} {_short(self.target)}: {_short(self.found)} {verdict}"


@dataclass(frozen=True)
class Line:
    """One thing that was measured."""

    what: str
    storage: str = ""
    figures: Mapping[str, float] = field(default_factory=dict)
    ratios: tuple[Ratio, ...] = ()
    goals: tuple[Goal, ...] = ()


def line(side: Side, *ratios: Ratio, goals: Sequence[Goal] = ()) -> Line:
    """What a side has shown."""
    return Line(side.name, side.storage, side.figures, ratios, tuple(goals))


def statements_and_commits(side: Side, statements: int, commits: int) -> tuple[Goal, Goal]:
    """That it takes no more of them."""
    found = side.figures
    return (
        Goal("SQL", statements, found["statements"]),
        Goal("commits", commits, found["commits"]),
    )


def table(found: Mapping[str, Sequence[Line]]) -> str:
    """All lines as text, with their targets, and at the end what was missed."""
    head = f"{'':12}{'':44}{'':11}" + "".join(f"{name:>{width}}" for _, name, width, _ in COLUMNS)
    rows = [_row(bench, each) for bench, lines in found.items() for each in lines]
    goals = [
        (bench, each.what, goal) for bench, lines in found.items() for each in lines for goal in each.goals
    ]
    missed = [f"    {bench} {what}: {goal}" for bench, what, goal in goals if not goal.reached]
    return "\n".join([head, *rows, f"{len(goals) - len(missed)} of {len(goals)} targets reached", *missed])


def _row(bench: str, each: Line) -> str:
    cells = "".join(
        f"{format(each.figures[key], form) if key in each.figures else '':>{width}}"
        for key, _, width, form in COLUMNS
    )
    rest = [f"{key} {_short(value)}" for key, value in each.figures.items() if key not in _KEYS]
    ratios = [f"{one.median:.2f} ({one.low:.2f}-{one.high:.2f}) × {one.to}" for one in each.ratios]
    below = [
        " " * 14 + text for text in ("; ".join(part) for part in (rest, ratios, map(str, each.goals))) if text
    ]
    return "\n".join([f"{bench:12}{each.what[:43]:44}{each.storage:11}{cells}", *below])


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 1_000 else f"{value:.4g}"


_KEYS = frozenset(key for key, *_ in COLUMNS)


def write(found: Mapping[str, Sequence[Line]], seconds: Mapping[str, float]) -> Path:
    """Keep the lines with what they were measured on; `seconds` is how long each bench took."""
    machine = {
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": [round(each, 2) for each in os.getloadavg()],
        "seconds": {name: round(each, 1) for name, each in seconds.items()},
        "versions": {name: version(name) for name in ("SpiffWorkflow", "Flask", "SQLAlchemy", "gunicorn")},
    }
    results = {bench: [_plain(each) for each in lines] for bench, lines in found.items()}
    RESULTS.write_text(
        json.dumps({"machine": machine, "results": results}, indent=2, ensure_ascii=False) + "\n"
    )
    return RESULTS


def _plain(each: Line) -> dict[str, Any]:
    ratios = [{key: _rounded(value) for key, value in one._asdict().items()} for one in each.ratios]
    goals = [{**asdict(goal), "found": _rounded(goal.found), "reached": goal.reached} for goal in each.goals]
    figures = {key: _rounded(value) for key, value in each.figures.items()}
    return {"what": each.what, "storage": each.storage, **figures, "times": ratios, "targets": goals}


def _rounded(value: Any) -> Any:
    return round(value, 3) if isinstance(value, float) else value
