"""Who acts: a person with the groups and roles they have at that moment, as a value."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, ScalarSelect, Table, bindparam, func, select

from app.db import TenantSession, table
from app.identity.errors import UnknownPerson
from app.identity.roles import STAFF, Role
from app.identity.tables import Grant, Membership, Person, PersonKind
from app.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Actor:
    """A person of one municipality. Views and the command line hand it to what they call."""

    id: str
    name: str
    groups: frozenset[str] = field(default_factory=frozenset)  #: keys
    roles: frozenset[Role] = field(default_factory=frozenset)
    email: str | None = None
    language: str = "fi"

    def has(self, *roles: Role) -> bool:
        """Whether the person has one of the roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def is_staff(self) -> bool:
        """Whether this person works for the municipality."""
        return bool(self.roles & STAFF)


_people = table(Person)


def _joined(column: Column[str], of: Table) -> ScalarSelect[str]:
    return (
        select(func.aggregate_strings(column, ","))
        .where(of.c.tenant_id == _people.c.tenant_id, of.c.person_id == _people.c.id)
        .scalar_subquery()
    )


#: Active people in the shape `from_row` reads: roles and groups come joined, in one statement.
ACTIVE = select(
    _people.c.id,
    _people.c.kind,
    _people.c.name,
    _people.c.email,
    _people.c.language,
    _joined(table(Grant).c.role, table(Grant)),
    _joined(table(Membership).c.group_key, table(Membership)),
).where(_people.c.tenant_id == bindparam("tenant"), _people.c.is_active)
_BY_ID = Prepared(ACTIVE.where(_people.c.id == bindparam("person")))


def of(session: TenantSession, person_id: str) -> Actor:
    """The actor with this id; raises UnknownPerson."""
    row = session.row(_BY_ID, person=person_id)
    if row is None:
        raise UnknownPerson
    return from_row(row)


def from_row(row: Sequence[Any]) -> Actor:
    """The actor in the first seven columns of a row of `ACTIVE`."""
    id_, kind, name, email, language, roles, groups = row[:7]
    return Actor(
        id=id_,
        name=name,
        email=email,
        language=language,
        roles=_roles(kind, roles),
        groups=frozenset(_split(groups)),
    )


def _roles(kind: str, joined: str | None) -> frozenset[Role]:
    # A citizen is one by being a citizen: no grant makes a member of staff of them.
    return frozenset({Role.CITIZEN}) if kind == PersonKind.CITIZEN else frozenset(map(Role, _split(joined)))


def _split(joined: str | None) -> list[str]:
    return joined.split(",") if joined else []
