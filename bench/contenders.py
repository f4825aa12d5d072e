"""Who is measured: an operation against a serving child process."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from app.db import new_id
from bench.browser import Browser, Refused
from bench.counting import ADDRESS, Spent
from bench.postgresql import Postgres
from bench.town import Prepared
from tests.ports import free_port

ANSWERS = {"advice": "Yes, you may.", "fee": "0"}
WORDS = "May I build a sauna by the lake? The plot is 24 metres wide."


@dataclass(frozen=True)
class Served:
    """A child process that serves at a port; PostgreSQL's work for it counts as its own."""

    port: int
    postgres: Postgres | None = None

    def spent(self) -> Spent:
        browser = Browser(self.port)
        spent = Spent(**json.loads(browser.open(ADDRESS)))
        browser.rest()
        beside = self.postgres.seconds() if self.postgres else 0.0
        return Spent(spent.seconds + beside, spent.statements, spent.commits)


@dataclass
class Contender:
    """An operation, done in blocks; each block leaves one figure of CPU, each request its time."""

    name: str
    storage: str
    served: Served
    act: Callable[[], object]
    browser: Browser
    cpu: list[float] = field(default_factory=list)  #: milliseconds an operation, by block
    times: list[float] = field(default_factory=list)  #: milliseconds, by operation
    statements: float = 0.0  #: an operation, in the last block
    commits: float = 0.0

    def warm_up(self, count: int) -> None:
        self.browser.rest()
        for _ in range(count):
            self.act()
        self.browser.rest()

    def block(self, count: int) -> None:
        """Do the operation `count` times and note what it cost the server."""
        before = self.served.spent()
        for _ in range(count):
            began = time.perf_counter()
            self.act()
            self.times.append((time.perf_counter() - began) * 1000)
        self.browser.rest()
        after = self.served.spent()
        self.cpu.append((after.seconds - before.seconds) * 1000 / count)
        self.statements = (after.statements - before.statements) / count
        self.commits = (after.commits - before.commits) / count

    @property
    def median_cpu(self) -> float:
        return statistics.median(self.cpu)


@contextmanager
def serving(folder: Path, *arguments: str, environment: dict[str, str] | None = None) -> Iterator[int]:
    """A child process of bench.serving; gives its port. Its log goes to a file in `folder`."""
    port = free_port()
    command = [sys.executable, "-m", "bench.serving", arguments[0], str(port), *arguments[1:]]
    log = folder / f"{port}.log"
    with log.open("w") as out:
        child = subprocess.Popen(command, stdout=out, stderr=out, env={**os.environ, **(environment or {})})
    try:
        _wait(port, child, log)
        yield port
    finally:
        child.terminate()
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()


def _wait(port: int, child: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 30
    while child.poll() is None and time.monotonic() < deadline:
        try:
            Browser(port).open(ADDRESS)
        except (OSError, Refused):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the server did not come up:\n{log.read_text()[-2000:]}")


def polku(storage: str, served: Served, prepared: Prepared) -> list[Contender]:
    """The operations of Polku, each with somebody who is signed in."""
    home = f"/{prepared.tenant}"
    citizen = _signed_in(served.port, home, "sign-in", prepared.citizen, "citizen")
    citizen.open(f"{home}/services/advice/message")
    adviser = _signed_in(served.port, home, "staff/sign-in", prepared.adviser, "staff")
    adviser.open(f"{home}/staff/tasks/{prepared.tasks[0]}")
    citizen.settle()
    adviser.settle()
    tasks, asked = iter(prepared.tasks), iter(prepared.asked)

    def write() -> None:
        citizen.send(f"{home}/services/advice/message", {"text": WORDS, "token": new_id()})

    def reply() -> None:
        citizen.send(f"{home}/cases/{next(asked)}", {"text": WORDS, "token": new_id()})

    def complete() -> None:
        adviser.send(f"{home}/staff/tasks/{next(tasks)}/complete", ANSWERS, multipart=False)

    return [
        Contender("write a message that opens a case", storage, served, write, citizen),
        Contender("reply to a question", storage, served, reply, citizen),
        Contender("complete a user task", storage, served, complete, adviser),
    ]


def floors(served: Served) -> list[Contender]:
    """The floors: first the bare write, then the bare engine."""
    browser = Browser(served.port)
    numbers = iter(range(1, 1_000_000))

    def note() -> None:
        browser.send("/notes", {"text": WORDS})

    def complete() -> None:
        browser.send(f"/tasks/{next(numbers)}/complete", ANSWERS, multipart=False)

    return [
        Contender(WRITE, "SQLite", served, note, browser),
        Contender(ENGINE, "SQLite", served, complete, browser),
    ]


WRITE = "floor: a bare durable write"
ENGINE = "floor: Flask and bare SpiffWorkflow"


def _signed_in(port: int, home: str, page: str, person: str, to: str) -> Browser:
    browser = Browser(port)
    browser.open(f"{home}/{page}")
    browser.send(f"{home}/sign-in", {"person": person, "to": to}, multipart=False)
    return browser
