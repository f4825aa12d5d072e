"""`polku serve`, `polku web` and `polku worker`: the processes of an installation."""

import signal
import threading
from types import FrameType

import click

from app.config import ConfigurationError, Settings
from app.remote import read_addresses


@click.command()
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
def serve(host: str, port: int) -> None:
    """Serve the pages and do due work in one process: for one machine, and for SQLite."""
    _serve(host, port, scheduled=_settings().scheduler)


@click.command()
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--processes", default=1, show_default=True, help="How many processes serve.")
def web(host: str, port: int, processes: int) -> None:
    """Serve the pages only; `polku worker` processes do the due work. Needs PostgreSQL."""
    _serve(host, port, scheduled=False, processes=processes)


@click.command()
def worker() -> None:
    """Do due work until stopped; any number of workers share one PostgreSQL database."""
    from app.clock import Clock
    from app.db import Database
    from app.scheduler import Heartbeat, desk

    settings = _settings()
    database = Database(settings.database_url)
    heartbeat = Heartbeat(desk(settings, database, Clock()))
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    heartbeat.start()
    click.echo("The worker is at work. Stop it with Ctrl+C.")
    stopped.wait()
    heartbeat.stop()
    database.close()


def _serve(host: str, port: int, *, scheduled: bool, processes: int = 1) -> None:
    from app.serving import Server

    settings = _settings()
    if settings.demo:
        _introduce(settings, f"http://{host}:{port}")
    Server(host, port, processes=processes, scheduled=scheduled).run()


def _settings() -> Settings:
    """The settings; one that cannot be read stops the command with its sentence, before anything starts."""
    try:
        settings = Settings.from_environment()
        read_addresses(settings.addresses)
    except ConfigurationError as wrong:
        raise click.ClickException(str(wrong)) from wrong
    return settings


def _introduce(settings: Settings, address: str) -> None:
    """Say where the demonstration is and as whom to enter it."""
    from app.db import EVERYWHERE, Database
    from app.seed.planting import PASSWORD
    from app.tenants import directory

    database = Database(settings.database_url)
    with database.reading(EVERYWHERE) as session:
        towns = directory.municipalities(session)
    database.close()
    for town in towns:
        click.echo(f"  {town.names['en']:28} {address}/{town.id}/  staff: {address}/{town.id}/staff/sign-in")
    click.echo(
        "Everybody chooses themselves from a list. Staff can also sign in with a password, for example in"
        f" Koivula petteri (permit office), outi (team lead), mikael (process owner): {PASSWORD}\n"
        f"The operator: {address}/consortium/staff/sign-in as oona, with the same password"
    )
