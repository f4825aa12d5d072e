"""Measure: fill two databases, serve them and the floors, and go through the operations there and back.

Going there and back (A-B-B-A) gives each operation the same share of whatever else the machine is doing; the
median over blocks leaves out a block in which it did much else. Everything stays on the loopback address, in
a temporary folder, and ends with this process.
"""

import argparse
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from app.cli.db import upgrade
from bench import contenders, floors, postgresql, report, town
from bench.contenders import Contender, Served

#: No new round is begun after so many seconds.
ENOUGH = 110


def main() -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how many times there and back")
    parser.add_argument("--block", type=int, default=40, help="operations in a block")
    parser.add_argument("--no-postgresql", action="store_true", help="SQLite only")
    chosen = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="polku-bench-") as folder, ExitStack() as stack:
        count = chosen.block * (2 * chosen.rounds + 1)
        found = _measure(stack, Path(folder), chosen, count, began)
    rows = report.rows(found)
    print(report.table(rows))
    print(f"written to {report.write(rows, time.monotonic() - began)}")


def _measure(
    stack: ExitStack, folder: Path, chosen: argparse.Namespace, count: int, began: float
) -> list[Contender]:
    everyone = [*_floors(stack, folder, count), *_on_sqlite(stack, folder, count)]
    if not chosen.no_postgresql:
        everyone += _on_postgresql(stack, folder, count)
    for each in everyone:
        each.warm_up(chosen.block)
    for _ in range(chosen.rounds):
        _there_and_back(everyone, chosen.block)
        if time.monotonic() - began > ENOUGH:
            break
    return everyone


def _there_and_back(everyone: Sequence[Contender], count: int) -> None:
    for each in (*everyone, *reversed(everyone)):
        each.block(count)


def _floors(stack: ExitStack, folder: Path, count: int) -> list[Contender]:
    path = folder / "floors.sqlite"
    floors.fill(path, count)
    return contenders.floors(Served(stack.enter_context(contenders.serving(folder, "floors", str(path)))))


def _on_sqlite(stack: ExitStack, folder: Path, count: int) -> list[Contender]:
    url = f"sqlite:///{folder / 'polku.sqlite'}"
    upgrade(url)
    return _polku(stack, folder, "SQLite", url, count, None)


def _on_postgresql(stack: ExitStack, folder: Path, count: int) -> list[Contender]:
    postgres = stack.enter_context(postgresql.running(folder / "postgresql"))
    return _polku(stack, folder, "PostgreSQL", postgres.url, count, postgres)


def _polku(
    stack: ExitStack,
    folder: Path,
    storage: str,
    url: str,
    count: int,
    postgres: postgresql.Postgres | None,
) -> list[Contender]:
    prepared = town.fill(url, count)
    environment = {"POLKU_DATABASE_URL": url, "POLKU_DEMO": "1", "POLKU_SCHEDULER": "0"}
    port = stack.enter_context(contenders.serving(folder, "polku", environment=environment))
    return contenders.polku(storage, Served(port, postgres), prepared)


if __name__ == "__main__":
    main()
