"""The web server: gunicorn with threads, and the heartbeat in the serving process where that is wanted."""

import gc
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from app import create_app
from app.config import Settings
from app.scheduler import Heartbeat, desk
from app.web import current

#: Threads of a serving process; most of a request's time is the database's.
THREADS = 8


def _keep_what_is_there(_worker: object) -> None:
    # A full collection would look at all that was loaded: 170,000 objects that stay, 90 ms without an answer.
    gc.freeze()


class Server(BaseApplication):  # type: ignore[misc]
    """Polku under gunicorn."""

    def __init__(self, host: str, port: int, *, processes: int, scheduled: bool) -> None:
        self._address = (host, port)
        self._processes = processes
        self._scheduled = scheduled
        super().__init__()

    def load_config(self) -> None:
        host, port = self._address
        chosen: dict[str, Any] = {
            "bind": f"{host}:{port}",
            "workers": self._processes,
            "worker_class": "gthread",
            "threads": THREADS,
            "loglevel": "warning",
            "graceful_timeout": 10,
            "control_socket_disable": True,
            "when_ready": self._say,
            "post_worker_init": _keep_what_is_there,
        }
        for name, value in chosen.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        """Called once in each serving process, after the fork: nothing with threads may be shared."""
        settings = Settings.from_environment()
        app = create_app(settings)
        if self._scheduled:
            polku = current.of(app)
            Heartbeat(desk(settings, polku.database, polku.clock)).start()
        return app

    def _say(self, _server: object) -> None:
        host, port = self._address
        click.echo(f"Polku listens on http://{host}:{port}/")
