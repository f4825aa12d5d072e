"""Count the instructions of an operation, which no busy neighbour changes, and hold them to what was reached.

    python -m bench.instructions            # count, and fail when an operation costs 3 % more than it did
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
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
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
    ratios = {name: round(each / counted[FLOOR], 3) for name, each in counted.items() if name != FLOOR}
    reached = json.loads(REACHED.read_text()) if REACHED.exists() else {}
    for name, each in counted.items():
        was = f"(reached: {reached[name]:.2f})" if name in reached else ""
        print(f"{name:38}{each / 1e6:8.2f} million{ratios.get(name, 1):7.2f} × floor  {was}")
    if chosen.keep:
        REACHED.write_text(json.dumps(ratios, indent=2) + "\n")
        return 0
    dearer = [name for name, ratio in ratios.items() if ratio > reached.get(name, 0) * TOLERANCE]
    for name in dearer:
        print(f"“{name}” costs over 3 % more than what was reached.")
    return 1 if dearer else 0


def count(folder: Path) -> dict[str, float]:
    """Instructions of one request, by operation."""
    requests = WARM_UP + COUNTED
    floors.fill(folder / "floors.sqlite", requests)
    url = f"sqlite:///{folder / 'polku.sqlite'}"
    upgrade(url)
    (folder / "prepared.json").write_text(json.dumps(town.fill(url, requests).as_plain()))
    with ExitStack() as stack:
        children = [stack.enter_context(_under_valgrind(folder, what, url)) for what in ("floors", "polku")]
        return {name: each for child in children for name, each in _counted(folder, child)}


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


def _counted(folder: Path, child: "subprocess.Popen[str]") -> Iterator[tuple[str, float]]:
    """Switch counting on and off around each operation that the child announces."""
    assert child.stdin is not None
    assert child.stdout is not None
    dumps = 0
    for line in child.stdout:
        word, _, name = line.strip().partition(" ")
        _control(child, "--instr=on" if word == "begin" else "--instr=off")
        if word == "end":
            dumps += 1
            _control(child, "--dump")
            yield name, _total(folder / f"{child.pid}.{dumps}") / COUNTED
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
