"""Polku: every service of a municipality is a process, and every message moves a case."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from app.clock import Clock
    from app.config import Settings


def create_app(settings: "Settings | None" = None, *, clock: "Clock | None" = None) -> "Flask":
    """The web application; settings come from the environment unless they are given.

    Raises ConfigurationError when a setting is missing. The parts are imported here, so that the console
    command and the pure packages start without a web server's weight.
    """
    from app.config import Settings
    from app.web.shell import build

    return build(settings or Settings.from_environment(), clock=clock)
