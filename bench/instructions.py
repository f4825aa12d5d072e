"""Count the instructions of an operation, which no busy neighbour changes, and hold them to what was reached.

    python -m bench.instructions            # count; fail at 3 % more, or at one SQL statement more
    python -m bench.instructions --keep     # count, and let this be what was reached

The figure of an operation is its ratio to the floor of bare Flask and SpiffWorkflow, counted in the same run
by callgrind, so it means the same on another machine and with another build of Python. Requests are handed
to the application directly; a server in front would cost both the same.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.cli.db import upgrade
from bench import floors, town
from bench.instructed import COUNTED, FLOOR, WARM_UP

REACHED = Path(__file__).parent / "instructions.json"
TOLERANCE = 1.03


def main() -> int:
    """Count, print, compare; 1 when an operation has become more expensive."""
    parser = argparse.ArgumentParser(prog="python -m bench.instructions")
    parser.add_argument("--keep", action="store_true", help="keep the ratios as what was reached")
    chosen = parser.parse_args()
    if shutil.which("valgrind") is None:
        print("Instructions are counted by valgrind, and there is none on this machine.", file=sys.stderr)
        return 1 if os.environ.get("CI") == "true" else 0
    with tempfile.TemporaryDirectory(prefix="polku-bench-") as folder:
        counted = count(Path(folder))
    floor = counted[FLOOR].instructions
    found = {name: each.beside(floor) for name, each in counted.items() if name != FLOOR}
    reached = json.loads(REACHED.read_text()) if REACHED.exists() else {}
    for name, each in counted.items():
        print(
            f"{name:36}{each.instructions / 1e6:8.2f} million{each.instructions / floor:7.2f} × floor"
            f"{each.statements:6g} statements{each.commits:4g} commits"
        )
    if chosen.keep:
        REACHED.write_text(json.dumps(found, indent=2) + "\n")
        return 0
    dearer = [name for name, each in found.items() if is_dearer(each, reached.get(name, {}))]
    for name in dearer:
        print(f"“{name}” costs more than what was reached: {reached.get(name)}.")
    return 1 if dearer else 0


@dataclass(frozen=True)
class Cost:
    """What one request costs."""

    instructions: float
    statements: float
    commits: float

    def beside(self, floor: float) -> dict[str, float]:
        """For the file: instructions as a ratio to the floor."""
        ratio = round(self.instructions / floor, 3)
        return {"times_floor": ratio, "statements": self.statements, "commits": self.commits}


def is_dearer(found: Mapping[str, float], reached: Mapping[str, float]) -> bool:
    """Whether an operation costs more than was reached; statements and commits are compared exactly."""
    return found["times_floor"] > reached.get("times_floor", 0) * TOLERANCE or any(
        found[name] > reached.get(name, 0) for name in ("statements", "commits")
    )


def count(folder: Path) -> dict[str, Cost]:
    """The cost of one request, by operation."""
    requests = WARM_UP + COUNTED
    floors.fill(folder / "floors.sqlite", requests)
    url = f"sqlite:///{folder / 'polku.sqlite'}"
    upgrade(url)
    (folder / "prepared.json").write_text(json.dumps(town.fill(url, requests).as_plain()))
    with ExitStack() as stack:
        children = [stack.enter_context(_under_valgrind(folder, what, url)) for what in ("floors", "polku")]
        return {name: cost for child in children for name, cost in _counted(folder, child)}


@contextmanager
def _under_valgrind(folder: Path, what: str, url: str) -> Iterator["subprocess.Popen[str]"]:
    settings = {
        "PYTHONHASHSEED": "0",
        "POLKU_DATABASE_URL": url,
        "POLKU_DEMO": "1",
        "POLKU_LOG_LEVEL": "INFO",
    }
    tool = ["valgrind", "--quiet", "--tool=callgrind", "--instr-atstart=no"]
    command = [*tool, f"--callgrind-out-file={folder}/%p", sys.executable, "-m", "bench.instructed"]
    with (folder / f"{what}.log").open("w") as log:
        child = subprocess.Popen(
            [*command, what, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env={**os.environ, **settings},
        )
        try:
            yield child
        finally:
            child.kill()
            child.wait()


def _counted(folder: Path, child: "subprocess.Popen[str]") -> Iterator[tuple[str, Cost]]:
    """Switch counting on and off around each operation that the child announces."""
    assert child.stdin is not None
    assert child.stdout is not None
    dumps = 0
    for line in child.stdout:
        word, _, told = line.strip().partition(" ")
        _control(child, "--instr=on" if word == "begin" else "--instr=off")
        if word == "end":
            dumps += 1
            _control(child, "--dump")
            name, statements, commits = told.split("\t")
            instructions = _total(folder / f"{child.pid}.{dumps}") / COUNTED
            yield name, Cost(instructions, float(statements), float(commits))
        child.stdin.write("\n")
        child.stdin.flush()


def _control(child: "subprocess.Popen[str]", what: str) -> None:
    subprocess.run(["callgrind_control", what, str(child.pid)], check=True, capture_output=True)


def _total(dump: Path) -> int:
    """The instructions of a dump."""
    line = next(line for line in dump.read_text().splitlines() if line.startswith("totals:"))
    return int(line.split()[1])


if __name__ == "__main__":
    sys.exit(main())
