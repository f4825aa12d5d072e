"""What files cost that were built to hurt: processor time and memory of reading and checking each one.

    python -m bench.hostile

Each file is looked at in a process of its own. Its time is that of reading and checking alone; its memory is
the most the process had in use, Python and the product's code included.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bpmn.hostile import FILES

#: What may be used: seconds of the processor, megabytes.
SECONDS, MEGABYTES = 2.0, 200

_LOOK = """
import json, resource, sys, time
from app.bpmn import Unreadable, archives, check, read
source = open(sys.argv[1], "rb").read()
began = time.process_time()
try:
    found = archives.unpack(source) if sys.argv[1].endswith(".zip") else read(source)
    said = f"{len(check(found))} problems" if not isinstance(found, dict) else f"{len(found)} files"
except Unreadable as refusal:
    said = str(refusal)
seconds = time.process_time() - began
print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, said]))
"""


def main() -> None:
    """Print the table; fail where a file costs more than it may."""
    worst = [0.0, 0.0]
    with tempfile.TemporaryDirectory(prefix="polku-bench-") as folder:
        for number, (name, build) in enumerate(FILES.items()):
            path = Path(folder) / f"{number}{Path(name).suffix or '.bpmn'}"
            path.write_bytes(build())
            command = [sys.executable, "-c", _LOOK, str(path)]
            seconds, memory, said = json.loads(
                subprocess.run(command, capture_output=True, check=True).stdout
            )
            worst = [max(worst[0], seconds), max(worst[1], memory)]
            size = path.stat().st_size / 1e6
            print(f"{name:<34}{size:>6.1f} MB{seconds:>7.2f} s{memory:>6.0f} MB  {said[:60]}")
    print(f"worst: {worst[0]:.2f} s (of {SECONDS}), {worst[1]:.0f} MB (of {MEGABYTES})")
    sys.exit(worst[0] > SECONDS or worst[1] > MEGABYTES)


if __name__ == "__main__":
    main()
