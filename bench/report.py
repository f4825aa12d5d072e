"""The result: a table to read, and bench/results.json to compare by."""

import json
import os
import platform
import statistics
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.contenders import ENGINE, WRITE, Contender

RESULTS = Path(__file__).parent / "results.json"

HEAD = (
    f"{'':38}{'storage':12}{'CPU ms':>8}{'p50 ms':>8}{'p95 ms':>8}{'SQL':>6}{'commits':>9}"
    f"{'× engine':>10}{'× write':>9}"
)


def rows(contenders: Sequence[Contender]) -> list[dict[str, Any]]:
    """One row an operation; ratios are medians over blocks that ran in the same round."""
    by_name = {each.name: each for each in contenders}
    return [_row(each, by_name[ENGINE], by_name[WRITE]) for each in contenders]


def table(found: Sequence[dict[str, Any]]) -> str:
    """The rows as text."""
    lines = [
        "{operation:38}{storage:12}{cpu_ms:8.2f}{p50_ms:8.1f}{p95_ms:8.1f}{statements:6g}{commits:9g}"
        "{times_engine:10.1f}{times_write:9.1f}".format(**row)
        for row in found
    ]
    return "\n".join([HEAD, *lines])


def write(found: Sequence[dict[str, Any]], seconds: float) -> Path:
    """Keep the rows with what they were measured on."""
    machine = {
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": [round(each, 2) for each in os.getloadavg()],
        "seconds": round(seconds, 1),
        "versions": {name: version(name) for name in ("SpiffWorkflow", "Flask", "SQLAlchemy", "gunicorn")},
    }
    RESULTS.write_text(json.dumps({"machine": machine, "operations": found}, indent=2) + "\n")
    return RESULTS


def _row(each: Contender, engine: Contender, bare: Contender) -> dict[str, Any]:
    percentiles = statistics.quantiles(each.times, n=20)
    return {
        "operation": each.name,
        "storage": each.storage,
        "cpu_ms": round(each.median_cpu, 3),
        "cpu_ms_by_block": [round(ms, 3) for ms in each.cpu],
        "p50_ms": round(percentiles[9], 2),
        "p95_ms": round(percentiles[18], 2),
        "statements": round(each.statements, 2),
        "commits": round(each.commits, 2),
        "times_engine": round(_ratio(each, engine), 2),
        "times_write": round(_ratio(each, bare), 2),
    }


def _ratio(each: Contender, floor: Contender) -> float:
    return statistics.median(ours / theirs for ours, theirs in zip(each.cpu, floor.cpu, strict=True))
