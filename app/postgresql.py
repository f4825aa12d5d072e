"""What PostgreSQL is told by its driver; imported only where a database is one, as the driver is an extra."""

from typing import Any

from psycopg import RawCursor, RawServerCursor
from psycopg.errors import error_from_result
from psycopg.pq import Escaping, ExecStatus


def set_up(connection: Any, _record: object) -> None:
    """Parameters are numbered, as the server takes them: psycopg need not read statements."""
    connection.cursor_factory, connection.server_cursor_factory = RawCursor, RawServerCursor


def begin(driver: Any, tenant: str, writes: bool) -> None:
    """Begin, and say whose rows it is about, in one message; psycopg would send two and await each.

    Who looks sees one state of everything, as on SQLite. Raises psycopg.Error.
    """
    whose = bytes(Escaping(driver.pgconn).escape_literal(tenant.encode()))
    mode = b"READ WRITE" if writes else b"ISOLATION LEVEL REPEATABLE READ, READ ONLY"
    answer = driver.pgconn.exec_(b"BEGIN %b; SET LOCAL app.tenant = %b" % (mode, whose))
    if answer.status != ExecStatus.COMMAND_OK:
        raise error_from_result(answer)
