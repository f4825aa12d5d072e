"""Work counted instead of timed: the same on a busy machine as on a quiet one."""

import gc
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from psycopg import RawCursor
from psycopg.pq import TransactionStatus
from sqlalchemy import Engine, event


def calls(action: Callable[[], object]) -> int:
    """How many functions, Python's and C's, are called while `action` runs.

    The collector of garbage rests meanwhile: it comes when it likes, and calls those who listen to it
    (hypothesis does).
    """
    count = 0

    def tally(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    collects = gc.isenabled()
    gc.disable()
    sys.setprofile(tally)
    try:
        action()
    finally:
        sys.setprofile(None)
        if collects:
            gc.enable()
    return count


@contextmanager
def watched(engine: Engine, saw: Callable[[str], object]) -> Iterator[None]:
    """Tell `saw` each statement, what begins and ends a transaction included, on connections lent meanwhile.

    The drivers tell it, as prepared statements go past SQLAlchemy. What is run many times is told each time.
    """
    looked_at: list[Any] = []

    def look(driver: Any, _record: object, _lent: object) -> None:
        if driver not in looked_at:
            looked_at.append(driver)
            (_look_sqlite if isinstance(driver, sqlite3.Connection) else _look_postgresql)(driver, saw)

    event.listen(engine, "checkout", look)
    try:
        yield
    finally:
        event.remove(engine, "checkout", look)
        for driver in looked_at:
            (_leave_sqlite if isinstance(driver, sqlite3.Connection) else _leave_postgresql)(driver)


def _look_sqlite(driver: sqlite3.Connection, saw: Callable[[str], object]) -> None:
    driver.set_trace_callback(saw)


def _leave_sqlite(driver: sqlite3.Connection) -> None:
    driver.set_trace_callback(None)


def _look_postgresql(driver: Any, saw: Callable[[str], object]) -> None:
    class Seen(RawCursor[Any]):
        def execute(self, query: Any, *rest: Any, **more: Any) -> "Seen":
            saw(query)
            return super().execute(query, *rest, **more)

        def executemany(self, query: Any, each: Any, **more: Any) -> None:
            for _ in each:
                saw(query)
            super().executemany(query, each, **more)

    def commit() -> None:
        if driver.info.transaction_status != TransactionStatus.IDLE:
            looked_only = driver.pgconn.exec_(b"SHOW transaction_read_only").get_value(0, 0) == b"on"
            saw("END" if looked_only else "COMMIT")  # after looking only, nothing has to be made durable
        type(driver).commit(driver)

    driver.cursor_factory, driver.commit = Seen, commit


def _leave_postgresql(driver: Any) -> None:
    del driver.commit
    driver.cursor_factory = RawCursor
