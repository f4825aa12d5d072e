"""The floor of W4: `python -m bench.bare_timers ADDRESS` takes due rows one by one and notes each, durably.

A transaction each, rows that others hold are skipped. No case moves, nobody takes turns, nothing is leased.
"""

import signal
import sys

import psycopg

TABLES = """
CREATE TABLE bare_timers (id int PRIMARY KEY, due timestamptz NOT NULL);
CREATE TABLE bare_fired (id int PRIMARY KEY);
CREATE INDEX ON bare_timers (due);
"""
TAKE = """
DELETE FROM bare_timers WHERE id = (
    SELECT id FROM bare_timers WHERE due <= now() ORDER BY due LIMIT 1 FOR UPDATE SKIP LOCKED
) RETURNING id
"""


def fill(address: str, count: int) -> None:
    """So many rows that are due."""
    with psycopg.connect(address) as connection:
        connection.execute(TABLES)
        connection.execute(
            "INSERT INTO bare_timers SELECT each, now() FROM generate_series(1, %s) each", [count]
        )


def main(address: str) -> None:
    """Say that it is ready, work until nothing is due, and stay until terminated."""
    with psycopg.connect(address, autocommit=True) as connection:
        print("ready", flush=True)
        while _take(connection):
            pass
        signal.pause()


def _take(connection: "psycopg.Connection[tuple[int]]") -> bool:
    with connection.transaction():
        taken = connection.execute(TAKE).fetchone()
        if taken is not None:
            connection.execute("INSERT INTO bare_fired VALUES (%s)", taken)
    return taken is not None


if __name__ == "__main__":
    main(sys.argv[1])
