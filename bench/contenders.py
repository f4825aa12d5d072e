"""Who is measured: an operation against a serving child process."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.db import new_id
from bench.browser import Browser, Refused
from bench.counting import ADDRESS, LOOK_AWAY, Spent
from bench.postgresql import Postgres
from bench.sides import Side
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
        return spent + self.postgres.spent() if self.postgres else spent

    def side(self, name: str, browser: Browser, act: Callable[[], object]) -> Side:
        """What somebody does with this browser."""
        storage = "PostgreSQL" if self.postgres else "SQLite"
        return Side(name, storage, act, self.spent, browser.rest, look_away=self.look_away)

    def look_away(self) -> None:
        """Count statements no more."""
        browser = Browser(self.port)
        browser.open(LOOK_AWAY)
        browser.rest()


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


def polku(served: Served, prepared: Prepared) -> dict[str, Side]:
    """The operations of Polku by the bench they belong to, each with somebody who is signed in."""
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

    def look() -> None:
        adviser.open(f"{home}/staff/worklist/all")

    return {
        "message": served.side("a message that opens a case", citizen, write),
        "reply": served.side("a reply to a question", citizen, reply),
        "complete": served.side("complete a user task", adviser, complete),
        "worklist": served.side("the worklist, its first page", adviser, look),
    }


def floors(served: Served) -> dict[str, Side]:
    """The floors; the engine twice, for what two blocks of the same differ by."""
    browser = Browser(served.port)
    numbers = iter(range(1, 1_000_000))

    def note() -> None:
        browser.send("/notes", {"text": WORDS})

    def complete() -> None:
        browser.send(f"/tasks/{next(numbers)}/complete", ANSWERS, multipart=False)

    def look() -> None:
        browser.open("/tasks")

    return {
        "write": served.side("floor: a bare durable write", browser, note),
        "engine": served.side("floor: Flask, bare SpiffWorkflow", browser, complete),
        "again": served.side("the same floor again (A-A)", browser, complete),
        "page": served.side("floor: a bare page of 60 rows", browser, look),
    }


def _signed_in(port: int, home: str, page: str, person: str, to: str) -> Browser:
    browser = Browser(port)
    browser.open(f"{home}/{page}")
    browser.send(f"{home}/sign-in", {"person": person, "to": to}, multipart=False)
    return browser
