"""People of a municipality, their groups and roles."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Row, select

from app.db import TenantSession, new_id
from app.identity.errors import UnknownPerson
from app.identity.roles import Role
from app.identity.tables import Grant, Group, Membership, Person, PersonKind


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A person who works for the municipality, with what they may be and where they work."""

    person: Person
    roles: tuple[Role, ...]
    groups: tuple[str, ...]


def find(session: TenantSession, person_id: str) -> Person:
    """The person with this id; raises UnknownPerson."""
    person = session.get(Person, (session.tenant, person_id))
    if person is None:
        raise UnknownPerson
    return person


def by_identifier(session: TenantSession, identifier: str) -> Person | None:
    """The person with this identity code, if the municipality knows them."""
    if not identifier:
        return None
    query = select(Person).where(Person.tenant_id == session.tenant, Person.identifier == identifier.upper())
    return session.scalars(query).first()


def add_citizen(
    session: TenantSession,
    name: str,
    *,
    email: str | None = None,
    identifier: str | None = None,
    language: str = "fi",
    is_demonstration: bool = False,
) -> Person:
    """A new person whom the municipality serves."""
    person = Person(
        tenant_id=session.tenant,
        id=new_id(),
        kind=PersonKind.CITIZEN,
        name=name,
        email=email,
        identifier=identifier,
        language=language,
        is_demonstration=is_demonstration,
    )
    session.add(person)
    return person


def add_staff(
    session: TenantSession,
    name: str,
    login: str,
    *,
    roles: Iterable[Role],
    groups: Iterable[str] = (),
    email: str | None = None,
    language: str = "fi",
    is_demonstration: bool = False,
) -> Person:
    """A new member of staff, with roles and in groups that exist; has no password yet."""
    person = Person(
        tenant_id=session.tenant,
        id=new_id(),
        kind=PersonKind.STAFF,
        name=name,
        login=login,
        email=email,
        language=language,
        is_demonstration=is_demonstration,
    )
    session.add(person)
    session.flush()
    session.add_all(Grant(tenant_id=session.tenant, person_id=person.id, role=role) for role in roles)
    session.add_all(
        Membership(tenant_id=session.tenant, group_key=key, person_id=person.id) for key in groups
    )
    return person


def add_group(session: TenantSession, key: str, names: Mapping[str, str]) -> Group:
    """A new group; `names` by language."""
    group = Group(tenant_id=session.tenant, key=key, names=dict(names))
    session.add(group)
    return group


def group_names(session: TenantSession) -> dict[str, Mapping[str, str]]:
    """Every group's names by language, by key."""
    return {
        group.key: group.names
        for group in session.scalars(
            select(Group).where(Group.tenant_id == session.tenant).order_by(Group.key)
        )
    }


def names(session: TenantSession, person_ids: Collection[str]) -> dict[str, str]:
    """Names by id; an unknown id is left out."""
    if not person_ids:
        return {}
    rows = session.execute(
        select(Person.id, Person.name).where(
            Person.tenant_id == session.tenant, Person.id.in_(sorted(person_ids))
        )
    )
    return dict([*rows])


def of_groups(session: TenantSession, keys: Collection[str]) -> list[Person]:
    """Active people who work in one of these groups, by name."""
    members = select(Membership.person_id).where(
        Membership.tenant_id == session.tenant, Membership.group_key.in_(sorted(keys))
    )
    query = select(Person).where(Person.tenant_id == session.tenant, Person.id.in_(members), Person.is_active)
    return list(session.scalars(query.order_by(Person.name)))


def with_role(session: TenantSession, role: Role) -> list[Person]:
    """Active people who have a role, by name."""
    granted = select(Grant.person_id).where(Grant.tenant_id == session.tenant, Grant.role == role)
    query = select(Person).where(Person.tenant_id == session.tenant, Person.id.in_(granted), Person.is_active)
    return list(session.scalars(query.order_by(Person.name)))


def staff(session: TenantSession) -> list[StaffMember]:
    """Everyone who works for the municipality, by name."""
    query = select(Person).where(Person.tenant_id == session.tenant, Person.kind == PersonKind.STAFF)
    roles = _by_person(
        session.execute(select(Grant.person_id, Grant.role).where(Grant.tenant_id == session.tenant))
    )
    groups = _by_person(
        session.execute(
            select(Membership.person_id, Membership.group_key).where(Membership.tenant_id == session.tenant)
        )
    )
    return [
        StaffMember(person, tuple(map(Role, roles.get(person.id, ()))), tuple(groups.get(person.id, ())))
        for person in session.scalars(query.order_by(Person.name))
    ]


def demonstration(session: TenantSession, kind: PersonKind) -> list[Person]:
    """The invented people that a sign-in page may list, by name."""
    query = select(Person).where(
        Person.tenant_id == session.tenant, Person.kind == kind, Person.is_demonstration, Person.is_active
    )
    return list(session.scalars(query.order_by(Person.name)))


def _by_person(rows: Iterable[Row[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for person_id, value in sorted(map(tuple, rows)):
        found.setdefault(person_id, []).append(value)
    return found
