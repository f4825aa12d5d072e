"""Measure what Polku costs: everything, which bench/results.json keeps, or what is named.

    make bench                        # all of it, in about a quarter of an hour
    python -m bench W4 language       # some
    python -m bench --quick           # a few of each, to see that all runs; the figures mean nothing

Each line shows what one time costs; below it how many times as much that is as something else in the same
run, with the interval in which the median lies with 95 % certainty, and the targets with what was reached.
"""

import argparse
import time
from collections.abc import Callable, Mapping, Sequence

from bench import (
    comparison,
    correlation,
    due_timers,
    endless,
    fairness,
    language,
    lines,
    long_history,
    merging,
    over_http,
    publication,
    replaying,
    steps,
    straight,
)
from bench.lines import Line, Size

#: What measures what; what takes long comes last.
BENCHES: Mapping[tuple[str, ...], Callable[[Size], Mapping[str, Sequence[Line]]]] = {
    ("W1", "W2", "W3"): over_http.measure,
    ("W5",): long_history.measure,
    ("W6",): straight.measure,
    ("W7",): publication.measure,
    ("steps",): steps.measure,
    ("merge",): merging.measure,
    ("comparison",): comparison.measure_all,
    ("language",): language.measure,
    ("replay",): replaying.measure,
    ("endless",): endless.measure,
    ("W4",): due_timers.measure,
    ("fairness",): fairness.measure,
    ("W8", "idle"): correlation.measure,
}
NAMES = [name for names in BENCHES for name in names]


def main() -> None:
    """Run the benches."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of {', '.join(NAMES)}")
    parser.add_argument("--quick", action="store_true", help="a few of each")
    chosen = parser.parse_args()
    if unknown := set(chosen.names) - set(NAMES):
        parser.error(f"nothing is called {', '.join(sorted(unknown))}")
    found: dict[str, Sequence[Line]] = {}
    seconds: dict[str, float] = {}
    for names, measure in BENCHES.items():
        if not chosen.names or set(names) & set(chosen.names):
            print(f"{' '.join(names)} …", flush=True)
            began = time.monotonic()
            found |= measure(Size(chosen.quick))
            seconds[" ".join(names)] = time.monotonic() - began
    print(lines.table(found))
    if not chosen.names and not chosen.quick:
        print(f"written to {lines.write(found, seconds)}")


if __name__ == "__main__":
    main()
