"""What a serving process has spent so far, told by itself at an address that the product does not have."""

import json
import time
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from sqlalchemy import Engine

from tests.counting import watched

ADDRESS = "/bench/spent"

#: From a request to here on, statements are counted no more.
LOOK_AWAY = "/bench/look-away"

#: What begins and ends a transaction is no statement of its own.
_FRAMES = ("BEGIN", "COMMIT", "END", "ROLLBACK")


@dataclass(frozen=True)
class Spent:
    """Sums since the process began."""

    seconds: float = 0.0  #: of CPU, all threads, user and system
    statements: float = 0
    commits: float = 0
    written: int = 0  #: bytes written to files: the database and the log

    def __add__(self, other: "Spent") -> "Spent":
        """Both together."""
        return Spent(
            self.seconds + other.seconds,
            self.statements + other.statements,
            self.commits + other.commits,
            self.written + other.written,
        )

    def __sub__(self, other: "Spent") -> "Spent":
        """What was spent since."""
        return Spent(
            self.seconds - other.seconds,
            self.statements - other.statements,
            self.commits - other.commits,
            self.written - other.written,
        )


class Counter:
    """Counts SQL statements and commits."""

    def __init__(self) -> None:
        self.statements = 0
        self.commits = 0
        self.is_looking = True
        self._watching = ExitStack()

    def saw(self, statement: str) -> None:
        """A statement was run."""
        word = statement.lstrip()[:8].upper()
        self.commits += word.startswith("COMMIT")
        self.statements += not word.startswith(_FRAMES)

    def watch(self, engine: Engine) -> None:
        """Count what this engine's drivers run; on PostgreSQL, telling the tenant is one statement."""
        self._watching.enter_context(watched(engine, self.saw))

    def rest(self) -> None:
        """Stop watching, where something is watched: looking on costs, too."""
        self.is_looking = False
        self._watching.close()

    def spent(self) -> Spent:
        """The sums at this moment."""
        return Spent(time.process_time(), self.statements, self.commits, _written())


def _written() -> int:
    """Bytes that this process has written to files so far."""
    for line in Path("/proc/self/io").read_text().splitlines():
        name, _, value = line.partition(": ")
        if name == "wchar":
            return int(value)
    raise AssertionError("the system does not tell what a process writes")


def told_by(app: WSGIApplication, counter: Counter) -> WSGIApplication:
    """The application, with two more addresses: what was spent, and the end of counting statements."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] not in {ADDRESS, LOOK_AWAY}:
            return app(environ, start_response)
        if environ["PATH_INFO"] == LOOK_AWAY:
            counter.rest()
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(asdict(counter.spent())).encode()]

    return answer
