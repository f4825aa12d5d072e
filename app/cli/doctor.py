"""`polku doctor`: says what is well with an installation and what is not, in sentences."""

import smtplib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import click
from sqlalchemy import ColumnElement, Engine, func, select, text
from sqlalchemy.exc import SQLAlchemyError

import app
from app.cli.db import pending
from app.clock import Clock
from app.config import ConfigurationError, Settings
from app.db import EVERYWHERE, Database, TenantSession
from app.jobs.tables import Job, JobStatus
from app.remote import AddressesUnreadable, read_addresses

#: Due work is done within a second or two; older than this means that nobody does it.
LATE = timedelta(minutes=2)

SMTP_SECONDS = 5

MANIFEST = Path(app.__file__).parent / "static" / "dist" / "manifest.json"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    well: bool
    sentence: str


Look = Callable[[Settings, Database], Iterator[Finding]]


@click.command()
def doctor() -> None:
    """Look an installation over; exit code 1 when something is wrong."""
    try:
        settings = Settings.from_environment()
    except ConfigurationError as exc:
        raise click.ClickException(str(exc)) from exc
    findings = list(examine(settings))
    for finding in findings:
        click.echo(f"{'ok   ' if finding.well else 'WRONG'}  {finding.sentence}")
    raise SystemExit(not all(finding.well for finding in findings))


def examine(settings: Settings) -> Iterator[Finding]:
    """Everything that was found, the database first; without one, nothing else in it is looked at."""
    database = Database(settings.database_url)
    try:
        for look in LOOKS:
            yield from look(settings, database)
    except SQLAlchemyError as exc:
        reason = str(exc.__cause__ or exc).splitlines()[0]
        yield Finding(False, f"The database cannot be used: {reason}. Look at POLKU_DATABASE_URL.")
    finally:
        database.close()
    yield from (_key(settings), _front_end(), _addresses(settings), _mail(settings))


def _tables(_settings: Settings, database: Database) -> Iterator[Finding]:
    missing = pending(database.engine)
    yield Finding(True, f"The database answers ({database.engine.dialect.name}).")
    if missing:
        yield Finding(False, f"Migrations are missing: {', '.join(missing)}. Run `polku db upgrade`.")
    else:
        yield Finding(True, "The tables are up to date.")


def _durability(_settings: Settings, database: Database) -> Iterator[Finding]:
    if database.engine.dialect.name == "sqlite":
        wanted = {"journal_mode": "wal", "synchronous": "2"}
        yield from _as_wanted(database.engine, wanted, "PRAGMA {}")
    else:
        yield from _as_wanted(database.engine, {"fsync": "on", "synchronous_commit": "on"}, "SHOW {}")
        yield from _role(database.engine)


def _as_wanted(engine: Engine, wanted: dict[str, str], asking: str) -> Iterator[Finding]:
    for name, value in wanted.items():
        with engine.connect() as connection:
            found = str(connection.execute(text(asking.format(name))).scalar()).lower()
        if found == value:
            yield Finding(True, f"A commit survives a power cut ({name} = {found}).")
        else:
            yield Finding(False, f"A commit may not survive a power cut: {name} is {found}, not {value}.")


def _role(engine: Engine) -> Iterator[Finding]:
    question = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    with engine.connect() as connection:
        unbound = connection.execute(text(question)).scalar()
    if unbound:
        yield Finding(
            False,
            "The database role gets around row-level security: nothing holds the municipalities apart. "
            "Connect as a role that is no superuser and is granted polku_app.",
        )
    else:
        yield Finding(True, "The database role is bound by row-level security.")


def _due_work(_settings: Settings, database: Database) -> Iterator[Finding]:
    now = Clock().now()
    with database.reading(EVERYWHERE) as session:
        late = _count(session, Job.status == JobStatus.DUE, Job.due_at < now - LATE)
        failed = _count(session, Job.status == JobStatus.FAILED)
    if late:
        yield Finding(
            False, f"{late} jobs are more than two minutes late. Is `polku serve` or a worker running?"
        )
    else:
        yield Finding(True, "Due work is being done.")
    if failed:
        yield Finding(False, f"{failed} jobs have used up their attempts. See `polku incidents`.")


def _count(session: TenantSession, *conditions: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(Job).where(*conditions)) or 0


def _key(settings: Settings) -> Finding:
    try:
        settings.signing_key()
    except ConfigurationError as exc:
        return Finding(False, str(exc))
    return Finding(True, "Forms are signed.")


def _front_end() -> Finding:
    if MANIFEST.exists():
        return Finding(True, "The front end is built.")
    return Finding(False, "The front end is not built: pages have no styles. Run `make build`.")


def _addresses(settings: Settings) -> Finding:
    try:
        allowed = read_addresses(settings.addresses)
    except AddressesUnreadable as exc:
        return Finding(False, f"What processes may ask over HTTP cannot be read: {exc} See docs/http.md.")
    count = sum(map(len, allowed.values()))
    return Finding(True, f"Processes may ask {count} addresses over HTTP.")


def _mail(settings: Settings) -> Finding:
    if not settings.smtp_host:
        return Finding(True, "No mail server is set: mail is only written to the log.")
    try:
        with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=SMTP_SECONDS) as server:
            server.noop()
    except (OSError, smtplib.SMTPException) as exc:
        return Finding(
            False, f"The mail server {settings.smtp_host}:{settings.smtp_port} cannot be used: {exc}"
        )
    return Finding(True, f"The mail server {settings.smtp_host} answers.")


LOOKS: tuple[Look, ...] = (_tables, _durability, _due_work)
