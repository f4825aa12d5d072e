"""A child process that serves: `python -m bench.serving polku PORT` or `… floors PORT DATABASE`.

Polku comes up as `polku web` has it (gunicorn, one process, threads, the log on), without the scheduler; the
floors come up in the same server.
"""

import sys
from pathlib import Path

from flask import Flask

from app.serving import Server
from app.web import current
from bench import floors
from bench.counting import Counter, told_by


class Measured(Server):
    """Serves Polku, or the floors when given their database, and tells what it spends."""

    def __init__(self, port: int, database: Path | None) -> None:
        self._database = database
        super().__init__("127.0.0.1", port, processes=1, scheduled=False)

    def load(self) -> Flask:
        counter = Counter()
        app = self._floors(counter) if self._database else self._polku(counter)
        app.wsgi_app = told_by(app.wsgi_app, counter)  # type: ignore[method-assign,assignment]
        return app

    def _floors(self, counter: Counter) -> Flask:
        assert self._database is not None
        return floors.build(self._database, counter)

    def _polku(self, counter: Counter) -> Flask:
        app = super().load()
        counter.watch(current.of(app).database.engine)
        return app


def main(what: str, port: str, *database: str) -> None:
    """Serve until terminated."""
    assert what in {"polku", "floors"}
    Measured(int(port), Path(database[0]) if database else None).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
