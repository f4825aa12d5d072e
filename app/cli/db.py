"""`polku db`: brings the tables of the database to the form this version of the product needs."""

import importlib
from pathlib import Path

import click
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.pool import NullPool

import app
from app.config import Settings

PACKAGE = Path(app.__file__).parent
MIGRATIONS = PACKAGE.parent / "migrations"


def load_tables() -> None:
    """Import the tables of every slice, so that `Base.metadata` is whole."""
    for path in sorted(PACKAGE.glob("*/*tables.py")):
        importlib.import_module(f"app.{path.parent.name}.{path.stem}")


def upgrade(url: str, revision: str = "head") -> None:
    """Apply every migration up to `revision`; a folder for an SQLite file is made."""
    _make_folder(url)
    command.upgrade(_config(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Take migrations back to `revision`; "base" leaves an empty database."""
    command.downgrade(_config(url), revision)


def pending(engine: Engine) -> list[str]:
    """The revisions this database still lacks, oldest first; empty when it is up to date."""
    with engine.connect() as connection:
        applied = MigrationContext.configure(connection).get_current_revision()
    script = ScriptDirectory.from_config(_config(""))
    return [one.revision for one in script.iterate_revisions("head", applied or "base")][::-1]


def connect(url: str) -> Engine:
    """An engine for changing tables: one connection, no row-level settings, no foreign keys on SQLite."""
    return create_engine(url, poolclass=NullPool)


def _config(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", _literally(MIGRATIONS))
    # Migrations import what they share from the folder `migrations`.
    config.set_main_option("path_separator", "newline")
    config.set_main_option("prepend_sys_path", _literally(MIGRATIONS.parent))
    config.attributes["url"] = url
    return config


def _literally(path: Path) -> str:
    """A path for Alembic, which reads percent signs as its own."""
    return str(path).replace("%", "%%")


def _make_folder(url: str) -> None:
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and address.database not in {None, "", ":memory:"}:
        Path(str(address.database)).parent.mkdir(parents=True, exist_ok=True)


_url = click.option(
    "--url", help="The database; POLKU_DATABASE_URL unless told. On PostgreSQL its role owns the tables."
)


def _address(url: str | None) -> str:
    return url or Settings.from_environment().database_url


@click.group("db")
def group() -> None:
    """Bring the tables of the database up to date."""


@group.command("upgrade")
@click.argument("revision", default="head")
@_url
def upgrade_command(revision: str, url: str | None) -> None:
    """Apply the migrations that are missing, up to REVISION."""
    upgrade(_address(url), revision)


@group.command("downgrade")
@click.argument("revision")
@_url
def downgrade_command(revision: str, url: str | None) -> None:
    """Take migrations back to REVISION. Data that only newer tables hold is lost."""
    downgrade(_address(url), revision)


@group.command("status")
@_url
def status_command(url: str | None) -> None:
    """Say which migrations are missing; exit code 1 when any is."""
    missing = pending(connect(_address(url)))
    click.echo(f"Missing: {', '.join(missing)}" if missing else "The tables are up to date.")
    raise SystemExit(bool(missing))


@group.command("revision")
@click.argument("sentence")
@_url
def revision_command(sentence: str, url: str | None) -> None:
    """Write a migration named SENTENCE from what the models and the database differ in."""
    command.revision(_config(_address(url)), sentence, autogenerate=True)
