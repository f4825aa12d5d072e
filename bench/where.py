"""Where the time of completing a task goes: the CPU of each part of one request, without what it calls.

    python -m bench.where

Requests are handed to the application in this process, on SQLite. The clock is read around each part, which
takes a tenth of the whole by itself; what no part claims stands as "the rest".
"""

import json
import os
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

from flask import Flask

from app.cli.db import upgrade
from bench import instructed, town
from bench.counting import Counter

#: Part → the functions it is made of, each as module:name.
PARTS = {
    "Flask: routing, contexts, sending": ("flask:Flask.wsgi_app",),
    "headers of every answer": ("app.web.headers:_set_caching", "app.web.language:_remember"),
    "form cookie read and written": (
        "app.web.form_cookie:FormCookie.open_session",
        "app.web.form_cookie:FormCookie.save_session",
    ),
    "log line": ("app.web.access_log:_facts",),
    "who is signed in": ("app.web.signed_in:_resolve",),
    "the view: what to say, where to go": ("flask:Flask.dispatch_request",),
    "the answers judged": ("app.web.caseworker.filling:Sent.__call__",),
    "the engine's step": ("app.engine:judge_task",),
    "what the step came to, put into rows": ("app.processes.recording:record",),
    "sessions and connections": (
        "app.db:TenantSession.__init__",
        "app.db:TenantSession._begin",
        "app.db:TenantSession.close",
    ),
    "SQL statements": (
        "app.db:TenantSession.rows",
        "app.db:TenantSession.run",
        "app.db:TenantSession.run_each",
        "app.db:TenantSession.insert",
    ),
    "commit": ("app.db:TenantSession.commit",),
}
REQUESTS, WARM_UP = 320, 40


class Clock:
    """CPU by part: of a part alone, and of the parts it calls as theirs."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._inner: list[float] = []

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """What is done within belongs to this part."""
        self._inner.append(0.0)
        began = time.thread_time()
        try:
            yield
        finally:
            took = time.thread_time() - began
            self.spent[name] += took - self._inner.pop()
            if self._inner:
                self._inner[-1] += took


def main() -> None:
    """Measure, and print each part with its share."""
    clock = Clock()
    for name, places in PARTS.items():
        for place in places:
            _watch(clock, name, place)
    with tempfile.TemporaryDirectory(prefix="polku-bench-") as folder:
        taken = _requests(Path(folder), clock)
    whole = statistics.median(sum(each.values()) for each in taken)
    for name in [*PARTS, "the rest"]:
        found = statistics.median(each.get(name, 0.0) for each in taken)
        print(f"{name:40}{found * 1e6:8.0f} µs{found / whole:7.0%}")
    print(f"{'together':40}{whole * 1e6:8.0f} µs")


def _watch(clock: Clock, name: str, place: str) -> None:
    module, _, path = place.partition(":")
    *outer, last = path.split(".")
    holder: Any = import_module(module)
    for each in outer:
        holder = getattr(holder, each)
    setattr(holder, last, _timed(clock, name, getattr(holder, last)))


def _timed(clock: Clock, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def timed(*given: Any, **named: Any) -> Any:
        with clock.part(name):
            return function(*given, **named)

    return timed


def _requests(folder: Path, clock: Clock) -> list[dict[str, float]]:
    """The CPU of each request by part."""
    url = f"sqlite:///{folder / 'polku.sqlite'}"
    upgrade(url)
    (folder / "prepared.json").write_text(json.dumps(town.fill(url, REQUESTS).as_plain()))
    os.environ.update(POLKU_DATABASE_URL=url, POLKU_DEMO="1", POLKU_LOG_FORMAT="json")
    counter = Counter()
    _name, app, request = next(iter(instructed.polku(folder, counter)))
    counter.rest()
    assert isinstance(app, Flask)
    taken = []
    for number in range(REQUESTS):
        clock.spent.clear()
        with clock.part("the rest"):
            instructed.ask(app, request(number))
        taken.append(dict(clock.spent))
    return taken[WARM_UP:]


if __name__ == "__main__":
    main()
