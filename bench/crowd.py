"""A crowd of waiting cases, made by copying one that the product itself has brought to where it waits."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from uuid import uuid4

from sqlalchemy import Table, insert, select

from app.cases.tables import Case, Party
from app.db import Base, Database, TenantSession, table
from app.jobs.tables import Job
from app.messages.tables import Message, Subscription
from app.processes.tables import ProcessInstance
from app.tasks.tables import Task

#: Where a copy needs rows of its own, in the order in which they may be written.
COPIED: tuple[type[Base], ...] = (Case, Party, Message, ProcessInstance, Task, Subscription, Job)

#: Ids the engine and the product give: 32 hexadecimal digits.
_ID = re.compile(r"[0-9a-f]{32}")

#: Rows written with one statement.
_AT_ONCE = 2_000

Row = dict[str, Any]


def multiply(database: Database, tenant: str, number: str, count: int) -> list[str]:
    """Copy the case `count` times, each with ids of its own, within its snapshot too; gives their numbers."""
    with database.reading(tenant) as session:
        found = {table(model): _rows(session, table(model), number) for model in COPIED}
        kept = _kept(found)
    numbers = [f"{number}-{place}" for place in range(count)]
    for some in _batches(iter(numbers)):
        with database.transaction(tenant) as session:
            copies = [_Copy(number, each, kept) for each in some]
            for each, rows in found.items():
                copied = [copy.of(row) for copy in copies for row in rows]
                if copied:
                    session.execute(insert(each), copied)
    return numbers


class _Copy:
    """One copy: what stands for the old ids in it."""

    def __init__(self, old: str, new: str, kept: frozenset[str]) -> None:
        self._old, self._new, self._kept = old, new, kept
        self._ids: dict[str, str] = {}

    def of(self, row: Row) -> Row:
        """The row with ids and number of this copy."""
        return {key: self._value(key, value) for key, value in row.items()}

    def _value(self, key: str, value: Any) -> Any:
        if isinstance(value, str):
            return self._text(value)
        if key == "snapshot":
            return self._text(value.decode("latin-1")).encode("latin-1")
        return value

    def _text(self, text: str) -> str:
        return _ID.sub(self._id, text.replace(self._old, self._new))

    def _id(self, found: re.Match[str]) -> str:
        old = found[0]
        return old if old in self._kept else self._ids.setdefault(old, uuid4().hex)


def _rows(session: TenantSession, each: Table, number: str) -> list[Row]:
    column = each.c.number if "number" in each.c else each.c.case_number
    query = select(each).where(each.c.tenant_id == session.tenant, column == number)
    return [dict(row) for row in session.execute(query).mappings()]


def _kept(found: dict[Table, list[Row]]) -> frozenset[str]:
    """Ids of what the copies share: people and versions."""
    shared = ("applicant_id", "handler_id", "person_id", "version_id", "assignee_id", "closed_by")
    rows = [row for rows in found.values() for row in rows]
    return frozenset(str(row[key]) for row in rows for key in shared if row.get(key))


def _batches(numbers: Iterator[str]) -> Iterator[list[str]]:
    while some := list(islice(numbers, _AT_ONCE)):
        yield some
