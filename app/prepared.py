"""Statements that are known beforehand: compiled once for a database, then run by its driver itself.

SQLAlchemy writes the SQL and says how values are kept. What it does around every single execution costs ten
times what SQLite spends on a short statement, and the steps of a process are made of short statements.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from sqlalchemy import Delete, Dialect, Insert, Select, Table, Update, insert
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.schema import ScalarElementColumnDefault

#: The place of a value in PostgreSQL's own style.
_NUMBERED = re.compile(r"\$(\d+)")

Row = tuple[Any, ...]
Converter = tuple[int, Callable[[Any], Any]]  #: of the value in this place


class NoTenant(AssertionError):
    """A statement was prepared that does not say whose rows it is about."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement as one kind of database takes it. Parameters go by their place."""

    sql: str
    tenant: str  #: the name of the parameter that says whose rows it is about
    names: frozenset[str]
    known: Mapping[str, Any]  #: values that the statement brings along
    in_order: Callable[[Mapping[str, Any]], Row]
    kept: Sequence[Converter]  #: of parameters that are kept in another form
    read: Sequence[Converter]  #: of columns that were
    _repeated: dict[int, str] = field(default_factory=dict)  #: by how many rows

    def parameters(self, tenant: str, values: Mapping[str, Any]) -> Row:
        """What the driver takes; raises KeyError for a value too few, TypeError for one too many."""
        given = {**self.known, self.tenant: tenant, **values}
        if len(given) > len(self.names):
            raise TypeError(f"the statement has no place for {sorted(given.keys() - self.names)}")
        return _converted(self.in_order(given), self.kept)

    def rows(self, found: list[Row]) -> list[Row]:
        """What the driver gave, as the types of the columns want it."""
        return [_converted(row, self.read) for row in found] if self.read else found

    def repeated(self, times: int) -> str:
        """For a plain insertion: the SQL for so many rows at once."""
        if times not in self._repeated:
            head, values, row = self.sql.rpartition(" VALUES ")
            rows = [_counted_on(row, each * len(self.names)) for each in range(times)]
            self._repeated[times] = head + values + ", ".join(rows)
        return self._repeated[times]


class Prepared:
    """A statement with ``bindparam`` in the places of its values.

    The one named ``tenant`` says whose rows it is about; a `TenantSession` runs it and gives that one itself.
    """

    tenant = "tenant"

    def __init__(self, statement: Select[*tuple[Any, ...]] | Insert | Update | Delete) -> None:
        self._statement = statement
        self._compiled: dict[str, Compiled] = {}

    def on(self, dialect: Dialect) -> Compiled:
        """The statement for this kind of database; raises NoTenant."""
        found = self._compiled.get(dialect.name)
        if found is None:
            found = self._compiled[dialect.name] = self._compile(dialect)
        return found

    def _compile(self, dialect: Dialect) -> Compiled:
        compiled = self._statement.compile(dialect=dialect, column_keys=self._columns())
        assert isinstance(compiled, SQLCompiler)
        state = compiled.construct_expanded_state(dict.fromkeys(_required(compiled)))
        order = tuple(state.positiontup or ())
        if self.tenant not in order:
            raise NoTenant(state.statement)
        known = {name: state.parameters[name] for name in order if name not in _required(compiled)}
        return Compiled(
            sql=state.statement,
            tenant=self.tenant,
            names=frozenset(order),
            known=known | self._defaults(),
            in_order=itemgetter(*order) if len(order) > 1 else lambda given: (given[order[0]],),
            kept=[*_keepers(order, compiled)],
            read=[*_readers(self._statement, dialect)],
        )

    def _columns(self) -> list[str] | None:
        return None

    def _defaults(self) -> dict[str, Any]:
        return {}


class Insertion(Prepared):
    """Rows into a table: a column that a row leaves out gets its plain default, or null where it may."""

    tenant = "tenant_id"

    def __init__(self, into: Table) -> None:
        super().__init__(insert(into))
        self._into = into

    def _columns(self) -> list[str]:
        return self._into.c.keys()

    def _defaults(self) -> dict[str, Any]:
        absent = dict.fromkeys(column.key for column in self._into.c if column.nullable)
        return absent | {
            column.key: each.arg
            for column in self._into.c
            if isinstance(each := column.default, ScalarElementColumnDefault)
        }


def _counted_on(row: str, before: int) -> str:
    """The places of one more row, numbered after those `before`; places without numbers stay the same."""
    return _NUMBERED.sub(lambda found: f"${int(found[1]) + before}", row)


def _required(compiled: SQLCompiler) -> frozenset[str]:
    """The names of the values that are given at each execution."""
    return frozenset(name for name, bound in compiled.binds.items() if bound.required)


def _keepers(order: Sequence[str], compiled: SQLCompiler) -> Iterator[Converter]:
    for at, name in enumerate(order):
        if name in compiled.binds:  # else it is one of a list that the statement names itself
            convert = (
                compiled.binds[name].type.dialect_impl(compiled.dialect).bind_processor(compiled.dialect)
            )
            if convert is not None:
                yield at, convert


def _readers(statement: Any, dialect: Dialect) -> Iterator[Converter]:
    for at, column in enumerate(statement.exported_columns):
        convert = column.type.dialect_impl(dialect).result_processor(dialect, None)
        if convert is not None:
            yield at, convert


def _converted(row: Row, converters: Sequence[Converter]) -> Row:
    if not converters:
        return row
    values = list(row)
    for at, convert in converters:
        if values[at] is not None:
            values[at] = convert(values[at])
    return tuple(values)
